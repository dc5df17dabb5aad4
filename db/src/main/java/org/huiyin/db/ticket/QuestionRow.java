package org.huiyin.db.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something somebody was asked, or what a button aimed his next words at.
 *
 * @param payload what must be kept for the answer, as the asker wrote it
 * @param actsOnExpiry whether something happens when nobody answers
 */
public record QuestionRow(
        long id,
        long addressId,
        String kind,
        @Nullable Long ticketId,
        @Nullable String payload,
        Instant askedAt,
        Instant expiresAt,
        boolean actsOnExpiry) {}

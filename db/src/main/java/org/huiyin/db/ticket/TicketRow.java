package org.huiyin.db.ticket;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One matter. {@code seq} and {@code head} are the end of its history; {@code seq} also tells whether somebody else changed it meanwhile.
 *
 * @param personName whose matter it is, null while nobody knows
 * @param place where that person lives, in words, null while nobody knows
 * @param ownDutyId whose it is while somebody stands in for him, else null
 * @param redone how often the villager said "not solved"
 */
public record TicketRow(
        long id,
        String code,
        String kind,
        String subject,
        String urgency,
        String state,
        @Nullable String hold,
        boolean confidential,
        boolean anonymous,
        @Nullable Long addressId,
        @Nullable Long householdId,
        @Nullable Long villagerId,
        @Nullable String personName,
        @Nullable String place,
        @Nullable Long gridId,
        long holderId,
        @Nullable Long holderCadreId,
        @Nullable Long ownDutyId,
        @Nullable Long firstReceiverId,
        Instant openedAt,
        TicketClocks clocks,
        Instant spokenAt,
        @Nullable Instant answeredAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant closedAt,
        @Nullable String closedAs,
        int redone,
        int seq,
        Buffer head) {}

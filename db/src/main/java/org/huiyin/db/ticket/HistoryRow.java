package org.huiyin.db.ticket;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a ticket.
 *
 * @param actor VILLAGER, CADRE or SYSTEM
 * @param actorId the address (villager) or cadre, null for the system
 * @param charge who had the ticket
 * @param detail machine words without personal data
 * @param body what was said, null when nothing was or when it has been erased
 * @param bodyDigest SHA-256 over salt and body, null when nothing was said
 * @param salt of the digest, sealed together with the body
 */
public record HistoryRow(
        long ticketId,
        int seq,
        Instant at,
        String kind,
        String actor,
        @Nullable Long actorId,
        Charge charge,
        String detail,
        @Nullable String body,
        @Nullable Buffer salt,
        @Nullable Buffer bodyDigest,
        Buffer hash,
        @Nullable UUID trace) {

    /** The same, as part of what that request brought; no part of the chain. */
    public HistoryRow within(UUID request) {
        return new HistoryRow(
                ticketId, seq, at, kind, actor, actorId, charge, detail, body, salt, bodyDigest, hash, request);
    }
}

package org.huiyin.db.outbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part that this node may send now.
 *
 * @param epoch of the lane; the outcome counts only while it is the lane's
 * @param suspect whether a node was about to send it and never said what became of it
 * @param wroteAt when the recipient last wrote, {@code touchedAt} when he last followed, scanned or clicked
 */
public record ClaimedPart(
        long addressId,
        long epoch,
        long partId,
        Instant createdAt,
        @Nullable Long ticketId,
        @Nullable Integer entrySeq,
        String channel,
        String address,
        boolean reachable,
        String purpose,
        String content,
        @Nullable Long authorAddressId,
        @Nullable Long attachmentId,
        int priority,
        Instant ord,
        int tries,
        boolean suspect,
        LaneUse use,
        @Nullable Instant wroteAt,
        @Nullable Instant touchedAt,
        List<Long> tried,
        @Nullable UUID trace)
        implements AnyPart {
    static final Comparator<ClaimedPart> ORDER = Comparator.comparing(ClaimedPart::addressId)
            .thenComparing(ClaimedPart::ord)
            .thenComparing(ClaimedPart::partId);
}

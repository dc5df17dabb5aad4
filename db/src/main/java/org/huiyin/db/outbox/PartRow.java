package org.huiyin.db.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One part that shall be sent.
 *
 * @param entrySeq the row of the ticket's history whose words it carries, null for none
 * @param purpose why it is sent; a fixed word, for measuring and for fall-back
 * @param content what is sent, as the sender will read it again
 * @param authorAddressId who is told when it does not arrive, null for nobody
 * @param priority 0 urgent, 1 fresh, 2 reminder, 3 bulk
 * @param ord when it may go at the earliest, which is also its place in the lane
 * @param undoable whether its author may take it back while it waits
 * @param tried addresses that were asked for these words in vain, which are not asked again
 * @param trace of what it answers or carries on
 */
public record PartRow(
        long id,
        Instant createdAt,
        long addressId,
        String channel,
        @Nullable Long ticketId,
        @Nullable Integer entrySeq,
        String purpose,
        String content,
        @Nullable Long authorAddressId,
        @Nullable Long attachmentId,
        int priority,
        Instant ord,
        boolean undoable,
        List<Long> tried,
        @Nullable UUID trace) {
    public PartRow {
        tried = List.copyOf(tried);
    }
}

package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.huiyin.adapters.channel.TextEvent.Content;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.adapters.channel.TextEvent.Touch;
import org.huiyin.db.inbound.InboundKey;

/** Something a person said, pressed, scanned or, by letting a question run out, did not say; or what a ticket's clock says. */
public sealed interface Said {

    InboundKey key();

    Instant at();

    /** Of the request that brought it, for whatever is written because of it. */
    UUID trace();

    /** What comes from somebody. */
    sealed interface OfSomebody extends Said {
        long addressId();
    }

    /** A message, a press, a scan. */
    record Spoke(
            InboundKey key,
            long addressId,
            Instant at,
            UUID trace,
            Optional<Content> content,
            Optional<String> quoted,
            Optional<Press> press,
            Optional<Touch> touch)
            implements OfSomebody {}

    /** The person left, or came back. */
    record Moved(InboundKey key, long addressId, Instant at, UUID trace, boolean reachable) implements OfSomebody {}

    /** Nobody answered question {@code questionId} in its time, and that means something. */
    record Silence(InboundKey key, long addressId, Instant at, UUID trace, long questionId) implements OfSomebody {}

    /** The clock of ticket {@code ticketId} has something to do. */
    record Due(InboundKey key, Instant at, UUID trace, long ticketId) implements Said {}

    /** Ticket {@code ticketId} was given to somebody else by the register. */
    record Given(InboundKey key, Instant at, UUID trace, long ticketId) implements Said {}

    /** Ticket {@code ticketId} lies with the county desk's own seat. */
    record OnSeat(InboundKey key, Instant at, UUID trace, long ticketId) implements Said {}

    /** The promise about common problem {@code problemId} was to be kept before now. */
    record Missed(InboundKey key, Instant at, UUID trace, long problemId) implements Said {}

    /** Tickets of one villager are to hear what was decided about common problem {@code problemId}. */
    record Carry(InboundKey key, Instant at, UUID trace, long problemId, List<Long> ticketIds) implements Said {
        public Carry {
            ticketIds = List.copyOf(ticketIds);
        }
    }

    /** Absence {@code absenceId} of an official is over, or he holds something in spite of it. */
    record Leave(InboundKey key, Instant at, UUID trace, long absenceId, long cadreId) implements Said {}

    /** The calendar on which a due time of ticket {@code ticketId} rests may have been published. */
    record Recounted(InboundKey key, Instant at, UUID trace, long ticketId) implements Said {}

    /** It is the hour at which an official hears what lies with him. */
    record Digest(InboundKey key, Instant at, UUID trace, long cadreId) implements Said {}
}

package org.huiyin.bot.conversation;

import java.time.Instant;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.ticket.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * Something to be sent: to whom, about what, when.
 *
 * @param entrySeq the row of the ticket's history whose words it carries
 * @param authorAddressId who is told the truth if it does not arrive
 * @param notBefore when it may go at the earliest, which is also its place in line
 */
public record Letter(
        long addressId,
        Purpose purpose,
        Draft draft,
        @Nullable Ticket ticket,
        @Nullable Integer entrySeq,
        @Nullable Long authorAddressId,
        Instant notBefore,
        Priority priority,
        boolean undoable) {

    /** Why something is sent; the names are stored, and measured by. */
    public enum Purpose {
        ACK,
        FORWARD,
        ANSWER,
        RESOLVED,
        ALERT,
        ECHO,
        NOTICE,
        CONSENT,
        CODE,
        FAILED
    }

    /** Who goes first when a channel is slow. */
    public enum Priority {
        URGENT(0),
        FRESH(1),
        REMINDER(2),
        BULK(3);

        private final int level;

        Priority(int level) {
            this.level = level;
        }

        /** As it is stored: the smaller goes first. */
        public int level() {
            return level;
        }
    }

    /** A plain letter of now, about nothing in particular. */
    public static Letter to(long addressId, Purpose purpose, Draft draft, Instant now) {
        return new Letter(addressId, purpose, draft, null, null, null, now, Priority.FRESH, false);
    }

    public Letter about(Ticket about, @Nullable Integer seq) {
        return new Letter(addressId, purpose, draft, about, seq, authorAddressId, notBefore, priority, undoable);
    }

    public Letter from(long author, boolean mayUndo) {
        return new Letter(addressId, purpose, draft, ticket, entrySeq, author, notBefore, priority, mayUndo);
    }

    public Letter at(Instant earliest) {
        return new Letter(addressId, purpose, draft, ticket, entrySeq, authorAddressId, earliest, priority, undoable);
    }

    public Letter first(Priority order) {
        return new Letter(addressId, purpose, draft, ticket, entrySeq, authorAddressId, notBefore, order, undoable);
    }
}

package org.huiyin.bot.intake;

import io.vertx.core.Promise;
import java.time.Instant;
import java.util.UUID;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.bot.conversation.Said;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.common.CommonClock;
import org.huiyin.db.inbound.InboundKey;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits to be taken in, and whoever waits for its answer: a provider's event, or what the service notices itself.
 *
 * @param sender whose address it comes from, null where it names none by address
 * @param event what a provider told us, null for what we noticed ourselves
 * @param noticed what we noticed ourselves, null for a provider's event
 * @param trace of the request that brought it
 */
record Arrival(
        InboundKey key,
        @Nullable AddressKey sender,
        @Nullable TextEvent event,
        @Nullable Noticed noticed,
        Instant at,
        Trace trace,
        Promise<Intake.Taken> taken) {

    /** Something that is due and that no message brings. */
    sealed interface Noticed {
        /** The same for whoever notices the same, so that it is taken in once. */
        String key();

        /** Whose address must be locked, null for nobody's. */
        default @Nullable Long addressId() {
            return null;
        }

        Said said(InboundKey key, Instant at, UUID trace);
    }

    /** A question that nobody answered in its time. */
    record Ended(long questionId, long owner) implements Noticed {
        @Override
        public String key() {
            return "question:" + questionId;
        }

        @Override
        public Long addressId() {
            return owner;
        }

        @Override
        public Said said(InboundKey key, Instant at, UUID trace) {
            return new Said.Silence(key, owner, at, trace, questionId);
        }
    }

    /** A ticket whose clock has something to do, and since when; {@code seq} because a clock may come back to an hour at which it did something. */
    record Acting(long ticketId, int seq, Instant since) implements Noticed {
        @Override
        public String key() {
            return "ticket:" + ticketId + ":" + seq + ":" + since;
        }

        @Override
        public Said said(InboundKey key, Instant at, UUID trace) {
            return new Said.Due(key, at, trace, ticketId);
        }
    }

    /** A ticket that the register gave to somebody else, who has not been told. */
    record Given(long ticketId, int seq) implements Noticed {
        @Override
        public String key() {
            return "given:" + ticketId + ":" + seq;
        }

        @Override
        public Said said(InboundKey key, Instant at, UUID trace) {
            return new Said.Given(key, at, trace, ticketId);
        }
    }

    /** A ticket on the county desk's own seat, for whom somebody may be there now; once a minute. */
    record OnSeat(long ticketId, Instant minute) implements Noticed {
        @Override
        public String key() {
            return "seat:" + ticketId + ":" + minute;
        }

        @Override
        public Said said(InboundKey key, Instant at, UUID trace) {
            return new Said.OnSeat(key, at, trace, ticketId);
        }
    }

    /** A promise about a common problem that is missed, and since when. */
    record Missed(long problemId, Instant since) implements Noticed {
        @Override
        public String key() {
            return "promise:" + problemId + ":" + since;
        }

        @Override
        public Said said(InboundKey key, Instant at, UUID trace) {
            return new Said.Missed(key, at, trace, problemId);
        }
    }

    /** Tickets of one villager that have to hear of a common problem's step. */
    record Carrying(CommonClock.Waiting waiting) implements Noticed {
        @Override
        public String key() {
            return "common:" + waiting.problemId() + ":" + waiting.step() + ":"
                    + waiting.ticketIds().get(0) + ":" + waiting.seq();
        }

        @Override
        public Said said(InboundKey key, Instant at, UUID trace) {
            return new Said.Carry(key, at, trace, waiting.problemId(), waiting.ticketIds());
        }
    }

    /** An absence that is over, or beside which the absent one holds something; {@code turn} tells one look from the next. */
    record Leave(long absenceId, long cadreId, Instant turn) implements Noticed {
        @Override
        public String key() {
            return "leave:" + absenceId + ":" + turn;
        }

        @Override
        public Said said(InboundKey key, Instant at, UUID trace) {
            return new Said.Leave(key, at, trace, absenceId, cadreId);
        }
    }

    /** Twice a day an official hears what lies with him. */
    record Summary(long cadreId, Instant slot) implements Noticed {
        @Override
        public String key() {
            return "digest:" + cadreId + ":" + slot;
        }

        @Override
        public Said said(InboundKey key, Instant at, UUID trace) {
            return new Said.Digest(key, at, trace, cadreId);
        }
    }

    /** A ticket that rests on a year that was not published, under a version of the configuration. */
    record Unsure(long ticketId, long version) implements Noticed {
        @Override
        public String key() {
            return "recount:" + ticketId + ":" + version;
        }

        @Override
        public Said said(InboundKey key, Instant at, UUID trace) {
            return new Said.Recounted(key, at, trace, ticketId);
        }
    }

    static Arrival of(TextEvent event, Trace trace, Instant now) {
        AddressKey sender = event.fold(
                m -> new AddressKey(m.channel(), m.sender()),
                r -> null,
                c -> new AddressKey(c.channel(), c.sender()),
                u -> null);
        InboundKey key = new InboundKey(event.channel(), event.dedupKey());
        return new Arrival(key, sender, event, null, now, trace, Promise.promise());
    }

    static Arrival of(Noticed noticed, Instant now) {
        InboundKey key = new InboundKey("clock", noticed.key());
        return new Arrival(key, null, null, noticed, now, Trace.begin(), Promise.promise());
    }
}

package org.huiyin.bot.intake;

import io.vertx.core.Promise;
import java.time.Instant;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.inbound.InboundKey;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits to be taken in, and whoever waits for its answer.
 *
 * @param sender whose address it comes from, null where it names none by address
 * @param event what a provider told us, null for the end of a question's time
 * @param silence the question whose time is over, and whose it was; null for a provider's event
 * @param clock the ticket whose clock has something to do; null for all else
 * @param trace of the request that brought it
 */
record Arrival(
        InboundKey key,
        @Nullable AddressKey sender,
        @Nullable TextEvent event,
        @Nullable Ended silence,
        @Nullable Acting clock,
        Instant at,
        Trace trace,
        Promise<Intake.Taken> taken) {

    /** A question that nobody answered in its time. */
    record Ended(long questionId, long addressId) {}

    /** A ticket whose clock has something to do, and since when. */
    record Acting(long ticketId, Instant since) {}

    static Arrival of(TextEvent event, Trace trace, Instant now) {
        AddressKey sender = event.fold(
                m -> new AddressKey(m.channel(), m.sender()),
                r -> null,
                c -> new AddressKey(c.channel(), c.sender()),
                u -> null);
        InboundKey key = new InboundKey(event.channel(), event.dedupKey());
        return new Arrival(key, sender, event, null, null, now, trace, Promise.promise());
    }

    static Arrival of(Ended silence, Instant now) {
        InboundKey key = new InboundKey("clock", "question:" + silence.questionId());
        return new Arrival(key, null, null, silence, null, now, Trace.begin(), Promise.promise());
    }

    static Arrival of(Acting clock, Instant now) {
        InboundKey key = new InboundKey("clock", "ticket:" + clock.ticketId() + ":" + clock.since());
        return new Arrival(key, null, null, null, clock, now, Trace.begin(), Promise.promise());
    }
}

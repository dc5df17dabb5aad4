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
 * @param trace of the request that brought it
 */
record Arrival(
        InboundKey key,
        @Nullable AddressKey sender,
        @Nullable TextEvent event,
        @Nullable Ended silence,
        Instant at,
        Trace trace,
        Promise<Intake.Taken> taken) {

    /** A question that nobody answered in its time. */
    record Ended(long questionId, long addressId) {}

    static Arrival of(TextEvent event, Trace trace, Instant now) {
        AddressKey sender = event.fold(
                m -> new AddressKey(m.channel(), m.sender()),
                r -> null,
                c -> new AddressKey(c.channel(), c.sender()),
                u -> null);
        InboundKey key = new InboundKey(event.channel(), event.dedupKey());
        return new Arrival(key, sender, event, null, now, trace, Promise.promise());
    }

    static Arrival of(Ended silence, Instant now) {
        InboundKey key = new InboundKey("clock", "question:" + silence.questionId());
        return new Arrival(key, null, null, silence, now, Trace.begin(), Promise.promise());
    }
}

package org.huiyin.bot.intake;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.Trace;

/** The door of the house: what a provider told us goes in, and comes back when it and all its consequences are on disk. */
public interface Intake {

    /**
     * Takes one event in. Fails only when nothing was stored (the database is away, or we are stopping): the provider is then asked to
     * repeat itself.
     *
     * @param trace of the request that brought it
     */
    Future<Taken> take(TextEvent event, Trace trace);

    /** The same for what no request brought. */
    default Future<Taken> take(TextEvent event) {
        return take(event, Trace.begin());
    }

    /**
     * What was committed.
     *
     * @param duplicate whether the event had been taken before, so that nothing happened now
     * @param passive words for the sender that travel in the answer to the webhook, the same as the first time
     * @param at when it was first taken
     */
    record Taken(boolean duplicate, Optional<String> passive, Instant at) {}
}

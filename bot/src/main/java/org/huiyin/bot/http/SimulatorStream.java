package org.huiyin.bot.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.huiyin.adapters.simulator.SentPart;
import org.huiyin.adapters.simulator.SimulatorChannel;

/** Shows a page what simulated phones receive, as it comes (WHATWG HTML, 9.2 "Server-sent events"). */
final class SimulatorStream {
    /** Below the time after which the server closes an idle connection. */
    private static final long BEAT_MILLIS = 15_000;

    /** More pages than anybody has open; the rest would only hold connections. */
    private static final int MOST_STREAMS = 100;

    private final Vertx vertx;
    private final List<SimulatorChannel> channels;
    private final AtomicInteger open = new AtomicInteger();

    SimulatorStream(Vertx vertx, List<SimulatorChannel> channels) {
        this.vertx = vertx;
        this.channels = channels;
    }

    void open(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (open.incrementAndGet() > MOST_STREAMS) {
            open.decrementAndGet();
            Answer.later(response, "too many pages are open");
            return;
        }
        response.setChunked(true)
                .putHeader("content-type", "text/event-stream; charset=utf-8")
                .putHeader("cache-control", "no-store");
        write(response, ": open\n\n");
        Context own = vertx.getOrCreateContext();
        List<Runnable> follows = channels.stream()
                .map(channel -> channel.follow(part -> own.runOnContext(now -> show(response, channel, part))))
                .toList();
        long beat = vertx.setPeriodic(BEAT_MILLIS, id -> write(response, ": beat\n\n"));
        response.endHandler(end -> {
            vertx.cancelTimer(beat);
            follows.forEach(Runnable::run);
            open.decrementAndGet();
        });
    }

    private static void show(HttpServerResponse response, SimulatorChannel channel, SentPart part) {
        write(response, "event: message\ndata: " + Answer.write(PhoneMessage.of(channel.id(), part)) + "\n\n");
    }

    /** A page that does not read is let go: it comes back by itself, and asks for what it missed. */
    private static void write(HttpServerResponse response, String text) {
        if (response.ended() || response.closed()) {
            return;
        }
        Future<Void> ignored = response.writeQueueFull() ? response.end() : response.write(text);
    }
}

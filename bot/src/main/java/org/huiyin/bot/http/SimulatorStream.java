package org.huiyin.bot.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.huiyin.adapters.simulator.SentPart;
import org.huiyin.adapters.simulator.SimulatorChannel;

/** Shows a page what simulated phones receive ({@code message}) and say ({@code said}), as it comes (WHATWG HTML, 9.2 "Server-sent events"). */
final class SimulatorStream {
    /** Below the time after which the server closes an idle connection. */
    private static final long BEAT_MILLIS = 15_000;

    /** More pages than anybody has open; the rest would only hold connections. */
    private static final int MOST_STREAMS = 100;

    private final Vertx vertx;
    private final List<SimulatorChannel> channels;
    private final SaidLog said;
    private final AtomicInteger open = new AtomicInteger();

    SimulatorStream(Vertx vertx, List<SimulatorChannel> channels, SaidLog said) {
        this.vertx = vertx;
        this.channels = channels;
        this.said = said;
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
        List<Runnable> follows = new ArrayList<>();
        channels.forEach(channel ->
                follows.add(channel.follow(part -> own.runOnContext(now -> show(response, channel, part)))));
        follows.add(said.follow(words -> own.runOnContext(now -> write(response, "said", words))));
        long beat = vertx.setPeriodic(BEAT_MILLIS, id -> write(response, ": beat\n\n"));
        // It would never end by itself, and a stopping service would wait for it.
        context.request().connection().shutdownHandler(stopping -> end(response));
        response.endHandler(end -> {
            vertx.cancelTimer(beat);
            follows.forEach(Runnable::run);
            open.decrementAndGet();
        });
    }

    private static void end(HttpServerResponse response) {
        if (!(response.ended() || response.closed())) {
            Future<Void> ignored = response.end();
        }
    }

    private static void show(HttpServerResponse response, SimulatorChannel channel, SentPart part) {
        write(response, "message", PhoneMessage.of(channel.id(), part));
    }

    private static void write(HttpServerResponse response, String event, Object data) {
        write(response, "event: " + event + "\ndata: " + Answer.write(data) + "\n\n");
    }

    /** A page that does not read is let go: it comes back by itself, and asks for what it missed. */
    private static void write(HttpServerResponse response, String text) {
        if (response.ended() || response.closed()) {
            return;
        }
        Future<Void> ignored = response.writeQueueFull() ? response.end() : response.write(text);
    }
}

package org.huiyin.bot.delivery;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * The lanes of one channel that this node has claimed: as many under way as there are connections to the provider, the most urgent first, and
 * as many waiting as a second of sending needs. So that claiming and recording are done for many at a time, none waits out its lease, and a
 * slow provider holds up no other's lanes. Confined to its event loop.
 */
final class ChannelLanes {
    /** As many as an adapter has connections to its provider. */
    private static final int CONNECTIONS = 32;
    /** So many are claimed and recorded together at most. */
    private static final int MOST = 256;

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** One that waits for a connection. */
    private record Waiting(int priority, long order, Supplier<Future<?>> run) {}

    private final Clock clock;
    private final int perSecond;
    private final Queue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingInt(Waiting::priority).thenComparingLong(Waiting::order));
    private long taken;
    private int running;
    private Instant since;
    private int ended;
    private int pace;

    /** @param perSecond how many parts the provider allows a second, 0 for no limit */
    ChannelLanes(Clock clock, int perSecond) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.since = clock.instant();
    }

    /** How many lanes more are worth claiming, 0 or more: many at a time, and none while nearly as many as are needed are there. */
    int free() {
        int most = perSecond == 0 ? MOST : Math.min(MOST, Math.max(1, perSecond));
        int wanted = Math.min(Math.max(CONNECTIONS, pace()), most);
        int free = wanted - running - waiting.size();
        return free * 4 >= wanted ? free : 0;
    }

    /** How many ended within the last whole second. */
    private int pace() {
        Instant now = clock.instant();
        if (Duration.between(since, now).abs().compareTo(SECOND) >= 0) {
            pace = ended;
            ended = 0;
            since = now;
        }
        return Math.max(pace, ended);
    }

    /** Whether nothing is under way. */
    boolean idle() {
        return running == 0 && waiting.isEmpty();
    }

    /** Lets a lane run as soon as a connection is free. */
    void add(int priority, Supplier<Future<?>> run) {
        waiting.add(new Waiting(priority, taken++, run));
        next();
    }

    private void next() {
        Waiting first = running < CONNECTIONS ? waiting.poll() : null;
        if (first != null) {
            running++;
            first.run().get().onComplete(done -> {
                running--;
                ended++;
                next();
            });
        }
    }
}

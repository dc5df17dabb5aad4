package org.huiyin.bot.node;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huiyin.bot.metrics.Standing;
import org.huiyin.bot.metrics.Standing.Measure;
import org.huiyin.db.inbound.SetAside;
import org.huiyin.db.outbox.Stalled;
import org.huiyin.db.ticket.Tickets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts now and then what waits to be sent, what lies set aside and what lies with nobody, as every node sees it alike. Confined to its event loop. */
public final class Backlogs {
    private static final Logger log = LoggerFactory.getLogger(Backlogs.class);
    /** It reads the whole queue, which in an outage is long; alarms look every 15 s at most. */
    private static final long EVERY_MS = 15_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Stalled stalled;
    private final Set<String> channels;
    private final Standing standing;
    private final Clock clock;
    private long timer;

    public Backlogs(Vertx vertx, Pool pool, Stalled stalled, Set<String> channels, Standing standing, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.stalled = stalled;
        this.channels = Set.copyOf(channels);
        this.standing = standing;
        this.clock = clock;
        this.channels.forEach(channel -> standing.queue(channel, 0, 0));
    }

    public void start() {
        timer = vertx.setPeriodic(
                EVERY_MS, tick -> count().onFailure(failure -> log.debug("what waits could not be counted")));
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Counts now. */
    public Future<Void> count() {
        Instant now = clock.instant();
        return stalled.backlog(pool, now)
                .map(waiting -> show(waiting, now))
                .compose(shown -> SetAside.count(pool))
                .onSuccess(rows -> standing.set(Measure.SET_ASIDE, (double) rows))
                .compose(rows -> Tickets.countOnSeat(pool))
                .onSuccess(seated -> standing.set(Measure.ON_SEAT, (double) seated))
                .mapEmpty();
    }

    private Void show(List<Stalled.Backlog> waiting, Instant now) {
        Set<String> empty = new HashSet<>(channels);
        for (Stalled.Backlog one : waiting) {
            empty.remove(one.channel());
            standing.queue(
                    one.channel(),
                    one.parts(),
                    Duration.between(one.oldest(), now).toMillis() / 1000.0);
        }
        empty.forEach(channel -> standing.queue(channel, 0, 0));
        return null;
    }
}

package org.huiyin.bot.recovery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.db.recovery.Standing;
import org.huiyin.db.recovery.Standings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the county is held, no more than a second late, and how old its backup is. Nothing is sent on its word: the statements that take
 * work up ask the database themselves.
 */
public final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final long HELD_MS = 1000;
    private static final long FREE_MS = 10_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Metrics metrics;
    private volatile boolean held;
    private boolean stopping;
    private long timer;

    public Watch(Vertx vertx, Pool pool, Metrics metrics) {
        this.vertx = vertx;
        this.pool = pool;
        this.metrics = metrics;
    }

    /** Completes when it is known how the county stands. */
    public Future<Void> start() {
        return look().map(done -> null);
    }

    public void stop() {
        stopping = true;
        vertx.cancelTimer(timer);
    }

    public boolean isHeld() {
        return held;
    }

    /** How it stands just now. */
    public Future<Standing> look() {
        return Standings.read(pool).onSuccess(this::note).onComplete(read -> later());
    }

    private void note(Standing standing) {
        boolean now = standing.held() != null;
        if (now != held) {
            log.warn(now ? "the county is held: nothing is sent until it is released" : "the county is free again");
        }
        held = now;
        metrics.held(now);
        metrics.backup(
                standing.age().map(Duration::toMillis).map(ms -> ms / 1000.0).orElse(Double.NaN),
                standing.bytes(),
                standing.failures());
    }

    private void later() {
        vertx.cancelTimer(timer);
        if (!stopping) {
            timer = vertx.setTimer(held ? HELD_MS : FREE_MS, tick -> {
                Future<Standing> ignored = look();
            });
        }
    }
}

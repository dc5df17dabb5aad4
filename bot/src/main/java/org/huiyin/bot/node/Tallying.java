package org.huiyin.bot.node;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.ZoneId;
import org.huiyin.bot.report.TallyRun;
import org.huiyin.bot.store.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts each minute what was written into histories, for the reports. Confined to its event loop. */
public final class Tallying {
    private static final Logger log = LoggerFactory.getLogger(Tallying.class);
    private static final long EVERY_MS = 60_000;

    private final Vertx vertx;
    private final Clock clock;
    private final TallyRun run;
    private boolean counting;
    private boolean stopped;
    private long timer;

    public Tallying(Vertx vertx, Pool pool, ZoneId zone, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.run = new TallyRun(pool, zone);
    }

    public void start() {
        timer = vertx.setPeriodic(EVERY_MS, tick -> count());
    }

    /** After the step that is under way. */
    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** Counts now, until nothing is left. Never fails: what is not counted now is a minute later. */
    public Future<Void> count() {
        if (counting) {
            return Future.succeededFuture();
        }
        counting = true;
        return steps().onComplete(done -> counting = false)
                .onFailure(failure -> log.warn("histories were not counted: {}", Outage.name(failure)))
                .otherwiseEmpty();
    }

    private Future<Void> steps() {
        return run.step(clock.instant()).compose(more -> more && !stopped ? steps() : Future.succeededFuture());
    }
}

package org.huiyin.bot.backup;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.db.backup.Backup;
import org.huiyin.db.backup.BackupReport;
import org.huiyin.db.recovery.Standings;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.server.DatabaseUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a backup at each turn, on one of the county's nodes, beside everything else and on a thread of its own. */
public final class BackupRuns {
    private static final Logger log = LoggerFactory.getLogger(BackupRuns.class);
    /** A node that died is followed by another after this; with the time between two runs, well within five minutes. */
    private static final Duration LEASE = Duration.ofMinutes(2);
    /** Where every run copies everything, it may take a tenth of the time and no more. */
    private static final int REST = 9;

    private static final Duration STOP = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final Pool pool;
    private final ServiceConfig.Backup config;
    private final Backup.Order order;
    private final WorkerExecutor thread;
    private Future<Void> running = Future.succeededFuture();
    private @Nullable Backup current;
    private boolean stopping;
    private long timer;
    private long lease;

    /**
     * Runs of backups.
     *
     * @param keys the fingerprint of the county's keys
     * @param node this node's name
     */
    public BackupRuns(Vertx vertx, Pool pool, DatabaseUrl url, ServiceConfig.Backup config, String keys, String node) {
        this.vertx = vertx;
        this.pool = pool;
        this.config = config;
        this.order = new Backup.Order(url, config.directory(), config.keep(), keys, node);
        // A whole copy of a large county takes its time; nothing is wrong with that.
        this.thread = vertx.createSharedWorkerExecutor("backup", 1, 1, TimeUnit.DAYS);
    }

    public void start() {
        later(Duration.ofSeconds(1));
        lease = vertx.setPeriodic(LEASE.toMillis() / 4, tick -> {
            if (!running.isComplete()) {
                Future<Boolean> ignored = turn();
            }
        });
    }

    private Future<Boolean> turn() {
        return Standings.takeTurn(pool, order.node(), LEASE.plus(config.every()));
    }

    private void later(Duration pause) {
        if (!stopping) {
            timer = vertx.setTimer(Math.max(1, pause.toMillis()), tick -> run());
        }
    }

    private void run() {
        long began = System.nanoTime();
        running = Standings.isHeld(pool)
                .compose(held -> held ? Future.succeededFuture(false) : turn())
                .compose(ours -> ours ? make() : Future.succeededFuture(config.every()))
                .recover(failure -> {
                    log.error("no backup: {}", failure.getMessage());
                    return Future.succeededFuture(config.every());
                })
                .map(pause -> {
                    later(pause.minusNanos(System.nanoTime() - began));
                    return null;
                });
    }

    /** Makes one; gives the time from its begin to the next one's. */
    private Future<Duration> make() {
        Backup backup = new Backup(order, Progress.NONE);
        current = backup;
        long began = System.nanoTime();
        return thread.executeBlocking(backup::run).map(report -> {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            note(report, took);
            Duration rest = took.multipliedBy(REST + 1L);
            return report.increments() || rest.compareTo(config.every()) < 0 ? config.every() : rest;
        });
    }

    private static void note(BackupReport report, Duration took) {
        if (report.isWhole()) {
            log.info("backup: {}, {} ms", report.words(), took.toMillis());
        } else {
            log.debug("backup: {}, {} ms", report.words(), took.toMillis());
        }
    }

    /** Breaks off what runs; nothing of a broken-off run is part of a backup. */
    public Future<Void> stop() {
        stopping = true;
        vertx.cancelTimer(timer);
        vertx.cancelTimer(lease);
        Backup last = current;
        if (last != null) {
            last.stop();
        }
        return running.timeout(STOP.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .compose(ended -> thread.close());
    }
}

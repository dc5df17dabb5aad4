package org.huiyin.bot.node;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.huiyin.bot.metrics.Standing;
import org.huiyin.bot.metrics.Standing.Measure;
import org.huiyin.db.schema.NodeCard;
import org.huiyin.db.schema.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every few seconds that this node lives, and sees by the answer how it stands: whether the database is there, whether its clock agrees, and
 * whether the schema still has what this version needs. Confined to its event loop.
 */
public final class Heartbeat {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final long EVERY_MS = 5000;
    /** The answer must be there before the next is asked for. */
    private static final long ANSWER_MS = 4000;
    /** Below this nobody notices; beyond it deadlines and signatures of providers suffer in the end. */
    private static final Duration CLOSE_ENOUGH = Duration.ofSeconds(2);
    /** For a few days of logs and the database's own journal, in bytes. */
    private static final long LOW_DISK = 1L << 30;

    /**
     * What it tells of.
     *
     * @param configVersion by which this node decides
     * @param fileDigest of what must be the same in every node's file
     * @param freeBytes on the disk of the data directory
     */
    public record Subject(NodeCard card, LongSupplier configVersion, String fileDigest, LongSupplier freeBytes) {}

    private final Vertx vertx;
    private final Pool pool;
    private final Clock machine;
    private final Subject subject;
    private final Standing standing;
    private final Consumer<String> outdated;
    private long timer;
    private boolean stopping;
    private boolean away;
    private boolean apart;
    /** What was last told to be left of the disk, in bytes. */
    private long told = Long.MAX_VALUE;

    /**
     * A heartbeat.
     *
     * @param machine the machine's clock, not the one the service goes by
     * @param outdated told why, when this node must end
     */
    public Heartbeat(
            Vertx vertx, Pool pool, Clock machine, Subject subject, Standing standing, Consumer<String> outdated) {
        this.vertx = vertx;
        this.pool = pool;
        this.machine = machine;
        this.subject = subject;
        this.standing = standing;
        this.outdated = outdated;
    }

    public Future<Void> start() {
        return beat().onSuccess(first -> timer = vertx.setPeriodic(EVERY_MS, tick -> now()));
    }

    /** Says at once what has changed. */
    public void now() {
        if (!stopping) {
            beat().onFailure(failure -> away());
        }
    }

    private Future<Void> beat() {
        disk();
        Instant began = machine.instant();
        Nodes.Beat beat = new Nodes.Beat(subject.card(), subject.configVersion().getAsLong(), subject.fileDigest());
        return Nodes.beat(pool, beat).timeout(ANSWER_MS, TimeUnit.MILLISECONDS).map(seen -> {
            standing.set(Measure.DATABASE_UP, 1);
            if (away) {
                away = false;
                log.info("the database answers again");
            }
            clock(began, seen.databaseTime());
            standing.set(Measure.NODES, seen.nodes());
            standing.set(Measure.CONFIG_VERSIONS, seen.configVersions());
            standing.set(Measure.NODE_FILES, seen.files());
            standing.set(Measure.SCHEMA_VERSION, seen.schema());
            schema(seen);
            return null;
        });
    }

    private void away() {
        standing.set(Measure.DATABASE_UP, 0);
        if (!away) {
            away = true;
            log.error("the database does not answer; messages are answered 503, which providers repeat");
        }
    }

    /** Halfway between asking and hearing is when the database looked at its clock, as near as one can tell. */
    private void clock(Instant began, Instant database) {
        Duration took = Duration.between(began, machine.instant());
        Duration ahead = Duration.between(database, began.plus(took.dividedBy(2)));
        standing.set(Measure.CLOCK_DIFFERENCE, ahead.toMillis() / 1000.0);
        boolean now = ahead.abs().compareTo(CLOSE_ENOUGH.plus(took)) > 0;
        if (now && !apart) {
            log.warn(
                    "this machine's clock is {} s ahead of the database's: let both be set by the same time server",
                    ahead.toMillis() / 1000.0);
        }
        apart = now;
    }

    private void schema(Nodes.Seen seen) {
        boolean lost = seen.narrowed() > subject.card().knows();
        standing.set(Measure.NODE_OUTDATED, lost ? 1 : 0);
        if (lost && !stopping) {
            stop();
            outdated.accept("migration " + seen.narrowed() + " has taken away what this version needs:"
                    + " start the version that ran it, or a newer one");
        }
    }

    /** Told once, and again whenever half of that is gone: what was said weeks ago is no help on the day when nothing is left. */
    private void disk() {
        long free = subject.freeBytes().getAsLong();
        standing.set(Measure.DISK_FREE, (double) free);
        if (free >= LOW_DISK) {
            told = Long.MAX_VALUE;
        } else if (free < told / 2) {
            told = free;
            log.warn("the disk of the data directory has {} MB left", free >> 20);
        }
    }

    /** Says nothing more. */
    public void stop() {
        stopping = true;
        vertx.cancelTimer(timer);
    }

    /** Says nothing more, and that nobody need wait for this node. */
    public Future<Void> leave() {
        stop();
        return Nodes.leave(pool, subject.card().name());
    }
}

package org.huiyin.bot.rules;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.function.Consumer;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.metrics.Standing;
import org.huiyin.bot.metrics.Standing.Measure;
import org.huiyin.bot.rules.Rulebook.Reading;
import org.huiyin.db.config.ConfigVersions;
import org.huiyin.db.config.ConfigVersions.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets this node decide by the newest version of the county's configuration, within a second of its being applied and without a restart. One that it
 * cannot understand, because a newer Huiyin applied it, changes nothing but the alarm. Confined to its event loop.
 */
public final class Rulebooks {
    private static final Logger log = LoggerFactory.getLogger(Rulebooks.class);
    /** Under the wake-ups by which one usually hears of it. */
    private static final long POLL_MS = 1000;

    private final Vertx vertx;
    private final Pool pool;
    private final Rulebook shipped;
    private final RulesText shippedText = RulesText.of(ConfigFolder.shipped());
    private final String release;
    private final Standing standing;
    private final Consumer<Rulebook> follower;
    private long seen;
    private long timer;
    private boolean looking;
    private volatile long inForce;
    private volatile List<String> notes = List.of();

    /**
     * Rulebooks.
     *
     * @param shipped what this version brings along, which need not be read again where it is in force
     * @param release this Huiyin, for the version that it makes of what it is shipped with
     * @param follower told of each version that comes into force
     */
    public Rulebooks(
            Vertx vertx, Pool pool, Rulebook shipped, String release, Standing standing, Consumer<Rulebook> follower) {
        this.vertx = vertx;
        this.pool = pool;
        this.shipped = shipped;
        this.release = release;
        this.standing = standing;
        this.follower = follower;
    }

    /** Reads the version in force; where there is none yet, what is shipped becomes the first. */
    public Future<Void> start() {
        return ConfigVersions.newest(pool)
                .compose(newest -> newest > 0 ? Future.succeededFuture() : first())
                .compose(there -> ConfigVersions.newest(pool))
                .compose(newest -> take(newest, newest))
                .onSuccess(read -> timer = vertx.setPeriodic(POLL_MS, tick -> look()));
    }

    private Future<Void> first() {
        return ConfigVersions.add(
                        pool,
                        0,
                        new ConfigVersions.Draft(
                                shippedText.json(), shippedText.sha256(), "huiyin", release, "as shipped"))
                .mapEmpty();
    }

    /** Looks whether there is another version. */
    public void look() {
        if (looking) {
            return;
        }
        looking = true;
        ConfigVersions.newest(pool)
                .compose(newest -> newest == seen ? Future.succeededFuture() : take(newest, newest))
                .onComplete(done -> {
                    looking = false;
                    if (done.failed()) {
                        log.debug("the version of the configuration is unknown");
                    }
                });
    }

    /** Takes {@code number}, or the newest before it that can be understood where none is in force yet. */
    private Future<Void> take(long number, long newest) {
        return ConfigVersions.read(pool, number)
                .compose(version -> version.isEmpty() ? gone(number) : reading(version.get()))
                .compose(reading -> reading.fold(
                        understood -> adopt(understood.rulebook(), newest),
                        faulty -> refuse(number, newest, faulty.lines())));
    }

    private static Future<Reading> gone(long number) {
        return Future.succeededFuture(new Reading.Faulty(List.of("version " + number + " is not there any more")));
    }

    private Future<Reading> reading(Version version) {
        return version.head().sha256().equals(shippedText.sha256())
                ? Future.succeededFuture(
                        new Reading.Understood(shipped.as(version.head().number()), List.of()))
                : vertx.executeBlocking(() -> read(version));
    }

    private static Reading read(Version version) {
        return RulesText.files(version)
                .map(files -> Rulebook.read(version.head().number(), ConfigFolder.of(files)))
                .orElseGet(() -> new Reading.Faulty(List.of("its row in the database is not as it was written")));
    }

    private Future<Void> adopt(Rulebook rulebook, long newest) {
        seen = newest;
        inForce = rulebook.version();
        standing.set(Measure.CONFIG_VERSION, (double) inForce);
        if (inForce == newest) {
            notes = List.of();
            standing.set(Measure.CONFIG_REFUSED, 0);
        }
        log.info("version {} of the configuration is in force", inForce);
        follower.accept(rulebook);
        return Future.succeededFuture();
    }

    private Future<Void> refuse(long number, long newest, List<String> faults) {
        seen = newest;
        standing.set(Measure.CONFIG_REFUSED, 1);
        if (number == newest) {
            notes = List.of(
                    "version " + newest + " of the configuration cannot be understood by this version of Huiyin,"
                            + " so an older one stays in force here: " + faults.get(0));
            log.error("{}", notes.get(0));
        }
        return inForce == 0 && number > 1 ? take(number - 1, newest) : Future.succeededFuture();
    }

    /** The number of the version in force, 0 for what is shipped. Thread-safe. */
    public long inForce() {
        return inForce;
    }

    /** What an administrator should know. Thread-safe. */
    public List<String> notes() {
        return notes;
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }
}

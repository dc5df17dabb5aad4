package org.huiyin.bot.wiring;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.wechat.WeChatChannel;
import org.huiyin.bot.channel.SceneMaker;
import org.huiyin.bot.config.ChannelConfig;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.delivery.Aftermath;
import org.huiyin.bot.delivery.Deliverer;
import org.huiyin.bot.intake.BatchIntake;
import org.huiyin.bot.intake.ClockWork;
import org.huiyin.bot.intake.Intake;
import org.huiyin.bot.media.MediaFetcher;
import org.huiyin.bot.node.Backlogs;
import org.huiyin.bot.node.Sealing;
import org.huiyin.bot.node.Suggesting;
import org.huiyin.bot.node.Tallying;
import org.huiyin.bot.rules.Rulebook;
import org.huiyin.bot.rules.Rulebooks;
import org.huiyin.bot.store.DirectoryCache;
import org.huiyin.bot.store.Repositories;
import org.huiyin.bot.ticket.Scenes;
import org.huiyin.db.schema.Nodes;
import org.huiyin.db.server.Housekeeping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens between the doors: taking in, deciding, delivering, the clock. All of it runs on one event loop of its own. */
public final class HuiyinCore implements Core {
    private static final Logger log = LoggerFactory.getLogger(HuiyinCore.class);
    /** Two batches at a time: while one waits for the disk, the other is decided. */
    private static final int WRITERS = 2;

    private static final long QUEUE_AGE_MS = 5000;
    private static final long DAILY_MS = Duration.ofHours(24).toMillis();

    private final Vertx vertx;
    private final Pool pool;
    private final Core.Parts parts;
    private final Context context;
    private final Repositories db;
    private final BatchIntake intake;
    private final Deliverer deliverer;
    private final MediaFetcher media;
    private final ClockWork clockWork;
    private final Wakeups wakeups;
    private final SceneMaker sceneMaker;
    private final Rulebooks rulebooks;
    private final Backlogs backlogs;
    private final Sealing sealing;
    private final Suggesting suggesting;
    private final Tallying tallying;
    private final Set<String> channelIds;
    private volatile double queueAge;

    public HuiyinCore(Core.Parts parts) {
        this(parts, Rulebook.shipped());
    }

    private HuiyinCore(Core.Parts parts, Rulebook shipped) {
        this.parts = parts;
        this.vertx = parts.vertx();
        this.pool = parts.database().pool();
        this.context = vertx.getOrCreateContext();
        this.db = Repositories.of(parts.vault());
        Houses houses = new Houses(parts, shipped);
        Map<String, Limits> channels = houses.channels();
        this.channelIds = channels.keySet();
        DirectoryCache directories = new DirectoryCache(db.officials(), List.copyOf(channels.keySet()));
        Aftermath aftermath = new Aftermath(db, directories, () -> houses.get().texts(), channels);
        this.deliverer = new Deliverer(
                vertx,
                pool,
                db,
                parts.channels(),
                perSecond(parts),
                aftermath,
                () -> houses.get().texts(),
                parts.metrics(),
                parts.clock(),
                parts.node().name(),
                parts.config().delivery().repeatUnknownAfter());
        this.media = new MediaFetcher(vertx, pool, db.attachments(), parts.channels(), parts.clock(), deliverer::wake);
        this.wakeups = new Wakeups(vertx, parts.database(), this::woken, this::reread);
        this.intake = new BatchIntake(
                context, pool, db, houses, directories, parts.metrics(), parts.clock(), WRITERS, new Committed());
        this.sceneMaker = new SceneMaker(vertx, pool, new Scenes(parts.vault().derive("scene")), weChat(parts));
        this.rulebooks = new Rulebooks(
                vertx, pool, shipped, parts.node().release(), parts.metrics().standing(), houses::adopt);
        this.backlogs = new Backlogs(
                vertx, pool, db.stalled(), channelIds, parts.metrics().standing(), parts.clock());
        this.sealing = new Sealing(vertx, pool, parts.vault(), parts.clock());
        this.suggesting = new Suggesting(
                vertx,
                pool,
                db.suggestions(),
                db.commonProblems(),
                directories,
                () -> houses.get().words(),
                parts.clock());
        this.clockWork = new ClockWork(
                vertx,
                pool,
                db,
                () -> houses.get().deadlines(),
                rulebooks::inForce,
                parts.config().digests(),
                intake,
                parts.clock());
        this.tallying = new Tallying(vertx, pool, parts.config().timeZone(), parts.clock());
    }

    /** Makes cores of a process that has better things to do than to wait for its files. */
    public static final class Maker implements Core.Maker {
        @Override
        public Core make(Core.Parts parts) {
            return new HuiyinCore(parts);
        }

        @Override
        public Core.Maker foresee(ServiceConfig config) {
            Supplier<Rulebook> shipped = Beside.begin("shipped-rules", Rulebook::shipped);
            return parts -> new HuiyinCore(parts, shipped.get());
        }
    }

    private static Map<String, Integer> perSecond(Core.Parts parts) {
        return parts.config().channels().stream()
                .collect(Collectors.toMap(ChannelConfig::id, ChannelConfig::perSecond));
    }

    private static List<WeChatChannel> weChat(Core.Parts parts) {
        return parts.channels().stream()
                .filter(WeChatChannel.class::isInstance)
                .map(WeChatChannel.class::cast)
                .toList();
    }

    /** What a commit of the intake sets in motion, here and on other nodes. */
    private final class Committed implements BatchIntake.Followers {
        @Override
        public void wrote() {
            woken();
            wakeups.tell();
        }

        @Override
        public void receipts(String channel, List<String> externalIds) {
            deliverer.receipts(channel, externalIds);
        }
    }

    private void woken() {
        deliverer.wake();
        media.wake();
    }

    private void reread() {
        rulebooks.look();
    }

    @Override
    public Intake intake() {
        return (event, trace) -> here(() -> intake.take(event, trace));
    }

    /** Runs on the core's own event loop, and answers on the caller's. */
    private <T> Future<T> here(Supplier<Future<T>> work) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> answer = Promise.promise();
        context.runOnContext(go -> work.get().onComplete(done -> caller.runOnContext(back -> answer.handle(done))));
        return answer.future();
    }

    @Override
    public Future<Void> start() {
        return here(() -> Housekeeping.partitions(pool)
                .compose(made -> rulebooks.start())
                .compose(read -> deliverer.start())
                .map(delivering -> {
                    wakeups.start();
                    media.start();
                    clockWork.start();
                    sceneMaker.start();
                    backlogs.start();
                    sealing.start();
                    suggesting.start();
                    tallying.start();
                    vertx.setPeriodic(QUEUE_AGE_MS, tick -> age());
                    vertx.setPeriodic(DAILY_MS, tick -> daily());
                    return null;
                }));
    }

    /** Does now what would be done within the next seconds: for tests, which move the clock and do not wait. */
    public Future<Void> look() {
        return here(() -> clockWork.look().onSuccess(looked -> woken()));
    }

    /** Renews the suggestions of common problems now, where it is time: likewise. */
    public Future<Integer> suggest() {
        return here(suggesting::renew);
    }

    /** Counts now what would be counted within the minute: for tests. */
    public Future<Void> count() {
        return here(tallying::count);
    }

    private void age() {
        db.outbox()
                .age(pool, parts.clock().instant(), channelIds)
                .onSuccess(age -> queueAge = age.toMillis() / 1000.0)
                .onFailure(failure -> log.debug("the queue's age is unknown"));
    }

    private void daily() {
        Housekeeping.partitions(pool)
                .compose(made -> Housekeeping.forget(pool, parts.clock().instant()))
                .compose(forgotten -> Nodes.forget(pool))
                .onFailure(failure ->
                        log.error("housekeeping failed: {}", failure.getClass().getSimpleName()));
    }

    @Override
    public Future<Void> drain() {
        return here(() -> {
            clockWork.stop();
            sceneMaker.stop();
            media.stop();
            rulebooks.stop();
            backlogs.stop();
            sealing.stop();
            suggesting.stop();
            tallying.stop();
            return intake.stop().compose(written -> deliverer.stop()).compose(delivered -> wakeups.stop());
        });
    }

    @Override
    public double queueAgeSeconds() {
        return queueAge;
    }

    @Override
    public List<String> notes() {
        return rulebooks.notes();
    }

    @Override
    public long configVersion() {
        return rulebooks.inForce();
    }
}

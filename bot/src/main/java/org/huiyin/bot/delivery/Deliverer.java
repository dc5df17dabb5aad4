package org.huiyin.bot.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.bot.metrics.TraceLines;
import org.huiyin.bot.store.Repositories;
import org.huiyin.bot.texts.Texts;
import org.huiyin.db.Ids;
import org.huiyin.db.outbox.ClaimedPart;
import org.huiyin.db.outbox.Outcomes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims lanes that have something to send, sends, and writes what became of it. Confined to its event loop. */
public final class Deliverer {
    private static final Logger log = LoggerFactory.getLogger(Deliverer.class);
    /** Of the database's clock; a node that is stopped for longer has lost its lanes. */
    private static final Duration LEASE = Duration.ofSeconds(60);
    /** Nothing is sent with less of the lease left: a provider's time-out is 10 s, a whole send takes at most 14 s. */
    private static final Duration LEAVE = Duration.ofSeconds(15);
    /** The safety net under the wake-ups. */
    private static final long POLL_MS = 1000;

    private final Vertx vertx;
    private final Pool pool;
    private final Repositories db;
    private final Map<String, TextChannel> channels = new LinkedHashMap<>();
    private final Aftermath aftermath;
    private final Recorder recorder;
    private final Pauses pauses;
    private final Metrics metrics;
    private final Clock clock;
    private final String owner;
    private final Ids ids = new Ids();
    private final Detours detours;
    private final List<LaneReport> reports = new ArrayList<>();
    private final Promise<Void> drained = Promise.promise();
    private final Map<String, ChannelLanes> lanes = new HashMap<>();
    private final Map<String, LaneRun.Means> means = new HashMap<>();
    private boolean claiming;
    private boolean again;
    private boolean writing;
    private boolean writingSoon;
    private boolean stopping;
    private long timer;

    /**
     * A deliverer.
     *
     * @param perSecond how many parts a channel may send a second, by its id; none named: no limit
     * @param owner this node's name, the same after a restart; no other process may use it at the same time
     */
    public Deliverer(
            Vertx vertx,
            Pool pool,
            Repositories db,
            List<TextChannel> channels,
            Map<String, Integer> perSecond,
            Aftermath aftermath,
            Supplier<Texts> texts,
            Metrics metrics,
            Clock clock,
            String owner,
            Duration repeatUnknownAfter) {
        this.vertx = vertx;
        this.pool = pool;
        this.db = db;
        this.aftermath = aftermath;
        this.recorder = new Recorder(pool, db.outcomes(), aftermath, ids, clock);
        this.pauses = new Pauses(metrics);
        this.detours = new Detours(pool, db.stalled(), aftermath, pauses, metrics, ids, clock);
        this.metrics = metrics;
        this.clock = clock;
        this.owner = owner;
        Parcels parcels = new Parcels(pool, db.attachments(), texts);
        Departures departures = new Departures(pool, db.claims());
        for (TextChannel channel : channels) {
            String id = channel.id();
            int rate = perSecond.getOrDefault(id, 0);
            Permits permits = new Permits(vertx, pool, id, rate);
            this.channels.put(id, channel);
            this.lanes.put(id, new ChannelLanes(clock, rate));
            this.means.put(
                    id,
                    new LaneRun.Means(
                            channel, pauses, permits, departures, parcels, metrics, clock, repeatUnknownAfter));
        }
    }

    /** Takes back what an earlier process of this name left, and begins. */
    public Future<Void> start() {
        return db.outcomes().expire(pool, owner).map(expired -> {
            if (expired > 0) {
                log.warn("{} lanes were under way when this node last ended", expired);
            }
            timer = vertx.setPeriodic(POLL_MS, tick -> {
                wake();
                detour();
            });
            wake();
            return null;
        });
    }

    /** Begins nothing new; completes when everything under way is written. */
    public Future<Void> stop() {
        stopping = true;
        vertx.cancelTimer(timer);
        settle();
        return drained.future();
    }

    private void settle() {
        boolean idle = lanes.values().stream().allMatch(ChannelLanes::idle);
        if (stopping && idle && !claiming && !writing && reports.isEmpty()) {
            drained.tryComplete();
        }
    }

    /** Says that there may be something to send. */
    public void wake() {
        if (claiming || stopping) {
            again = claiming;
            return;
        }
        Instant now = clock.instant();
        Map<String, Integer> free = free(now);
        if (free.isEmpty()) {
            return;
        }
        claiming = true;
        again = false;
        Future<List<ClaimedPart>> claim =
                pool.withTransaction(connection -> db.claims().claim(connection, now, free, owner, LEASE));
        claim.onComplete(claimed -> {
            claiming = false;
            if (claimed.succeeded()) {
                begin(claimed.result(), now);
            } else {
                log.error(
                        "nothing could be claimed: {}",
                        claimed.cause().getClass().getSimpleName());
            }
            settle();
        });
    }

    private void detour() {
        detours.look(channels.keySet()).onSuccess(gone -> {
            if (gone > 0) {
                wake();
            }
        });
    }

    private Map<String, Integer> free(Instant now) {
        Map<String, Integer> free = new TreeMap<>();
        for (String channel : pauses.open(channels.keySet(), now)) {
            int lanesFree = Objects.requireNonNull(lanes.get(channel)).free();
            if (lanesFree > 0) {
                free.put(channel, lanesFree);
            }
        }
        return free;
    }

    private void begin(List<ClaimedPart> parts, Instant claimedAt) {
        Map<Long, List<ClaimedPart>> byLane = parts.stream()
                .collect(Collectors.groupingBy(ClaimedPart::addressId, LinkedHashMap::new, Collectors.toList()));
        byLane.values().forEach(lane -> run(lane, claimedAt));
        if (!byLane.isEmpty() || again) {
            wake();
        }
    }

    private void run(List<ClaimedPart> lane, Instant claimedAt) {
        ClaimedPart first = lane.get(0);
        LaneRun.Means with = Objects.requireNonNull(means.get(first.channel()));
        LaneRun run = new LaneRun(with, claimedAt.plus(LEASE).minus(LEAVE), lane, this::told);
        Objects.requireNonNull(lanes.get(first.channel())).add(first.priority(), run::run);
    }

    /** Written when the lane has made room, where it has ended, and together with what is told just now. */
    private void told(LaneReport report) {
        reports.add(report);
        if (!writingSoon) {
            writingSoon = true;
            vertx.runOnContext(next -> {
                writingSoon = false;
                write();
                settle();
            });
        }
    }

    // ------------------------------------------------------------------------------------------------------------------- writing

    private void write() {
        if (writing || reports.isEmpty()) {
            return;
        }
        writing = true;
        List<LaneReport> batch = List.copyOf(reports);
        reports.clear();
        recorder.record(batch).onComplete(written -> {
            writing = false;
            if (written.failed()) {
                log.error(
                        "outcomes were not written: {}",
                        written.cause().getClass().getSimpleName());
                retry(batch);
            } else {
                List<Outcomes.Done> done = written.result().done();
                tell(batch, done);
                voided(of(batch) - written.result().counted());
                receipts(sent(done));
            }
            write();
            wake();
            settle();
        });
    }

    private static int of(List<LaneReport> batch) {
        return batch.stream()
                .mapToInt(report -> report.done.size() + report.again.size())
                .sum();
    }

    private void voided(int outcomes) {
        if (outcomes > 0) {
            metrics.outcomesVoid(outcomes);
            log.warn("{} outcomes do not count: they came so late that the lanes were taken over", outcomes);
        }
    }

    private static void tell(List<LaneReport> batch, List<Outcomes.Done> done) {
        TraceLines lines = new TraceLines(log);
        for (Outcomes.Done one : done) {
            String failure = one.failure() == null ? "" : " " + one.failure();
            lines.add("delivery", Trace.of(one.part().trace()), words(one.part()) + " " + one.state() + failure);
        }
        for (LaneReport report : batch) {
            report.again.forEach(one -> lines.add(
                    "delivery", Trace.of(one.part().trace()), words(one.part()) + " waits until " + one.at()));
        }
        lines.end();
    }

    private static String words(ClaimedPart part) {
        return part.channel() + " part " + part.partId();
    }

    /** The outcomes are known and must not be lost while the database is away: kept, and written when it is back. */
    private void retry(List<LaneReport> batch) {
        if (!stopping) {
            vertx.setTimer(POLL_MS, tick -> {
                reports.addAll(0, batch);
                write();
            });
        }
    }

    // ------------------------------------------------------------------------------------------------------------------ receipts

    private Map<String, List<String>> sent(List<Outcomes.Done> done) {
        Map<String, List<String>> byChannel = new HashMap<>();
        done.stream()
                .filter(one -> one.externalId() != null && receipted(one))
                .forEach(one -> byChannel
                        .computeIfAbsent(one.part().channel(), channel -> new ArrayList<>())
                        .add(String.valueOf(one.externalId())));
        return byChannel;
    }

    /** WeChat tells the fate of templates only, other channels that of every part. */
    private boolean receipted(Outcomes.Done one) {
        Limits limits =
                Objects.requireNonNull(channels.get(one.part().channel())).limits();
        return limits.receipts() || limits.carries(Limits.Form.NOTICE);
    }

    private void receipts(Map<String, List<String>> sent) {
        sent.forEach(this::receipts);
    }

    /**
     * Moves parts forward by receipts that are kept. Called after the commit of either side, the receipt and the outcome, so that whichever comes
     * last finds the other.
     */
    public void receipts(String channel, Collection<String> externalIds) {
        pool.withTransaction(connection -> db.outcomes()
                        .applyReceipts(connection, channel, externalIds)
                        .compose(moved -> aftermath
                                .follow(connection, ids, failed(moved), List.of(), clock.instant())
                                .map(moved)))
                .onFailure(e ->
                        log.error("receipts were not applied: {}", e.getClass().getSimpleName()))
                .onSuccess(moved -> {
                    TraceLines lines = new TraceLines(log);
                    moved.forEach(one -> lines.add(
                            "receipt", Trace.of(one.trace()), channel + " part " + one.partId() + " " + one.state()));
                    lines.end();
                    wake();
                });
    }

    private static List<Aftermath.Lost> failed(List<Outcomes.Sent> moved) {
        return moved.stream()
                .filter(part -> part.state().equals("FAILED"))
                .map(part -> new Aftermath.Lost(part, "RECIPIENT_BLOCKED"))
                .toList();
    }
}

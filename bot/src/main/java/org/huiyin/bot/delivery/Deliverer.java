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
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.bot.metrics.Metrics;
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
    /**
     * Several times the connections that an adapter has to its provider, so that lanes are claimed and recorded many at a time while others are
     * being sent; a lane waits for a connection within its lease.
     */
    private static final int MOST_LANES = 256;
    /** The safety net under the wake-ups. */
    private static final long POLL_MS = 1000;

    private final Vertx vertx;
    private final Pool pool;
    private final Repositories db;
    private final Map<String, TextChannel> channels = new LinkedHashMap<>();
    private final Aftermath aftermath;
    private final Recorder recorder;
    private final Parcels parcels;
    private final Pauses pauses;
    private final Metrics metrics;
    private final Clock clock;
    private final String owner;
    private final Duration repeatUnknownAfter;
    private final Ids ids = new Ids();
    private final List<LaneReport> reports = new ArrayList<>();
    private final Promise<Void> drained = Promise.promise();
    private int lanes;
    private boolean claiming;
    private boolean again;
    private boolean writing;
    private boolean stopping;
    private long timer;

    /**
     * A deliverer.
     *
     * @param owner this node's name, the same after a restart; no other process may use it at the same time
     */
    public Deliverer(
            Vertx vertx,
            Pool pool,
            Repositories db,
            List<TextChannel> channels,
            Aftermath aftermath,
            Supplier<Texts> texts,
            Metrics metrics,
            Clock clock,
            String owner,
            Duration repeatUnknownAfter) {
        this.vertx = vertx;
        this.pool = pool;
        this.db = db;
        channels.forEach(channel -> this.channels.put(channel.id(), channel));
        this.aftermath = aftermath;
        this.recorder = new Recorder(pool, db.outcomes(), aftermath, ids, clock);
        this.parcels = new Parcels(pool, db.attachments(), texts);
        this.pauses = new Pauses(metrics);
        this.metrics = metrics;
        this.clock = clock;
        this.owner = owner;
        this.repeatUnknownAfter = repeatUnknownAfter;
    }

    /** Takes back what an earlier process of this name left, and begins. */
    public Future<Void> start() {
        return db.outcomes().expire(pool, owner).map(expired -> {
            if (expired > 0) {
                log.warn("{} lanes were under way when this node last ended", expired);
            }
            timer = vertx.setPeriodic(POLL_MS, tick -> wake());
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
        if (stopping && lanes == 0 && !claiming && !writing && reports.isEmpty()) {
            drained.tryComplete();
        }
    }

    /** Says that there may be something to send. */
    public void wake() {
        if (claiming || stopping || lanes >= MOST_LANES) {
            again = claiming;
            return;
        }
        claiming = true;
        again = false;
        Instant now = clock.instant();
        Set<String> open = pauses.open(channels.keySet(), now);
        int free = MOST_LANES - lanes;
        Future<List<ClaimedPart>> claim =
                pool.withTransaction(connection -> db.outbox().claim(connection, now, open, free, owner, LEASE));
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

    private void begin(List<ClaimedPart> parts, Instant claimedAt) {
        Map<Long, List<ClaimedPart>> byLane = parts.stream()
                .collect(Collectors.groupingBy(ClaimedPart::addressId, LinkedHashMap::new, Collectors.toList()));
        byLane.values().forEach(lane -> run(lane, claimedAt));
        if (!byLane.isEmpty() || again) {
            wake();
        }
    }

    private void run(List<ClaimedPart> lane, Instant claimedAt) {
        lanes++;
        TextChannel channel = Objects.requireNonNull(channels.get(lane.get(0).channel()));
        Instant last = claimedAt.plus(LEASE).minus(LEAVE);
        new LaneRun(channel, pauses, parcels, metrics, clock, repeatUnknownAfter, last, lane)
                .run()
                .onComplete(ended -> {
                    lanes--;
                    if (ended.succeeded()) {
                        reports.add(ended.result());
                        write();
                    } else {
                        // The lease runs out and the parts are looked at again.
                        log.error(
                                "a lane broke off: {}", ended.cause().getClass().getSimpleName(), ended.cause());
                    }
                    settle();
                });
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
                receipts(sent(written.result()));
            }
            write();
            wake();
            settle();
        });
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
                        .compose(moved -> aftermath.follow(connection, ids, failed(moved), List.of(), clock.instant())))
                .onFailure(e ->
                        log.error("receipts were not applied: {}", e.getClass().getSimpleName()))
                .onSuccess(done -> wake());
    }

    private static List<Aftermath.Lost> failed(List<Outcomes.Sent> moved) {
        return moved.stream()
                .filter(part -> part.state().equals("FAILED"))
                .map(part -> new Aftermath.Lost(part, "RECIPIENT_BLOCKED"))
                .toList();
    }
}

package org.huiyin.bot.intake;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.bot.conversation.House;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.bot.metrics.Metrics.Failure;
import org.huiyin.bot.metrics.TraceLines;
import org.huiyin.bot.store.DirectoryCache;
import org.huiyin.bot.store.Outage;
import org.huiyin.bot.store.Repositories;
import org.huiyin.db.Ids;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.inbound.Inbound;
import org.huiyin.db.inbound.InboundKey;
import org.huiyin.db.inbound.SetAside;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets messages that wait together share a commit: while one batch is being written, the next gathers. A batch that fails on its data is halved
 * until the poison message is alone, and that one is set aside for a person. Confined to its event loop.
 */
public final class BatchIntake implements Intake {
    private static final Logger log = LoggerFactory.getLogger(BatchIntake.class);
    private static final int MOST = 256;
    private static final int ATTEMPTS = 8;
    private static final Duration LATER = Duration.ofHours(1);
    /** While one is sought whose rows somebody holds, nobody waits for them as long as the whole batch already has. */
    private static final String SEEKING = "SET LOCAL lock_timeout = '500ms'";
    /** Serialisation, deadlock, or a duty that ended while we read it: another attempt decides on what is true now. */
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01", "23503", "23505");
    /** Of those, what ends when the others have ended, and so is no fault of the message. */
    private static final Set<String> OTHERS_FAULT = Set.of("40001", "40P01");

    private final Pool pool;
    private final Repositories db;
    private final Supplier<House> house;
    private final DirectoryCache directories;
    private final Metrics metrics;
    private final Clock clock;
    private final Followers followers;
    private final Deque<Arrival> waiting = new ArrayDeque<>();
    /** Of the batches under way: what else they send waits, or it could overtake what they sent before. */
    private final Set<AddressKey> senders = new HashSet<>();

    private final List<Ids> freeIds = new ArrayList<>();
    private final Context context;
    private boolean flushing;
    private int writing;
    private final int writers;
    private boolean stopping;
    private final Promise<Void> drained = Promise.promise();

    /**
     * An intake.
     *
     * @param context the event loop that it is confined to
     * @param house asked for each batch: while the county is held, its words travel differently
     * @param writers how many batches may be written at the same time, at least 1
     */
    public BatchIntake(
            Context context,
            Pool pool,
            Repositories db,
            Supplier<House> house,
            DirectoryCache directories,
            Metrics metrics,
            Clock clock,
            int writers,
            Followers followers) {
        this.context = context;
        this.pool = pool;
        this.db = db;
        this.house = house;
        this.directories = directories;
        this.metrics = metrics;
        this.clock = clock;
        this.writers = writers;
        this.followers = followers;
        for (int i = 0; i < writers; i++) {
            freeIds.add(new Ids());
        }
    }

    /** Who wants to know of a commit. */
    public interface Followers {
        /** Something is to be sent or fetched. */
        void wrote();

        /** Receipts are kept that may move parts forward. */
        void receipts(String channel, List<String> externalIds);
    }

    @Override
    public Future<Taken> take(TextEvent event, Trace trace) {
        return wait(Arrival.of(event, trace, clock.instant()));
    }

    /** Takes in what the service noticed itself; at most once whatever number of nodes notice it. */
    Future<Void> notice(Collection<? extends Arrival.Noticed> noticed) {
        return Future.join(noticed.stream()
                        .map(one -> wait(Arrival.of(one, clock.instant())))
                        .toList())
                .mapEmpty();
    }

    private Future<Taken> wait(Arrival arrival) {
        if (stopping) {
            return Future.failedFuture(new IllegalStateException("stopping"));
        }
        waiting.addLast(arrival);
        flushSoon();
        return arrival.taken().future();
    }

    /** Takes nothing new; completes when everything that waited is written. */
    public Future<Void> stop() {
        stopping = true;
        settleDrained();
        return drained.future();
    }

    private void settleDrained() {
        if (stopping && waiting.isEmpty() && writing == 0) {
            drained.tryComplete();
        }
    }

    /** Once everything that arrived in this turn of the event loop waits here: the first of them must not go alone. */
    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            context.runOnContext(turn -> {
                flushing = false;
                flush();
            });
        }
    }

    private void flush() {
        while (writing < writers) {
            List<Arrival> batch = gather();
            if (batch.isEmpty()) {
                return;
            }
            Set<AddressKey> theirs =
                    batch.stream().map(Arrival::sender).filter(Objects::nonNull).collect(Collectors.toSet());
            senders.addAll(theirs);
            writing++;
            Ids ids = freeIds.remove(freeIds.size() - 1);
            commit(batch, ids, 1, false).onComplete(done -> {
                writing--;
                senders.removeAll(theirs);
                freeIds.add(ids);
                flushSoon();
                settleDrained();
            });
        }
    }

    /** As many as fit, in their order, of those whose senders are in no batch under way. */
    private List<Arrival> gather() {
        List<Arrival> batch = new ArrayList<>();
        Deque<Arrival> later = new ArrayDeque<>();
        while (batch.size() < MOST && !waiting.isEmpty()) {
            Arrival next = waiting.pollFirst();
            if (next.sender() != null && senders.contains(next.sender())) {
                later.addFirst(next);
            } else {
                batch.add(next);
            }
        }
        later.forEach(waiting::addFirst);
        return batch;
    }

    // ------------------------------------------------------------------------------------------------------------------ a batch

    /** @param seeking whether it is part of a batch that waited for somebody's row */
    private Future<Void> commit(List<Arrival> batch, Ids ids, int attempt, boolean seeking) {
        Instant now = clock.instant();
        long began = System.nanoTime();
        return pool.withConnection(connection -> transaction(connection, ids, batch, now, seeking))
                .map(result -> {
                    metrics.committed(Duration.ofNanos(System.nanoTime() - began), batch.size());
                    answer(batch, result);
                    return (Void) null;
                })
                .recover(failure -> failed(batch, ids, attempt, seeking, failure));
    }

    /** Its beginning is not waited for: what is read first goes right behind it. */
    private Future<Batch.Result> transaction(
            SqlConnection connection, Ids ids, List<Arrival> batch, Instant now, boolean seeking) {
        Future<?> first = connection.begin();
        Future<?> begun = seeking ? Future.all(first, connection.query(SEEKING).execute()) : first;
        Transaction transaction = connection.transaction();
        return new Batch(db, house.get(), connection, ids, batch, now)
                .run(begun, directories)
                .compose(
                        result -> transaction.commit().map(result),
                        failure -> transaction.rollback().transform(done -> Future.failedFuture(failure)));
    }

    private void answer(List<Arrival> batch, Batch.Result result) {
        Map<InboundKey, Taken> taken = result.taken();
        Set<InboundKey> first = new HashSet<>();
        TraceLines lines = new TraceLines(log);
        for (Arrival arrival : batch) {
            Taken answer = taken.get(arrival.key());
            if (answer != null) {
                boolean again = !first.add(arrival.key()) || answer.duplicate();
                lines.add(
                        "committed",
                        arrival.trace(),
                        again
                                ? arrival.key().channel() + " again"
                                : arrival.key().channel());
                arrival.taken().tryComplete(new Taken(again, answer.passive(), answer.at()));
            }
        }
        lines.end();
        if (result.wrote()) {
            followers.wrote();
        }
        result.receipts().forEach(followers::receipts);
    }

    /** Outages are told to the callers, who ask the provider to repeat; conflicts are tried again; what is in the way, or waits for
     * somebody's row, is found by halving. */
    private Future<Void> failed(List<Arrival> batch, Ids ids, int attempt, boolean seeking, Throwable failure) {
        boolean conflict = failure instanceof Writer.Changed
                || (failure instanceof PgException pg && TRY_AGAIN.contains(pg.getSqlState()));
        metrics.batchFailed(conflict ? Failure.CONFLICT : kind(failure));
        if (conflict && attempt < ATTEMPTS) {
            directories.forget();
            return commit(batch, ids, attempt + 1, seeking);
        }
        boolean held = Outage.isOfRow(failure);
        if (Outage.is(failure) && !(held && batch.size() > 1)) {
            log.error("a batch of {} was not written: {}", batch.size(), Outage.name(failure));
            batch.forEach(arrival -> arrival.taken().tryFail(failure));
            return Future.succeededFuture();
        }
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            return commit(batch.subList(0, half), ids, 1, held || seeking)
                    .compose(done -> commit(batch.subList(half, batch.size()), ids, 1, held || seeking));
        }
        if (othersFault(failure)) {
            log.error(
                    "an event was not written, trace={}: others kept changing what it is about",
                    batch.get(0).trace());
            batch.get(0).taken().tryFail(failure);
            return Future.succeededFuture();
        }
        if (Outage.isOfSchema(failure)) {
            log.error(
                    "an event was not written, trace={}: the database is not as this version needs it: {}",
                    batch.get(0).trace(),
                    Outage.name(failure));
            batch.get(0).taken().tryFail(failure);
            return Future.succeededFuture();
        }
        log.error(
                "event set aside, trace={}: {}",
                batch.get(0).trace(),
                Outage.name(failure),
                Outage.withoutMessage(failure));
        return setAside(batch.get(0));
    }

    private static boolean othersFault(Throwable failure) {
        return failure instanceof Writer.Changed
                || (failure instanceof PgException pg && OTHERS_FAULT.contains(pg.getSqlState()));
    }

    private static Failure kind(Throwable failure) {
        if (Outage.isOfSchema(failure)) {
            return Failure.SCHEMA;
        }
        if (Outage.isOfRow(failure)) {
            return Failure.CONFLICT;
        }
        return Outage.is(failure) ? Failure.OUTAGE : Failure.POISON;
    }

    private Future<Void> setAside(Arrival poison) {
        TextEvent event = poison.event();
        String content = event != null ? event.toString() : String.valueOf(poison.noticed());
        Instant now = clock.instant();
        return pool.withTransaction(connection -> db.inbound()
                        .record(
                                connection,
                                Map.of(
                                        poison.key(),
                                        new Inbound.Answered(
                                                poison.at(),
                                                Optional.empty(),
                                                poison.trace().id())))
                        .compose(fresh -> keep(connection, poison, content, now, !fresh))
                        .compose(kept -> putOff(connection, poison.noticed(), now)))
                .map(done -> {
                    metrics.setAside(SetAside.Reason.POISON);
                    poison.taken().tryComplete(new Taken(false, Optional.empty(), poison.at()));
                    return (Void) null;
                })
                .recover(failure -> {
                    poison.taken().tryFail(failure);
                    return Future.succeededFuture();
                });
    }

    /** A clock that cannot be gone by must not stand before all others for ever. */
    private Future<Void> putOff(SqlConnection connection, Arrival.@Nullable Noticed stuck, Instant now) {
        if (stuck instanceof Arrival.Given given) {
            return db.tickets().told(connection, List.of(given.ticketId()));
        }
        if (stuck instanceof Arrival.Carrying carrying) {
            return db.commonClock().putOff(connection, carrying.waiting(), now.plus(LATER));
        }
        return stuck instanceof Arrival.Acting acting
                ? db.tickets().putOff(connection, acting.ticketId(), now.plus(LATER))
                : Future.succeededFuture();
    }

    private Future<Void> keep(SqlConnection connection, Arrival poison, String content, Instant now, boolean known) {
        return known
                ? Future.succeededFuture()
                : db.setAside().keep(connection, now, poison.key().channel(), SetAside.Reason.POISON, "EVENT", content);
    }
}

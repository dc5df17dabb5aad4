package org.huiyin.bot.delivery;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.huiyin.bot.store.Outage;
import org.huiyin.db.Ids;
import org.huiyin.db.outbox.Outcomes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what became of parts and what follows from it: together in one transaction, and in halves when something in them cannot be written, so
 * that one loss that nobody can be told of holds up no other outcome.
 */
final class Recorder {
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    /** Class of SQLSTATE for a transaction that was rolled back for the sake of another (PostgreSQL documentation, appendix A). */
    private static final String CONFLICT = "40";

    private final Pool pool;
    private final Outcomes outcomes;
    private final Aftermath aftermath;
    private final Ids ids;
    private final Clock clock;

    Recorder(Pool pool, Outcomes outcomes, Aftermath aftermath, Ids ids, Clock clock) {
        this.pool = pool;
        this.outcomes = outcomes;
        this.aftermath = aftermath;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What was written.
     *
     * @param done every final outcome
     * @param counted how many outcomes counted, final or not; the others were written before, or another node has taken their lanes over
     */
    record Written(List<Outcomes.Done> done, int counted) {
        private Written and(Written other) {
            return new Written(Stream.concat(done.stream(), other.done.stream()).toList(), counted + other.counted);
        }
    }

    /** Gives what is written for good; fails when all of it is to be written again, for which it does no harm that some of it was. */
    Future<Written> record(List<LaneReport> batch) {
        return pool.withTransaction(connection -> record(connection, batch, true))
                .recover(failure -> again(failure) ? Future.failedFuture(failure) : apart(batch, failure));
    }

    private static boolean again(Throwable failure) {
        return Outage.is(failure)
                || (failure instanceof PgException pg
                        && pg.getSqlState() != null
                        && pg.getSqlState().startsWith(CONFLICT));
    }

    private Future<Written> apart(List<LaneReport> batch, Throwable failure) {
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            return record(batch.subList(0, half))
                    .compose(first -> record(batch.subList(half, batch.size())).map(first::and));
        }
        log.error("nobody could be told of a loss: {}", Outage.name(failure), Outage.withoutMessage(failure));
        return pool.withTransaction(connection -> record(connection, batch, false))
                .recover(alone ->
                        again(alone) ? Future.failedFuture(alone) : Future.succeededFuture(lost(batch, alone)));
    }

    /** When its lane's lease is over it is as if this node had died: it is doubtful, and its author is told in the end. */
    private static Written lost(List<LaneReport> batch, Throwable failure) {
        log.error(
                "an outcome cannot be written, parts {}: {}",
                batch.stream()
                        .flatMap(report -> report.done.stream())
                        .map(done -> done.part().partId())
                        .toList(),
                Outage.name(failure),
                Outage.withoutMessage(failure));
        return new Written(List.of(), 0);
    }

    private Future<Written> record(SqlConnection connection, List<LaneReport> batch, boolean follow) {
        List<Outcomes.Done> done = flat(batch, report -> report.done);
        List<Outcomes.Again> retries = flat(batch, report -> report.again);
        return outcomes.done(connection, done)
                .compose(recorded -> (follow ? follow(connection, batch, recorded) : Future.succeededFuture())
                        .map(followed -> recorded.size()))
                .compose(recorded -> outcomes.again(connection, retries).map(queued -> recorded + queued))
                .compose(counted ->
                        outcomes.release(connection, released(batch)).map(released -> new Written(done, counted)));
    }

    /** Only for what was recorded just now: of the rest another node knows better, or it was followed up already. */
    private Future<Void> follow(SqlConnection connection, List<LaneReport> batch, Set<Long> recorded) {
        List<Aftermath.Lost> lost = flat(batch, report -> report.lost).stream()
                .filter(one -> recorded.contains(one.partId()))
                .toList();
        List<Aftermath.Low> low = flat(batch, report -> report.low).stream()
                .filter(one -> recorded.contains(one.part().partId()))
                .toList();
        return aftermath.follow(connection, ids, lost, low, clock.instant());
    }

    private static <T> List<T> flat(List<LaneReport> batch, Function<LaneReport, List<T>> of) {
        return batch.stream().map(of).flatMap(Collection::stream).toList();
    }

    private static List<Outcomes.Released> released(List<LaneReport> batch) {
        return batch.stream()
                .filter(report -> report.last)
                .sorted(Comparator.comparingLong(report -> report.addressId))
                .map(report -> new Outcomes.Released(report.addressId, report.epoch, report.use))
                .toList();
    }
}

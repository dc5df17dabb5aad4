package org.huiyin.bot.recovery;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.Whereabouts;
import org.huiyin.bot.delivery.PartContent;
import org.huiyin.bot.recovery.Reconciliation.Asked;
import org.huiyin.db.recovery.Release;
import org.huiyin.db.recovery.Release.Deadline;
import org.huiyin.db.recovery.Standing;
import org.huiyin.db.recovery.Suspects;
import org.huiyin.db.recovery.Suspects.Suspect;
import org.huiyin.db.ticket.Histories;
import org.huiyin.db.ticket.HistoryRow;
import org.huiyin.db.vault.Vault;

/** Sets a held county free: asks the providers, moves what waited by the time that was lost, and lets it send again, all in one transaction. */
public final class CountyRelease {
    private static final int ATTEMPTS = 5;

    private final Pool pool;
    private final Suspects suspects;
    private final Histories histories;
    private final Map<String, TextChannel> channels;
    private final Clock clock;

    public CountyRelease(Pool pool, Vault vault, List<TextChannel> channels, Clock clock) {
        this.pool = pool;
        this.suspects = new Suspects(vault);
        this.histories = new Histories(vault);
        this.channels = channels.stream().collect(Collectors.toMap(TextChannel::id, Function.identity()));
        this.clock = clock;
    }

    /** A rehearsal ends so: everything has been done, and nothing of it stays. */
    private static final class Rehearsed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ReleaseSummary summary;

        Rehearsed(ReleaseSummary summary) {
            this.summary = summary;
        }
    }

    /** What it would do; the providers are asked, nothing is changed. Empty where the county is not held. */
    public Future<Optional<ReleaseSummary>> rehearse() {
        return release(summary -> Future.failedFuture(new Rehearsed(summary)), ATTEMPTS)
                .recover(failure -> failure instanceof Rehearsed rehearsed
                        ? Future.succeededFuture(Optional.of(rehearsed.summary))
                        : Future.failedFuture(failure));
    }

    /** Does it, in the name of {@code who}. Empty where the county is not held: then nothing is done. */
    public Future<Optional<ReleaseSummary>> run(String who) {
        return release(Future::succeededFuture, ATTEMPTS, who);
    }

    private Future<Optional<ReleaseSummary>> release(
            Function<ReleaseSummary, Future<ReleaseSummary>> end, int attempts) {
        return release(end, attempts, "rehearsal");
    }

    /** Messages are taken in meanwhile, and whoever meets one of them in a lock the wrong way round tries again. */
    private Future<Optional<ReleaseSummary>> release(
            Function<ReleaseSummary, Future<ReleaseSummary>> end, int attempts, String who) {
        return pool.withTransaction(connection -> Release.lock(connection)
                        .compose(held -> held.isEmpty()
                                ? Future.succeededFuture(Optional.<ReleaseSummary>empty())
                                : release(connection, held.get(), who)
                                        .compose(end)
                                        .map(Optional::of)))
                .recover(failure -> attempts > 1 && isConflict(failure)
                        ? release(end, attempts - 1, who)
                        : Future.failedFuture(failure));
    }

    /** Class 40: rolled back for the sake of another transaction (PostgreSQL documentation, appendix A). */
    private static boolean isConflict(Throwable failure) {
        return failure instanceof PgException pg
                && pg.getSqlState() != null
                && pg.getSqlState().startsWith("40");
    }

    /** Everything that is counted on the way. */
    private record Counted(Reconciliation parts, long waiting, long takenIn, int questions, int deadlines) {}

    private Future<ReleaseSummary> release(SqlConnection connection, Standing.Held held, String who) {
        Instant now = clock.instant();
        return suspects.read(connection)
                .compose(found -> ask(found, held.lostFrom()))
                .map(Reconciliation::of)
                .compose(parts -> suspects.waiting(connection)
                        .compose(waiting -> settle(connection, parts, now).map(waiting))
                        .map(waiting -> new Counted(parts, waiting, 0, 0, 0)))
                .compose(so -> Release.takenIn(connection, held.since())
                        .map(taken -> new Counted(so.parts(), so.waiting(), taken, 0, 0)))
                .compose(so -> shift(connection, held.lostFrom(), now, so))
                .map(counted -> summary(held, counted))
                .compose(summary ->
                        Release.free(connection, now, who, summary.json()).map(summary));
    }

    private static ReleaseSummary summary(Standing.Held held, Counted counted) {
        Reconciliation parts = counted.parts();
        return new ReleaseSummary(
                held.lostFrom(),
                held.since(),
                counted.takenIn(),
                parts.sent().size(),
                parts.notSent().size(),
                parts.repeated().size(),
                parts.notRepeated().size(),
                counted.waiting(),
                counted.questions(),
                counted.deadlines());
    }

    // -------------------------------------------------------------------------------------------------------------------- parts

    /** One after the other: an outage is no time to press a provider. */
    private Future<List<Asked>> ask(List<Suspect> found, Instant since) {
        List<Asked> asked = new ArrayList<>();
        Future<Void> chain = Future.succeededFuture();
        for (Suspect suspect : found) {
            chain = chain.compose(done -> ask(suspect, since)).map(answer -> {
                asked.add(new Asked(suspect, answer));
                return null;
            });
        }
        return chain.map(asked);
    }

    private Future<Whereabouts> ask(Suspect suspect, Instant since) {
        TextChannel channel = channels.get(suspect.channel());
        return channel == null
                ? Future.succeededFuture(Whereabouts.cannotTell())
                : channel.lookUp(
                        suspect.address(), PartContent.parse(suspect.content()).words(channel.limits()), since);
    }

    private Future<Void> settle(SqlConnection connection, Reconciliation parts, Instant now) {
        return suspects.sent(connection, parts.sent(), now)
                .compose(done -> suspects.unknown(connection, parts.notRepeated(), now))
                .compose(done -> suspects.queue(connection, parts.notSent()));
    }

    // -------------------------------------------------------------------------------------------------------------------- clocks

    private Future<Counted> shift(SqlConnection connection, Instant lostFrom, Instant now, Counted so) {
        return Release.deadlines(connection, lostFrom, now)
                .compose(deadlines -> move(connection, deadlines, now).map(deadlines.size()))
                .compose(moved -> Release.shiftQuestions(connection, lostFrom, now)
                        .map(questions -> new Counted(so.parts(), so.waiting(), so.takenIn(), questions, moved)))
                .compose(
                        counted -> Release.shiftCodes(connection, lostFrom, now).map(counted));
    }

    private Future<Void> move(SqlConnection connection, List<Deadline> deadlines, Instant now) {
        List<HistoryRow> traces =
                deadlines.stream().map(one -> Release.trace(one, now)).toList();
        return traces.isEmpty()
                ? Future.succeededFuture()
                : histories.append(connection, traces).compose(kept -> Release.shift(connection, deadlines, traces));
    }
}

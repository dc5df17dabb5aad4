package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.huiyin.db.registry.Importing.Applied;
import org.huiyin.db.registry.Staging.Chunk;
import org.huiyin.db.registry.Staging.Unfinished;
import org.huiyin.db.vault.Vault;

/**
 * Applies what is staged, each chunk in a transaction of its own that also notes that it was applied: so no chunk is applied twice, nobody who
 * writes a message waits for long, and whoever comes after a crash goes on where it was. Within a transaction existing rows are locked in the
 * order of everybody: addresses, tickets, cadres.
 */
final class Appliance {
    /** Enough for PostgreSQL to be at work while we make the next chunk; more only wait for each other on a small server. */
    private static final int SIDE_BY_SIDE = 3;

    private static final int ATTEMPTS = 5;
    /** Deadlock, serialisation, a ticket opened for a duty that was just ending, a villager who just proved an address his: the next attempt sees it. */
    private static final Set<String> TRY_AGAIN = Set.of("40P01", "40001", "23503", "23505");

    private final Vault vault;
    private final Clock clock;
    private final Staging staging;
    private final Parts parts;

    Appliance(Vault vault, Clock clock, Staging staging, Parts parts) {
        this.vault = vault;
        this.clock = clock;
        this.staging = staging;
        this.parts = parts;
    }

    /** Finishes what is staged; gives the import, if there was one. */
    Future<Optional<Long>> run(Pool pool, Progress progress) {
        return inTurn(pool, unfinished -> steps(pool, unfinished, progress));
    }

    /** Ends it as it is. */
    Future<Void> discard(Pool pool) {
        return inTurn(pool, unfinished -> Future.succeededFuture()).mapEmpty();
    }

    private interface Work {
        Future<Void> on(Unfinished unfinished);
    }

    private Future<Optional<Long>> inTurn(Pool pool, Work work) {
        return pool.withTransaction(turn -> Staging.turn(turn)
                .compose(mine -> Staging.unfinished(turn))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : work.on(found.get())
                                .compose(
                                        done -> Staging.finish(turn, found.get().importId(), OffsetDateTime.now(clock)))
                                .map(Optional.of(found.get().importId()))));
    }

    private Future<Void> steps(Pool pool, Unfinished unfinished, Progress progress) {
        ImportLog log = new ImportLog(vault, unfinished.importId(), OffsetDateTime.now(clock));
        Future<Void> chain = Future.succeededFuture();
        for (Step step : Step.values()) {
            List<Chunk> chunks = unfinished.chunks().stream()
                    .filter(chunk -> chunk.step() == step)
                    .toList();
            chain = chain.compose(done -> step(pool, log, step, chunks, progress));
        }
        return chain;
    }

    private Future<Void> step(Pool pool, ImportLog log, Step step, List<Chunk> chunks, Progress progress) {
        Iterator<Chunk> left = chunks.iterator();
        AtomicInteger done = new AtomicInteger();
        List<Future<Void>> runs = new ArrayList<>();
        for (int i = 0; i < (step.isParallel() ? SIDE_BY_SIDE : 1); i++) {
            runs.add(oneAfterTheOther(
                    pool, log, left, () -> progress.at(step.part().file(), done.incrementAndGet(), chunks.size())));
        }
        return Future.join(runs).mapEmpty();
    }

    private Future<Void> oneAfterTheOther(Pool pool, ImportLog log, Iterator<Chunk> left, Runnable told) {
        if (!left.hasNext()) {
            return Future.succeededFuture();
        }
        return chunk(pool, log, left.next(), 1).compose(done -> {
            told.run();
            return oneAfterTheOther(pool, log, left, told);
        });
    }

    private Future<Void> chunk(Pool pool, ImportLog log, Chunk chunk, int attempt) {
        return pool.withTransaction(client -> staging.take(client, log.importId(), chunk.number())
                        .compose(content -> content.isEmpty()
                                ? Future.succeededFuture()
                                : apply(client, log, chunk, content.get())))
                .recover(failure -> attempt < ATTEMPTS && mayPass(failure)
                        ? chunk(pool, log, chunk, attempt + 1)
                        : Future.failedFuture(failure));
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof PgException refused && TRY_AGAIN.contains(refused.getSqlState());
    }

    private Future<Void> apply(SqlConnection client, ImportLog log, Chunk chunk, byte[] content) {
        return parts.apply(client, chunk.step(), content, log)
                .compose(applied -> Staging.applied(client, log.importId(), chunk.number(), log.at(), applied)
                        .map(applied))
                .compose(applied -> wrote(applied) && chunk.step().concernsOfficials()
                        ? Officials.rise(client)
                        : Future.succeededFuture());
    }

    private static boolean wrote(Applied applied) {
        return applied.added() + applied.changed() + applied.moved() > 0;
    }
}

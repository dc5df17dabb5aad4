package org.huiyin.bot.registry;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.huiyin.bot.registry.ImportResult.Imported;
import org.huiyin.bot.registry.ImportResult.Refused;
import org.huiyin.bot.store.Outage;
import org.huiyin.db.registry.OnMoved;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.registry.RegistryReader;
import org.huiyin.db.registry.RegistryTotals;
import org.huiyin.db.registry.RegistryWriter;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an administrator's directory into the database: read, check and stage, all of it or nothing; then apply, which goes on where it was
 * after whatever came between.
 */
public final class RegistryImport {
    private static final Logger log = LoggerFactory.getLogger(RegistryImport.class);
    /** All of China keeps one time. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Vertx vertx;
    private final Pool pool;
    private final Clock clock;
    private final Predicate<String> phoneChannel;
    private final RegistryReader reader;
    private final RegistryWriter writer;

    /**
     * @param pool at least 2 connections
     * @param phoneChannel whether the addresses of a channel (by its id) may be phone numbers
     * @param onMoved told of the tickets that got another holder
     */
    public RegistryImport(
            Vertx vertx, Pool pool, Vault vault, Clock clock, Predicate<String> phoneChannel, OnMoved onMoved) {
        this.vertx = vertx;
        this.pool = pool;
        this.clock = clock;
        this.phoneChannel = phoneChannel;
        this.reader = new RegistryReader(vault);
        this.writer = new RegistryWriter(vault, clock, onMoved);
    }

    /** What is on its way from the files to the database. */
    private record Load(CountyFiles files, Codes codes, Problems problems, Problems warnings) {}

    /**
     * Finishes an import that was interrupted, if there is one.
     *
     * @return what it did in all; empty when there is none. Fails with what kept it from being finished
     */
    public Future<Optional<RegistryTotals>> finish(Progress progress) {
        return writer.apply(pool, progress)
                .compose(id -> id.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : writer.totals(pool, id.get()).map(Optional::of));
    }

    /** Imports {@code directory}, after what was interrupted. Never fails: what went wrong is in the result. */
    public Future<ImportResult> run(Path directory, Progress progress) {
        return earlier(progress)
                .compose(finished -> vertx.executeBlocking(() -> read(directory, progress)))
                .compose(load -> staged(load, progress))
                .compose(staged ->
                        staged.refused() == null ? written(staged, progress) : Future.succeededFuture(staged.refused()))
                .recover(failure -> Future.succeededFuture(unavailable(failure)));
    }

    /** What of it cannot be written now never can: this import's own files say what is true. */
    private Future<Void> earlier(Progress progress) {
        return writer.apply(pool, progress).<Void>mapEmpty().recover(failure -> {
            if (Outage.is(failure)) {
                return Future.failedFuture(failure);
            }
            log.error("an interrupted import cannot be finished and is given up", Outage.withoutMessage(failure));
            return writer.discard(pool);
        });
    }

    /** A county in the database that has still to be applied; or why nothing of it is there. */
    private record Staged(
            Load load, Optional<Long> importId, @Nullable ImportResult refused) {}

    /** In one transaction that no other import shares, so that what was checked is still so when it is staged. */
    private Future<Staged> staged(Load load, Progress progress) {
        progress.at("asking the database", 0, 0);
        return pool.withTransaction(client -> writer.turn(client)
                .compose(mine -> known(client, load))
                .compose(known -> vertx.executeBlocking(() -> check(load, known, progress)))
                .compose(problems -> problems.count() > 0
                        ? Future.succeededFuture(
                                new Staged(load, Optional.empty(), new Refused(problems.first(), problems.count())))
                        : writer.stage(client, load.files().rows(), progress).map(id -> new Staged(load, id, null))));
    }

    private Future<ImportResult> written(Staged staged, Progress progress) {
        Problems warnings = staged.load().warnings();
        return applied(staged, progress)
                .compose(done -> writer.outcome(pool, staged.load().files().rows(), staged.importId()))
                .map(outcome -> new Imported(outcome, warnings.first(), warnings.count()));
    }

    /** Statistics are a service to the planner; an import without them is an import. */
    private Future<Void> applied(Staged staged, Progress progress) {
        return staged.importId().isEmpty()
                ? Future.succeededFuture()
                : writer.apply(pool, progress)
                        .recover(failure -> Future.failedFuture(new Interrupted(failure)))
                        .compose(done -> writer.analyze(pool).otherwiseEmpty());
    }

    /** All of it is staged, and not all of it is applied. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(Throwable cause) {
            super(cause);
        }
    }

    private Load read(Path directory, Progress progress) {
        Problems problems = new Problems();
        CountyFiles files = new CsvFiles(directory, problems, phoneChannel, progress).read();
        return new Load(files, new Codes(files, problems), problems, new Problems());
    }

    private Problems check(Load load, Known known, Progress progress) {
        progress.at("checking", 0, 0);
        LocalDate today = LocalDate.now(clock.withZone(ZONE));
        new CountyCheck(load.files(), known, load.codes(), today, load.problems(), load.warnings()).run();
        return load.problems();
    }

    private Future<Known> known(SqlClient client, Load load) {
        Known nothing = Known.nothing();
        return reader.grids(client)
                .map(nothing::withGrids)
                .compose(known -> reader.units(client).map(known::withUnits))
                .compose(known -> reader.cadres(client).map(known::withCadres))
                .compose(known -> reader.households(client, load.codes().foreignHouseholds())
                        .map(known::withHouseholds))
                .compose(known -> reader.villagers(client, load.codes().foreignVillagers())
                        .map(known::withVillagers))
                .compose(known ->
                        reader.links(client, load.files().rows().links()).map(known::withLinks))
                .compose(known -> reader.takenByOthers(
                                client, load.files().rows().addresses())
                        .map(known::withTakenAddresses));
    }

    /** A database's words can quote what was written, so only its code goes into the log; a fault of ours quotes nothing. */
    private static ImportResult unavailable(Throwable failure) {
        boolean interrupted = failure instanceof Interrupted;
        Throwable cause = interrupted ? Objects.requireNonNull(failure.getCause()) : failure;
        String state = cause instanceof PgException refused ? " (SQLSTATE " + refused.getSqlState() + ")" : "";
        if (state.isEmpty()) {
            log.error("an import stopped", cause);
        } else {
            log.error("the database refused an import{}", state);
        }
        String what = interrupted
                ? "stopped while the county was written" + state
                        + "; what is left of it is kept there: see that it runs and has room, then finish it with 'huiyin import' alone, or"
                        + " import again"
                : "did not take the county" + state
                        + ", so nothing was imported; see that it runs and has room, then import again";
        return new Refused(List.of(new Problem("the database", 0, "", what)), 1);
    }
}

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
import java.util.Set;
import java.util.function.Predicate;
import org.huiyin.bot.registry.ImportResult.Imported;
import org.huiyin.bot.registry.ImportResult.Refused;
import org.huiyin.db.registry.OnMoved;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.registry.RegistryReader;
import org.huiyin.db.registry.RegistryWriter;
import org.huiyin.db.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an administrator's directory into the database: read, check, write, all of it or nothing. */
public final class RegistryImport {
    private static final Logger log = LoggerFactory.getLogger(RegistryImport.class);
    /** All of China keeps one time. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** Deadlock, serialisation, or a ticket opened for a duty that was just ending: the next attempt sees it. */
    private static final Set<String> TRY_AGAIN = Set.of("40P01", "40001", "23503");

    private static final int ATTEMPTS = 3;

    private final Vertx vertx;
    private final Pool pool;
    private final Clock clock;
    private final Predicate<String> phoneChannel;
    private final RegistryReader reader;
    private final RegistryWriter writer;

    /**
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

    /** Imports {@code directory}. Never fails: what went wrong is in the result. */
    public Future<ImportResult> run(Path directory, Progress progress) {
        return attempt(directory, progress, 1).recover(failure -> Future.succeededFuture(unavailable(failure)));
    }

    private Future<ImportResult> attempt(Path directory, Progress progress, int number) {
        return vertx.executeBlocking(() -> read(directory, progress))
                .compose(load -> pool.withTransaction(client -> checkAndWrite(client, load, progress)))
                .compose(this::analyzed)
                .recover(failure -> number < ATTEMPTS && mayPass(failure)
                        ? attempt(directory, progress, number + 1)
                        : Future.failedFuture(failure));
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof PgException refused && TRY_AGAIN.contains(refused.getSqlState());
    }

    private Load read(Path directory, Progress progress) {
        Problems problems = new Problems();
        CountyFiles files = new CsvFiles(directory, problems, phoneChannel, progress).read();
        return new Load(files, new Codes(files, problems), problems, new Problems());
    }

    /** In one transaction that no other import shares, so that what was checked is still so when it is written. */
    private Future<ImportResult> checkAndWrite(SqlClient client, Load load, Progress progress) {
        progress.at("asking the database", 0, 0);
        return writer.lock(client)
                .compose(locked -> known(client, load))
                .compose(known -> vertx.executeBlocking(() -> check(load, known, progress)))
                .compose(problems -> problems.count() > 0
                        ? Future.succeededFuture(new Refused(problems.first(), problems.count()))
                        : writer.write(client, load.files().rows(), progress)
                                .map(outcome -> new Imported(
                                        outcome,
                                        load.warnings().first(),
                                        load.warnings().count())));
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

    /** Statistics are a service to the planner; an import without them is an import. */
    private Future<ImportResult> analyzed(ImportResult result) {
        boolean wrote = result.fold(
                imported -> imported.outcome().added() + imported.outcome().changed() > 0, refused -> false);
        return wrote ? writer.analyze(pool).otherwiseEmpty().map(result) : Future.succeededFuture(result);
    }

    /** A database's words can quote what was written, so only its code goes into the log; a fault of ours quotes nothing. */
    private static ImportResult unavailable(Throwable failure) {
        String state = failure instanceof PgException refused ? " (SQLSTATE " + refused.getSqlState() + ")" : "";
        if (state.isEmpty()) {
            log.error("an import was undone", failure);
        } else {
            log.error("the database refused an import{}", state);
        }
        Problem problem = new Problem(
                "the database",
                0,
                "",
                "did not take the county" + state
                        + ", so nothing was imported; see that it runs and has room, then import again");
        return new Refused(List.of(problem), 1);
    }
}

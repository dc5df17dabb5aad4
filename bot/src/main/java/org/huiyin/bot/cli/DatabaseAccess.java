package org.huiyin.bot.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.db.recovery.Standings;
import org.huiyin.db.schema.Migrations;
import org.huiyin.db.schema.NodeCard;
import org.huiyin.db.server.Database;
import org.huiyin.db.server.DatabaseFailure;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.EmbeddedServer;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;

/** The county's database, up to date: the external one that is named, or our own in the data directory. Blocking; for commands. */
final class DatabaseAccess implements AutoCloseable {
    private final DatabaseUrl url;
    private final @Nullable EmbeddedServer server;
    private final Migrations migrations;
    private final Migrations.Report report;

    private DatabaseAccess(DatabaseUrl url, @Nullable EmbeddedServer server, boolean migrate) {
        this.url = url;
        this.server = server;
        this.migrations = new Migrations(url, Version.release());
        this.report = migrate ? reach(migrations::expand) : new Migrations.Report(List.of(), List.of());
    }

    private DatabaseAccess(DatabaseUrl url, @Nullable EmbeddedServer server) {
        this(url, server, true);
    }

    /** The external database that the environment or, failing that, the file names; empty for the embedded one. */
    static Optional<DatabaseUrl> external(Surroundings surroundings, ServiceConfig.Storage storage) {
        return surroundings
                .variable("HUIYIN_DATABASE_URL")
                .map(DatabaseAccess::parse)
                .or(storage::url);
    }

    private static DatabaseUrl parse(String text) {
        try {
            return DatabaseUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "HUIYIN_DATABASE_URL " + e.getMessage(), e);
        }
    }

    /**
     * Reaches the database, starting it where it is ours, and brings it to this version.
     *
     * @throws DatabaseFailure with words for the administrator
     */
    static DatabaseAccess open(Surroundings surroundings, ServiceConfig.Storage storage) {
        Optional<DatabaseUrl> external = external(surroundings, storage);
        if (external.isPresent()) {
            return new DatabaseAccess(external.get(), null);
        }
        EmbeddedServer server = embedded(surroundings);
        try {
            return new DatabaseAccess(server.url().withSchema(storage.schema()), server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** As {@link #open}, but leaves the schema as it is: for a restore, which makes its own, and for who calls {@link #join}. */
    static DatabaseAccess reach(Surroundings surroundings, ServiceConfig.Storage storage) {
        Optional<DatabaseUrl> external = external(surroundings, storage);
        if (external.isPresent()) {
            return new DatabaseAccess(external.get(), null, false);
        }
        EmbeddedServer server = embedded(surroundings);
        return new DatabaseAccess(server.url().withSchema(storage.schema()), server, false);
    }

    private static EmbeddedServer embedded(Surroundings surroundings) {
        DataDirectory data = DataDirectory.prepare(surroundings.dataDirectory());
        Path packaged = surroundings.home().resolve("postgres");
        Path programs = Files.isDirectory(packaged) ? packaged : data.binaries();
        return EmbeddedServer.start(data.root(), programs, Map.of());
    }

    /** As {@link #open}, but beside a service that runs on the embedded database: for commands that are run while it serves. */
    static DatabaseAccess share(Surroundings surroundings, ServiceConfig.Storage storage) {
        Optional<DatabaseUrl> running = external(surroundings, storage).isPresent()
                ? Optional.empty()
                : EmbeddedServer.running(surroundings.dataDirectory());
        return running.map(url -> new DatabaseAccess(url.withSchema(storage.schema()), null))
                .orElseGet(() -> open(surroundings, storage));
    }

    private Migrations.Report reach(Supplier<Migrations.Report> work) {
        try {
            return work.get();
        } catch (DatabaseFailure e) {
            throw unreachable(url, e)
                    .map(why -> new DatabaseFailure("the database " + url + " cannot be reached: " + why, e))
                    .orElse(e);
        }
    }

    private static Optional<String> unreachable(DatabaseUrl url, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return Optional.of("nothing answers at " + url.host() + ":" + url.port());
            } else if (cause instanceof SocketTimeoutException) {
                return Optional.of("it does not answer in time");
            } else if (cause instanceof UnknownHostException) {
                return Optional.of("there is no host " + url.host());
            }
        }
        return Optional.empty();
    }

    DatabaseUrl url() {
        return url;
    }

    boolean isEmbedded() {
        return server != null;
    }

    /** What was done to the schema when it was reached. */
    Migrations.Report report() {
        return report;
    }

    /** Takes away from the schema what no living node needs any more. */
    Migrations.Report narrow() {
        return reach(migrations::contract);
    }

    /**
     * Lets a node of that name live on the schema, which is brought to this version first where it is not of it.
     *
     * @param brought told which migrations that took
     * @throws DatabaseFailure with words for the administrator
     */
    NodeCard join(Pool pool, String name, Consumer<List<String>> brought) {
        NodeCard card = new NodeCard(name, Version.release(), Migrations.newest());
        // Whatever is wrong, changing the schema meets it too, and has words for it.
        boolean joined = migrations.join(pool, card).otherwise(false).await();
        if (!joined) {
            brought(brought);
            joined = migrations
                    .join(pool, card)
                    .recover(failure -> Future.failedFuture(failed(failure)))
                    .await();
        }
        if (!joined) {
            throw new DatabaseFailure("the schema of " + url + " was changed by another process just now: start again");
        }
        return card;
    }

    private Throwable failed(Throwable failure) {
        return failure instanceof DatabaseFailure
                ? failure
                : new DatabaseFailure(
                        "the node cannot live on the database " + url + ": " + failure.getMessage(), failure);
    }

    private void brought(Consumer<List<String>> told) {
        List<String> run = reach(migrations::expand).run();
        if (!run.isEmpty()) {
            told.accept(run);
        }
    }

    /** The vault that fits this database; refused while it is being restored. */
    Vault vault(Vertx vertx, KeySource source) {
        Database database = Database.wholeTables(vertx, url, 1);
        try {
            return vault(database.pool(), source);
        } finally {
            Future<Void> ignored = database.close();
        }
    }

    /** The same by connections that are there. */
    Vault vault(Pool pool, KeySource source) {
        if (Standings.isRestoring(pool).await()) {
            throw new DatabaseFailure("the database " + url + " is being restored, or a restore of it has broken off:"
                    + " run huiyin restore again, nothing else may use it");
        }
        return source.vault(pool);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}

package org.huiyin.db.schema;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.db.schema.MigrationRun.Patience;
import org.huiyin.db.schema.SchemaBooks.Entry;
import org.huiyin.db.server.DatabaseFailure;
import org.huiyin.db.server.DatabaseUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a county's schema to this version, while nodes of the version before serve on it. Blocking: run before the service starts. */
public final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    /** A node that was stopped by force, or is only suspended, may come back within so much. */
    private static final Duration ALIVE = Duration.ofMinutes(10);
    /** Class of SQLSTATE for a failed constraint, and duplicate table, schema: two processes created the same thing at once. */
    private static final List<String> MET = List.of("23505", "42710", "42P06", "42P07", "XX000");

    private static final int MEETINGS = 5;

    private final DatabaseUrl url;
    private final String release;
    private final List<Migration> known;
    private final Patience patience;

    /**
     * For a database.
     *
     * @param release which Huiyin this is, for the list of what was run
     */
    public Migrations(DatabaseUrl url, String release) {
        this(url, release, MigrationFiles.shipped(), Patience.STANDARD);
    }

    Migrations(DatabaseUrl url, String release, List<Migration> known, Patience patience) {
        this.url = url;
        this.release = release;
        this.known = List.copyOf(known);
        this.patience = patience;
    }

    /**
     * What was done.
     *
     * @param run the migrations that were run now
     * @param waiting those that narrow the schema and wait for {@link #contract}
     */
    public record Report(List<String> run, List<String> waiting) {}

    /** The number of the newest migration that this version knows. */
    public static int newest() {
        return newest(MigrationFiles.shipped());
    }

    private static int newest(List<Migration> known) {
        return known.stream().mapToInt(Migration::version).max().orElse(0);
    }

    /** {@link #expand} for who needs no words; gives how many were run. */
    public static int migrate(DatabaseUrl url) {
        return new Migrations(url, "").expand().run().size();
    }

    /** Whether this version knows all of them. */
    public static boolean knows(Collection<Integer> versions) {
        return MigrationFiles.shipped().stream()
                .map(Migration::version)
                .toList()
                .containsAll(versions);
    }

    /** Makes an empty schema just as another one is, by the same migrations and no others: rows of that one are to be put in. */
    public static void repeat(DatabaseUrl url, Collection<Integer> versions) {
        List<Migration> same = MigrationFiles.shipped().stream()
                .filter(one -> versions.contains(one.version()))
                .toList();
        new Migrations(url, "", same, Patience.STANDARD).expand();
    }

    /**
     * Creates the schema where it is missing and runs what older nodes do not notice; on an empty schema everything.
     *
     * @throws DatabaseFailure with words for the administrator when it cannot, or when this version is too old for the schema
     */
    public Report expand() {
        return run(false);
    }

    /** The same, and then what takes away what no living node needs any more. There is no way back to an older version after it. */
    public Report contract() {
        return run(true);
    }

    /**
     * Lets a node live on the schema: from now on what it needs is not taken away. By the service's own kind of connection, because most starts find
     * the schema as they need it, and the library by which it is changed takes long to load.
     *
     * @return false, and nothing done, where {@link #expand} has something to do first; fails with a {@link DatabaseFailure} where this version may
     *     not live on it, and as its statements fail where it is not there
     */
    public Future<Boolean> join(Pool pool, NodeCard card) {
        return pool.withTransaction(transaction -> Nodes.standTogether(transaction)
                .compose(together -> SchemaBooks.entries(transaction))
                .compose(entries -> {
                    check(entries);
                    return todo(entries, false).isEmpty()
                            ? Nodes.join(transaction, card).map(true)
                            : Future.succeededFuture(false);
                }));
    }

    private Report run(boolean narrow) {
        try (Connection connection = Connections.open(url)) {
            prepare(connection);
            Map<Integer, Entry> entries = SchemaBooks.entries(connection);
            check(entries);
            List<Migration> todo = todo(entries, narrow);
            return todo.isEmpty() ? report(List.of(), entries) : run(connection, narrow);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private Report run(Connection connection, boolean narrow) throws SQLException {
        try (SchemaLease lease = lease(connection)) {
            Map<Integer, Entry> entries = SchemaBooks.entries(connection);
            check(entries);
            refuseForeign(connection, entries);
            // Nobody can live on a schema in which there is nothing yet.
            Duration window = entries.isEmpty() ? Duration.ZERO : ALIVE;
            MigrationRun each = new MigrationRun(connection, lease, release, patience);
            List<String> done = new ArrayList<>();
            for (Migration migration : todo(entries, narrow)) {
                each.run(migration, window);
                done.add(migration.file());
            }
            return report(done, SchemaBooks.entries(connection));
        }
    }

    private List<Migration> todo(Map<Integer, Entry> entries, boolean narrow) {
        boolean all = narrow || entries.isEmpty();
        return known.stream()
                .filter(one -> !entries.containsKey(one.version()))
                .filter(one -> all || one.kind() == Migration.Kind.EXPAND)
                .toList();
    }

    private Report report(List<String> done, Map<Integer, Entry> entries) {
        List<String> waiting = known.stream()
                .filter(one -> !entries.containsKey(one.version()))
                .map(Migration::file)
                .toList();
        return new Report(List.copyOf(done), waiting);
    }

    private void check(Map<Integer, Entry> entries) {
        for (Entry entry : entries.values()) {
            if (entry.version() > newest(known) && entry.kind() == Migration.Kind.CONTRACT) {
                throw new DatabaseFailure("the schema " + url.schema() + " has lost what this version needs: Huiyin "
                        + entry.release() + " ran " + entry.file() + " on it, and this is Huiyin " + release
                        + ". Start that version or a newer one");
            }
        }
        for (Migration one : known) {
            Entry entry = entries.get(one.version());
            if (entry != null && !entry.sha256().equals(one.sha256())) {
                throw new DatabaseFailure("the schema " + url.schema() + " was made by another " + one.file()
                        + " than this one, perhaps of a version in development: use the version that made it, or an empty"
                        + " schema; the demo's is in the data directory, which may be deleted");
            }
        }
    }

    private void refuseForeign(Connection connection, Map<Integer, Entry> entries) throws SQLException {
        if (entries.isEmpty() && SchemaBooks.count(connection, SchemaBooks.TABLE_IS_THERE, "key_check") > 0) {
            throw new DatabaseFailure("the schema " + url.schema()
                    + " has tables of Huiyin's and no list of its migrations, so it was made by a version in development:"
                    + " use an empty schema; the demo's is in the data directory, which may be deleted");
        }
    }

    private void prepare(Connection connection) throws SQLException {
        for (int meeting = 1; ; meeting++) {
            try {
                SchemaBooks.prepare(connection, url.schema());
                return;
            } catch (SQLException e) {
                if (meeting == MEETINGS || !MET.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
            }
        }
    }

    private SchemaLease lease(Connection connection) throws SQLException {
        long end = System.nanoTime() + patience.whole().toNanos();
        Optional<SchemaLease> lease = SchemaLease.take(url, connection);
        while (lease.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new DatabaseFailure("another process has been changing the schema " + url.schema() + " for "
                        + patience.whole().toSeconds() + " s: look at its log, or try again later");
            }
            log.info("waiting for another process that changes the schema");
            pause();
            lease = SchemaLease.take(url, connection);
        }
        return lease.get();
    }

    private void pause() {
        try {
            Thread.sleep(patience.pause().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseFailure("the migration was interrupted", e);
        }
    }

    private DatabaseFailure failure(SQLException e) {
        String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new DatabaseFailure("the database " + url + " cannot be brought to this version: " + words, e);
    }
}

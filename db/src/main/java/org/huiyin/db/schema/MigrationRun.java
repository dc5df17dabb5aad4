package org.huiyin.db.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.db.server.DatabaseFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one migration beside a service that is in use. It never stands in line for a lock for longer than a moment, because everybody else would
 * stand behind it: it lets go, and comes again.
 */
final class MigrationRun {
    private static final Logger log = LoggerFactory.getLogger(MigrationRun.class);
    /** A lock that is not to be had at once, a deadlock, a serialisation failure (PostgreSQL documentation, appendix A). */
    private static final Set<String> AGAIN = Set.of("55P03", "40P01", "40001");

    private static final Pattern INDEX = Pattern.compile(
            "INDEX\\s+CONCURRENTLY\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\\w+)\\s+ON\\b", Pattern.CASE_INSENSITIVE);

    /**
     * How patient it is.
     *
     * @param lock for how long it may stand in line, and others behind it
     * @param pause before it comes again
     * @param whole after which it gives up
     */
    record Patience(Duration lock, Duration pause, Duration whole) {
        static final Patience STANDARD =
                new Patience(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    private final Connection connection;
    private final SchemaLease lease;
    private final String release;
    private final Patience patience;

    MigrationRun(Connection connection, SchemaLease lease, String release, Patience patience) {
        this.connection = connection;
        this.lease = lease;
        this.release = release;
        this.patience = patience;
    }

    /**
     * Runs it until it has succeeded.
     *
     * @param window within which a node that was seen counts as alive; none looks for nodes where it is empty
     */
    void run(Migration migration, Duration window) throws SQLException {
        long end = System.nanoTime() + patience.whole().toNanos();
        while (!tried(migration, window, System.nanoTime() > end)) {
            pause();
        }
    }

    private boolean tried(Migration migration, Duration window, boolean last) throws SQLException {
        long began = System.nanoTime();
        try {
            if (migration.beside()) {
                beside(migration, window);
            } else {
                together(migration, window);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            log.info("migration {} was run in {} ms", migration.file(), took.toMillis());
            return true;
        } catch (SQLException e) {
            if (!AGAIN.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            if (last) {
                throw new DatabaseFailure(
                        "migration " + migration.file() + " did not get its lock within "
                                + patience.whole().toSeconds() + " s; transactions that are open there: "
                                + SchemaBooks.longest(connection) + ". End the longest, or try again later",
                        e);
            }
            log.warn("migration {} waits for its turn: {}", migration.file(), e.getSQLState());
            return false;
        }
    }

    // ------------------------------------------------------------------------------------------------------ in one
    // transaction

    private void together(Migration migration, Duration window) throws SQLException {
        long began = System.nanoTime();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '" + patience.lock().toMillis() + "ms'");
            statement.execute("SET LOCAL statement_timeout = 0");
            permit(migration, window);
            for (SqlScript.Statement one : migration.statements()) {
                execute(statement, migration, one);
            }
            SchemaBooks.enter(connection, migration, release, Duration.ofNanos(System.nanoTime() - began));
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    static final String STAND_ALONE = "SELECT epoch FROM schema_lease FOR UPDATE";

    private void permit(Migration migration, Duration window) throws SQLException {
        if (migration.kind() == Migration.Kind.CONTRACT) {
            // A node that joins has this row locked against it: it comes before us and is seen, or after us and sees
            // what we did.
            try (Statement statement = connection.createStatement()) {
                statement.execute(STAND_ALONE);
            }
            refuseOlder(migration, window);
        }
        if (!lease.holds(connection)) {
            throw new DatabaseFailure("another process has taken over the migration: look at its log, or try again");
        }
    }

    private void refuseOlder(Migration migration, Duration window) throws SQLException {
        List<String> older = window.isZero() ? List.of() : SchemaBooks.older(connection, migration.version(), window);
        if (!older.isEmpty()) {
            throw new DatabaseFailure(migration.file() + " takes away what a node of an older version still needs: "
                    + String.join(", ", older) + ". Upgrade or stop it; one that ended by force counts as alive for "
                    + window.toMinutes() + " minutes");
        }
    }

    private static void execute(Statement statement, Migration migration, SqlScript.Statement one) throws SQLException {
        try {
            statement.execute(one.sql());
        } catch (SQLException e) {
            if (AGAIN.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new DatabaseFailure("migration " + migration.file() + ":" + one.line() + ": " + words, e);
        }
    }

    // --------------------------------------------------------------------------------------------- beside, one
    // statement at a time

    private void beside(Migration migration, Duration window) throws SQLException {
        long began = System.nanoTime();
        if (migration.kind() == Migration.Kind.CONTRACT) {
            refuseOlder(migration, window);
        }
        try (Statement statement = connection.createStatement()) {
            // It waits for others and nobody waits for it: what it locks lets through all that a service does.
            statement.execute("SET lock_timeout = 0");
            statement.execute("SET statement_timeout = 0");
            for (SqlScript.Statement one : migration.statements()) {
                if (!lease.holds(connection)) {
                    throw new DatabaseFailure("another process has taken over the migration: look at its log");
                }
                if (!isBuilt(statement, one.sql())) {
                    execute(statement, migration, one);
                }
            }
        }
        SchemaBooks.enter(connection, migration, release, Duration.ofNanos(System.nanoTime() - began));
    }

    static final String VALID = """
            SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE c.relname = ? AND c.relnamespace = current_schema()::regnamespace
            """;

    /** What broke off while it was built lies there invalid, and is removed (PostgreSQL documentation, CREATE INDEX, "Building Indexes Concurrently"). */
    private boolean isBuilt(Statement statement, String sql) throws SQLException {
        Matcher index = INDEX.matcher(sql);
        if (!index.find()) {
            return false;
        }
        String name = index.group(1).toLowerCase(Locale.ROOT);
        try (PreparedStatement query = connection.prepareStatement(VALID)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return false;
                } else if (rows.getBoolean(1)) {
                    return true;
                }
            }
        }
        statement.execute("DROP INDEX CONCURRENTLY \"" + name + "\"");
        return false;
    }

    private void pause() {
        try {
            Thread.sleep(patience.pause().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseFailure("the migration was interrupted", e);
        }
    }
}

package org.huiyin.db.schema;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the schema says of itself: which migrations it has seen. These tables are there before the first migration. */
final class SchemaBooks {
    private static final String LEASE_TABLE = """
            CREATE TABLE IF NOT EXISTS schema_lease (
                only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                owner       text,
                epoch       bigint NOT NULL DEFAULT 0,
                lease_until timestamptz NOT NULL DEFAULT '-infinity'
            )
            """;

    private static final String MIGRATION_TABLE = """
            CREATE TABLE IF NOT EXISTS schema_migration (
                version integer PRIMARY KEY,
                file    text NOT NULL,
                kind    text NOT NULL CHECK (kind IN ('EXPAND', 'CONTRACT')),
                sha256  text NOT NULL,
                release text NOT NULL,
                took_ms bigint NOT NULL,
                at      timestamptz NOT NULL DEFAULT clock_timestamp()
            )
            """;

    private static final String ONE_LEASE = "INSERT INTO schema_lease DEFAULT VALUES ON CONFLICT DO NOTHING";

    private SchemaBooks() {}

    /** A migration that was run. {@code release} is the Huiyin that ran it. */
    record Entry(int version, String file, Migration.Kind kind, String sha256, String release) {}

    static final String SCHEMA_IS_THERE = "SELECT count(*) FROM pg_namespace WHERE nspname = ?";
    static final String TABLE_IS_THERE =
            "SELECT count(*) FROM pg_class WHERE relname = ? AND relnamespace = current_schema()::regnamespace";

    /** Creates the schema and these tables where they are missing. Two nodes that do so at once may meet: the later one tries again. */
    static void prepare(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Asked first, because the right to create a schema is not needed where there is one.
            if (count(connection, SCHEMA_IS_THERE, schema) == 0) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS \"" + schema + "\"");
            }
            if (count(connection, TABLE_IS_THERE, "schema_migration") == 0) {
                statement.execute(LEASE_TABLE);
                statement.execute(ONE_LEASE);
                statement.execute(MIGRATION_TABLE);
            }
        }
    }

    static int count(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    static final String ENTRIES = "SELECT version, file, kind, sha256, release FROM schema_migration ORDER BY version";

    /** By version. */
    static Map<Integer, Entry> entries(Connection connection) throws SQLException {
        Map<Integer, Entry> entries = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ENTRIES)) {
            while (rows.next()) {
                Entry entry = new Entry(
                        rows.getInt("version"),
                        rows.getString("file"),
                        Migration.Kind.valueOf(rows.getString("kind")),
                        rows.getString("sha256"),
                        rows.getString("release"));
                entries.put(entry.version(), entry);
            }
        }
        return entries;
    }

    /** The same, for a node that finds the schema as it needs it and so has nothing to do by JDBC. */
    static Future<Map<Integer, Entry>> entries(SqlClient client) {
        return client.preparedQuery(ENTRIES).execute().map(rows -> {
            Map<Integer, Entry> entries = new TreeMap<>();
            rows.forEach(row -> entries.put(
                    row.getInteger("version"),
                    new Entry(
                            row.getInteger("version"),
                            row.getString("file"),
                            Migration.Kind.valueOf(row.getString("kind")),
                            row.getString("sha256"),
                            row.getString("release"))));
            return entries;
        });
    }

    static final String ENTER =
            "INSERT INTO schema_migration (version, file, kind, sha256, release, took_ms) VALUES (?, ?, ?, ?, ?, ?)";

    static void enter(Connection connection, Migration done, String release, Duration took) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENTER)) {
            statement.setInt(1, done.version());
            statement.setString(2, done.file());
            statement.setString(3, done.kind().name());
            statement.setString(4, done.sha256());
            statement.setString(5, release);
            statement.setLong(6, took.toMillis());
            statement.executeUpdate();
        }
    }

    static final String OLDER = """
            SELECT name, release, extract(epoch FROM clock_timestamp() - seen_at)::bigint AS ago FROM node
            WHERE knows < ? AND seen_at > clock_timestamp() - make_interval(secs => ?)
            ORDER BY name
            """;

    /** Nodes that do not know the version and were seen within {@code window}, in words. */
    static List<String> older(Connection connection, int version, Duration window) throws SQLException {
        List<String> nodes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OLDER)) {
            statement.setInt(1, version);
            statement.setLong(2, window.toSeconds());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    nodes.add("node " + rows.getString("name") + " (Huiyin " + rows.getString("release") + ", seen "
                            + rows.getLong("ago") + " s ago)");
                }
            }
        }
        return nodes;
    }

    static final String LONGEST = """
            SELECT pid, application_name, extract(epoch FROM clock_timestamp() - xact_start)::bigint AS since
            FROM pg_stat_activity
            WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
            ORDER BY xact_start LIMIT 3
            """;

    /** The transactions that have been open for longest, in words: what a lock that is not given usually waits for. */
    static String longest(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LONGEST)) {
            while (rows.next()) {
                found.add("process " + rows.getInt("pid") + " (" + rows.getString("application_name") + ") for "
                        + rows.getLong("since") + " s");
            }
        }
        return found.isEmpty() ? "none is open now" : String.join(", ", found);
    }
}

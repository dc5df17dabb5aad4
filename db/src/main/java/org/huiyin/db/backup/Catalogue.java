package org.huiyin.db.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.huiyin.db.backup.Layout.Column;
import org.huiyin.db.backup.Layout.Table;
import org.jspecify.annotations.Nullable;

/** Reads from a county's schema what a backup must know of it besides its rows. */
final class Catalogue {
    private Catalogue() {}

    /** Which county a database holds. */
    record County(UUID id, UUID life, int lives) {}

    static final String TABLES = """
            SELECT c.relname, p.relname AS parent, pg_get_expr(c.relpartbound, c.oid) AS bound, c.relkind = 'p' AS partitioned
            FROM pg_class c
            LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
            LEFT JOIN pg_class p ON p.oid = i.inhparent
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
            """;

    static final String COLUMNS = """
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attgenerated <> '' AS generated,
                coalesce(array_position(x.indkey::smallint[], a.attnum) + 1, 0) AS key
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_index x ON x.indrelid = c.oid AND x.indisprimary
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
            ORDER BY c.relname, a.attnum
            """;

    static Layout layout(Connection connection) throws SQLException {
        Map<String, List<Column>> columns = new HashMap<>();
        Sql.list(
                connection,
                COLUMNS,
                row -> columns.computeIfAbsent(row.getString(1), t -> new ArrayList<>())
                        .add(new Column(row.getString(2), row.getString(3), row.getBoolean(4), row.getInt(5))));
        return new Layout(Sql.list(
                connection,
                TABLES,
                row -> new Table(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        columns.getOrDefault(row.getString(1), List.of()))));
    }

    static final String SEQUENCES = """
            SELECT sequencename, coalesce(last_value, start_value - increment_by) AS last FROM pg_sequences
            WHERE schemaname = current_schema()
            """;

    /** The value that each sequence gave last. */
    static SortedMap<String, Long> sequences(Connection connection) throws SQLException {
        SortedMap<String, Long> sequences = new TreeMap<>();
        Sql.list(connection, SEQUENCES, row -> sequences.put(row.getString(1), row.getLong(2)));
        return sequences;
    }

    static final String COUNTY = "SELECT id, life, lives FROM county_identity";

    static County county(Connection connection) throws SQLException {
        return Sql.one(
                connection,
                COUNTY,
                row -> new County(UUID.fromString(row.getString(1)), UUID.fromString(row.getString(2)), row.getInt(3)));
    }

    static final String MIGRATIONS = "SELECT version FROM schema_migration ORDER BY version";

    /** The numbers of the migrations that made the schema. Not always all up to the last: what narrows a schema may wait. */
    static List<Integer> migrations(Connection connection) throws SQLException {
        return Sql.list(connection, MIGRATIONS, row -> row.getInt(1));
    }

    static final String KEY_CHECK = "SELECT sealed FROM key_check";

    /** What proves that keys are the ones the rows are sealed with; null where nothing was ever sealed. */
    static byte @Nullable [] keyCheck(Connection connection) throws SQLException {
        return Sql.list(connection, KEY_CHECK, row -> row.getBytes(1)).stream()
                .findFirst()
                .orElse(null);
    }

    static final String HELD = "SELECT state FROM held";

    /** RESTORING or HELD; null where the county is neither. */
    static @Nullable String held(Connection connection) throws SQLException {
        return Sql.list(connection, HELD, row -> row.getString(1)).stream()
                .findFirst()
                .orElse(null);
    }
}

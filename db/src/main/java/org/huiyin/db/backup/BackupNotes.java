package org.huiyin.db.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.huiyin.db.backup.Backup.Order;

/** Writes into the county's database how its backups fare, so that every node can tell. */
final class BackupNotes {
    private BackupNotes() {}

    // With what was noted of it while it could not be read, and had no name.
    static final String SUCCEEDED = """
            WITH unread AS (DELETE FROM backup_directory WHERE path = ? AND id LIKE 'unread %' RETURNING failures)
            INSERT INTO backup_directory AS d (id, path, node, ran_at, covered_until, bytes, note, failures)
            VALUES (?, ?, ?, clock_timestamp(), ?, ?, ?, coalesce((SELECT failures FROM unread), 0))
            ON CONFLICT (id) DO UPDATE SET path = excluded.path, node = excluded.node, ran_at = excluded.ran_at,
                covered_until = excluded.covered_until, bytes = excluded.bytes, failure = NULL,
                failures = d.failures + excluded.failures, note = CASE WHEN ? THEN excluded.note ELSE d.note END
            """;

    static void succeeded(Connection connection, Order order, String id, BackupReport report) throws SQLException {
        java.time.Instant until = report.until();
        String path = order.directory().toString();
        try (PreparedStatement statement = connection.prepareStatement(SUCCEEDED)) {
            statement.setString(1, path);
            statement.setString(2, id);
            statement.setString(3, path);
            statement.setString(4, order.node());
            statement.setObject(5, until == null ? null : until.atOffset(ZoneOffset.UTC));
            statement.setLong(6, report.bytes());
            statement.setString(7, report.note());
            statement.setBoolean(8, report.isWhole());
            statement.executeUpdate();
        }
    }

    // By its path, for a directory that cannot be read has no name.
    static final String FAILED = """
            WITH known AS (
                UPDATE backup_directory SET ran_at = clock_timestamp(), failures = failures + 1, failure = ?, node = ?
                WHERE path = ?
                RETURNING id)
            INSERT INTO backup_directory (id, path, node, ran_at, failures, failure)
            SELECT ?, ?, ?, clock_timestamp(), 1, ? WHERE NOT EXISTS (SELECT FROM known)
            ON CONFLICT (id) DO UPDATE SET ran_at = excluded.ran_at, failures = backup_directory.failures + 1, failure = excluded.failure
            """;

    static void failed(Connection connection, Order order, String why) throws SQLException {
        String path = order.directory().toString();
        try (PreparedStatement statement = connection.prepareStatement(FAILED)) {
            statement.setString(1, why);
            statement.setString(2, order.node());
            statement.setString(3, path);
            statement.setString(4, "unread " + path);
            statement.setString(5, path);
            statement.setString(6, order.node());
            statement.setString(7, why);
            statement.executeUpdate();
        }
    }
}

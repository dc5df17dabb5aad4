package org.huiyin.db.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.huiyin.db.backup.Backup.Order;

/** Writes into the county's database how its backups fare, so that every node can tell. */
final class BackupNotes {
    private BackupNotes() {}

    /** A failure that was noted before the directory had a name. */
    static final String FORGET = "DELETE FROM backup_directory WHERE path = ? AND id LIKE 'unread %'";

    static final String SUCCEEDED = """
            INSERT INTO backup_directory AS d (id, path, node, ran_at, covered_until, bytes, note)
            VALUES (?, ?, ?, clock_timestamp(), ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET path = excluded.path, node = excluded.node, ran_at = excluded.ran_at,
                covered_until = excluded.covered_until, bytes = excluded.bytes, failure = NULL,
                note = CASE WHEN ? THEN excluded.note ELSE d.note END
            """;

    static void succeeded(Connection connection, Order order, String id, BackupReport report) throws SQLException {
        java.time.Instant until = report.until();
        try (PreparedStatement statement = connection.prepareStatement(SUCCEEDED)) {
            statement.setString(1, id);
            statement.setString(2, order.directory().toString());
            statement.setString(3, order.node());
            statement.setObject(4, until == null ? null : until.atOffset(ZoneOffset.UTC));
            statement.setLong(5, report.bytes());
            statement.setString(6, report.note());
            statement.setBoolean(7, report.isWhole());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setString(1, order.directory().toString());
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

package org.huiyin.db.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What must not come back as it was: leases, places in line, numbers that were given out after the backup. Leaves the county held. In one
 * transaction.
 */
final class Settling {
    /**
     * So far the numbers jump: what was given out in the lost minutes is in people's hands (a code in a chat, a button), and must never mean
     * something else. Far more than a county gives out in five minutes; of ticket codes fewer, because people type them and they grow with it.
     */
    private static final long JUMP = 1_000_000;

    private static final long TICKET_JUMP = 50_000;
    private static final String TICKETS = "ticket_id";

    private final Connection connection;

    Settling(Connection connection) {
        this.connection = connection;
    }

    static final String SEQUENCE = "SELECT setval(quote_ident(?)::regclass, ?)";

    void sequences(Map<String, Long> last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SEQUENCE)) {
            for (Map.Entry<String, Long> sequence : last.entrySet()) {
                long jump = sequence.getKey().equals(TICKETS) ? TICKET_JUMP : JUMP;
                statement.setString(1, sequence.getKey());
                statement.setLong(2, Math.max(0, sequence.getValue()) + jump);
                statement.execute();
            }
        }
    }

    /** No process of the old county may write an outcome here, or believe that it has a lane. */
    static final String LANES = "UPDATE lane SET owner = NULL, lease_until = '-infinity', epoch = epoch + 1";

    // An epoch without a lane of that epoch, about to leave: somebody may have sent it and never said what became of
    // it,
    // which is just what happened.
    static final String SUSPECTS = """
            UPDATE outbox SET epoch = 0, leaving = true WHERE ready_at <= clock_timestamp() OR epoch IS NOT NULL
            """;

    static final String LIFE = "UPDATE county_identity SET life = gen_random_uuid(), lives = lives + 1";

    static final String HOLD = """
            UPDATE held SET state = 'HELD', since = clock_timestamp(), lost_from = ? RETURNING since
            """;

    static final String RECORD = """
            INSERT INTO recovery (at, kind, who, detail) VALUES (?, 'RESTORED', ?, ?)
            """;

    /** Returns since when it is held. */
    Instant hold(Instant lostFrom, String who, String source) throws SQLException {
        Sql.run(connection, LANES);
        Sql.run(connection, SUSPECTS);
        Sql.run(connection, LIFE);
        Instant since;
        try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
            statement.setObject(1, lostFrom.atOffset(ZoneOffset.UTC));
            try (var row = statement.executeQuery()) {
                row.next();
                since = row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(RECORD)) {
            statement.setObject(1, since.atOffset(ZoneOffset.UTC));
            statement.setString(2, who);
            statement.setString(3, source);
            statement.executeUpdate();
        }
        return since;
    }
}

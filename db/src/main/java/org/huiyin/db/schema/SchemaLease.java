package org.huiyin.db.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.huiyin.db.server.DatabaseUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change the schema, which one process has at a time: a row with a lease by the database's clock, renewed while it is held. Its epoch
 * is asked for in the transaction of each change, so that a process that was stopped for longer than its lease changes nothing when it goes on.
 */
final class SchemaLease implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SchemaLease.class);
    private static final long RENEW_SECONDS = 15;

    private final DatabaseUrl url;
    private final String owner;
    private final long epoch;
    private final ScheduledExecutorService renewing = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "schema-lease");
        thread.setDaemon(true);
        return thread;
    });

    private SchemaLease(DatabaseUrl url, String owner, long epoch) {
        this.url = url;
        this.owner = owner;
        this.epoch = epoch;
        var ignored = renewing.scheduleAtFixedRate(this::renew, RENEW_SECONDS, RENEW_SECONDS, TimeUnit.SECONDS);
    }

    static final String TAKE = """
            UPDATE schema_lease SET owner = ?, epoch = epoch + 1, lease_until = clock_timestamp() + interval '60 seconds'
            WHERE lease_until < clock_timestamp()
            RETURNING epoch
            """;

    /** Takes it where nobody has it. */
    static Optional<SchemaLease> take(DatabaseUrl url, Connection connection) throws SQLException {
        String owner = UUID.randomUUID().toString();
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, owner);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(new SchemaLease(url, owner, rows.getLong(1))) : Optional.empty();
            }
        }
    }

    static final String RENEW = """
            UPDATE schema_lease SET lease_until = clock_timestamp() + interval '60 seconds' WHERE owner = ? AND epoch = ?
            """;

    /** Says whether it is still held; in a transaction it stays so until that ends. */
    boolean holds(Connection connection) throws SQLException {
        return update(connection, RENEW) == 1;
    }

    /** Beside a change that runs: its transaction may have the row locked, and then nobody else can take it either. */
    private void renew() {
        try (Connection connection = Connections.open(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '5s'");
            update(connection, RENEW);
        } catch (SQLException e) {
            log.debug("the lease on the schema was not renewed: {}", e.getSQLState());
        }
    }

    private int update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner);
            statement.setLong(2, epoch);
            return statement.executeUpdate();
        }
    }

    static final String GIVE_BACK = """
            UPDATE schema_lease SET owner = NULL, lease_until = '-infinity' WHERE owner = ? AND epoch = ?
            """;

    @Override
    public void close() {
        renewing.shutdownNow();
        try (Connection connection = Connections.open(url)) {
            update(connection, GIVE_BACK);
        } catch (SQLException e) {
            log.warn("the lease on the schema was not given back, and ends within a minute: {}", e.getSQLState());
        }
    }
}

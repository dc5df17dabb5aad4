package org.huiyin.db.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.Jdbc;
import org.postgresql.replication.LogSequenceNumber;

/**
 * A logical replication slot with the publication of the county's tables: the server keeps for it what has changed since, until we say that we
 * have it. Both carry one name, which begins with the directory's.
 */
final class Slot {
    /** Longer than any transaction of the service; an import of a whole county takes minutes, and then the next run tries again. */
    private static final int PATIENCE_SECONDS = 300;

    private final Connection connection;
    private final String name;

    Slot(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** All slots of a directory begin so. Letters, digits and _ only, as a slot's name must. */
    static String prefix(String directory) {
        return "huiyin_" + directory + "_";
    }

    String name() {
        return name;
    }

    /** Where the server stands with it. */
    record State(LogSequenceNumber confirmed, boolean lost, long heldBytes) {}

    static final String STATES = """
            SELECT slot_name, confirmed_flush_lsn::text, coalesce(wal_status = 'lost', false),
                coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint
            FROM pg_replication_slots WHERE database = current_database() AND plugin = 'pgoutput'
            """;

    /** Empty when the server does not have it. */
    Optional<State> state() throws SQLException {
        return Sql.list(
                        connection,
                        STATES,
                        row -> row.getString(1).equals(name) && row.getString(2) != null
                                ? Optional.of(new State(
                                        LogSequenceNumber.valueOf(row.getString(2)), row.getBoolean(3), row.getLong(4)))
                                : Optional.<State>empty())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The moment at which a new slot begins, and the snapshot of exactly that moment. */
    record Begin(String lsn, String snapshot) {}

    /** Publishes the tables; before {@link #create}, for the slot reads its past with the catalogue of that past. */
    void publish(List<Layout.Table> tables) throws SQLException {
        String names = tables.stream().map(table -> Sql.name(table.name())).collect(Collectors.joining(", "));
        Sql.run(connection, "DROP PUBLICATION IF EXISTS " + Sql.name(name));
        Sql.run(connection, "CREATE PUBLICATION " + Sql.name(name) + " FOR TABLE " + names);
    }

    /**
     * Makes the slot over {@code walsender}, which must stay open, and do nothing else, until the snapshot has been taken up elsewhere
     * (PostgreSQL documentation, 53.4 "CREATE_REPLICATION_SLOT").
     */
    Begin create(Connection walsender) throws SQLException {
        try (Statement statement = walsender.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            try (ResultSet made = statement.executeQuery(
                    "CREATE_REPLICATION_SLOT " + Sql.name(name) + " LOGICAL pgoutput EXPORT_SNAPSHOT")) {
                made.next();
                return new Begin(made.getString("consistent_point"), made.getString("snapshot_name"));
            }
        }
    }

    static Connection walsender(DatabaseUrl url) throws SQLException {
        return Jdbc.replication(url);
    }

    /** A query for what has changed, up to {@code lsn} and to the end of the transaction in which {@code most} changes are reached. */
    String peek(String lsn, int most) {
        return "SELECT lsn, xid, data FROM pg_logical_slot_peek_binary_changes(" + Sql.text(name) + ", " + Sql.text(lsn)
                + ", " + most + ", 'proto_version', '1', 'publication_names', " + Sql.text(Sql.name(name)) + ")";
    }

    /** Lets the server forget what is before {@code lsn}: it is on our disk. */
    void advance(String lsn) throws SQLException {
        Optional<State> state = state();
        if (state.isPresent()
                && state.get().confirmed().asLong()
                        < LogSequenceNumber.valueOf(lsn).asLong()) {
            Sql.run(connection, "SELECT pg_replication_slot_advance(" + Sql.text(name) + ", " + Sql.text(lsn) + ")");
        }
    }

    void drop() throws SQLException {
        if (state().isPresent()) {
            Sql.run(connection, "SELECT pg_drop_replication_slot(" + Sql.text(name) + ")");
        }
        Sql.run(connection, "DROP PUBLICATION IF EXISTS " + Sql.name(name));
    }

    static final String PUBLICATIONS = "SELECT pubname FROM pg_publication WHERE pubname LIKE 'huiyin\\_%'";

    /** Drops what earlier, broken-off runs of this directory have left; what is still in use is left for the next run. */
    static void dropOthers(Connection connection, String directory, List<String> kept) throws SQLException {
        List<String> names = Sql.list(connection, STATES, row -> row.getString(1));
        names.addAll(Sql.list(connection, PUBLICATIONS, row -> row.getString(1)));
        for (String other : names.stream().distinct().toList()) {
            if (other.startsWith(prefix(directory)) && !kept.contains(other)) {
                try {
                    new Slot(connection, other).drop();
                } catch (SQLException e) {
                    // 55006: in use, by a command that outlived the process that asked for it.
                    if (!"55006".equals(e.getSQLState())) {
                        throw e;
                    }
                }
            }
        }
    }
}

package org.huiyin.db.backup;

import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.Jdbc;
import org.huiyin.db.ticket.Charge;
import org.huiyin.db.ticket.HistoryChain;
import org.huiyin.db.ticket.HistoryRow;

/** A county that is written to by hand, in every way a table can be: what a backup must bring back. */
final class SmallCounty implements AutoCloseable {
    /** Longer than a page, and of bytes that do not shrink: such a value lies outside of its row. */
    private static final int LARGE = 40_000;

    final TestDatabase database = TestDatabase.create();
    private final Connection connection;
    private final Random random = new Random(1);
    private int tickets;

    SmallCounty() throws SQLException {
        connection = Jdbc.open(database.url());
        sql("INSERT INTO key_check (sealed) VALUES ('\\x0102')");
        sql(
                "INSERT INTO grid (code, name, level, parent_id) VALUES ('C', '县\t\\N\n试验', 'COUNTY', NULL), ('T', '镇', 'TOWNSHIP', 1)");
        sql("INSERT INTO unit (code, name, kind) VALUES ('U', '局', '部门')");
        sql(
                "INSERT INTO cadre (code, unit_id, rank, name, name_hash) SELECT 'K' || i, 1, '科员', '\\x00ff', '\\x01' FROM generate_series(1, 3) i");
        sql("INSERT INTO household (code, grid_id, head_name, head_name_hash, address, address_hash)"
                + " SELECT 'H' || i, 2, '\\x01', '\\x02', '\\x03', '\\x04' FROM generate_series(1, 30) i");
        sql("INSERT INTO duty (kind, cadre_id, grid_id) VALUES ('DESK', NULL, 1)");
        for (int i = 1; i <= 30; i++) {
            link(i, i % 3 + 1);
        }
        sql(
                "INSERT INTO address (id, channel, address, address_hash) SELECT i, 'sim', '\\x01', int4send(i) FROM generate_series(1, 30) i");
        sql("SELECT setval('address_id', 65)");
    }

    void sql(String statement) throws SQLException {
        Sql.run(connection, statement);
    }

    private void link(int household, int cadre) throws SQLException {
        sql("WITH d AS (INSERT INTO duty (kind, cadre_id) VALUES ('LINK', " + cadre + ") RETURNING id)"
                + " INSERT INTO link (id, household_id, cadre_id, since) SELECT id, " + household + ", " + cadre
                + ", '2025-03-01' FROM d");
    }

    /** A household's cadre changes, in a transaction that no constraint bears halfway. */
    void relink(int household, int cadre) throws SQLException {
        connection.setAutoCommit(false);
        sql("UPDATE duty SET live = false, ended_at = now() FROM link l WHERE duty.id = l.id AND l.household_id = "
                + household + " AND l.until IS NULL");
        sql("UPDATE link SET until = '2026-01-01' WHERE household_id = " + household + " AND until IS NULL");
        sql("WITH d AS (INSERT INTO duty (kind, cadre_id) VALUES ('LINK', " + cadre + ") RETURNING id)"
                + " INSERT INTO link (id, household_id, cadre_id, since, after_id, after_until) SELECT d.id, "
                + household
                + ", " + cadre
                + ", '2026-01-01', l.id, l.until FROM d, link l WHERE l.household_id = " + household
                + " ORDER BY l.id DESC LIMIT 1");
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** A ticket with two rows of history, a photo, a question and something to be sent. */
    void ticket() throws SQLException {
        int id = ++tickets;
        Instant now = Instant.parse("2026-11-23T01:02:03.456789Z");
        Charge charge = new Charge(0, 1, null, false);
        HistoryRow first =
                HistoryChain.next(id, 0, HistoryChain.start(), now, "OPENED", "VILLAGER", 1L, charge, "sim", null);
        HistoryRow second = HistoryChain.next(id, 1, first.hash(), now, "SAID", "VILLAGER", 1L, charge, "", "路灯坏了");
        connection.setAutoCommit(false);
        sql(
                "INSERT INTO ticket (id, code, kind, urgency, state, address_id, holder_id, opened_at, reply_due_at, spoken_at, seq, head) VALUES ("
                        + id + ", '" + id
                        + "', 'HELP', 'NORMAL', 'OPEN', 1, 1, now(), now() + interval '1 day', now(), 2, "
                        + hex(second.hash()) + ")");
        history(first);
        history(second);
        large(id);
        sql("INSERT INTO question (id, address_id, kind, ticket_id, asked_at, expires_at) VALUES (" + id
                + ", 1, 'SOLVED', " + id + ", now(), 'infinity')");
        sql("INSERT INTO part (id, created_at, address_id, ticket_id, purpose, content) VALUES (" + id
                + ", date_trunc('hour', now()), 1, " + id + ", 'ACK', '\\x01')");
        sql("INSERT INTO outbox (address_id, part_id, created_at, channel, priority, ord, ready_at) VALUES (1, " + id
                + ", date_trunc('hour', now()), 'sim', 1, now(), now())");
        sql("INSERT INTO inbound (channel, key_hash, at) VALUES ('sim', int4send(" + id + "), now())");
        sql(
                "INSERT INTO set_aside (at, channel, reason, kind, content) VALUES (now(), 'sim', 'POISON', 'EVENT', '\\x01')");
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static String hex(Buffer bytes) {
        return "'\\x" + java.util.HexFormat.of().formatHex(bytes.getBytes()) + "'";
    }

    private void history(HistoryRow row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO history (ticket_id, seq, at, kind, actor, actor_id, detail, body, body_digest, hash, duty_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            Buffer digest = row.bodyDigest();
            statement.setLong(1, row.ticketId());
            statement.setInt(2, row.seq());
            statement.setObject(3, row.at().atOffset(ZoneOffset.UTC));
            statement.setString(4, row.kind());
            statement.setString(5, row.actor());
            statement.setObject(6, row.actorId());
            statement.setString(7, row.detail());
            statement.setBytes(8, row.body() == null ? null : new byte[] {1, 2, 3});
            statement.setBytes(9, digest == null ? null : digest.getBytes());
            statement.setBytes(10, row.hash().getBytes());
            statement.setLong(11, row.charge().dutyId());
            statement.executeUpdate();
        }
    }

    private void large(int ticket) throws SQLException {
        byte[] content = new byte[LARGE];
        random.nextBytes(content);
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO attachment (id, ticket_id, channel, kind, content_type, reference, state, content, wanted_at, try_at)"
                        + " VALUES (?, ?, 'sim', 'IMAGE', 'image/jpeg', '\\x01', 'STORED', ?, now(), now())")) {
            statement.setLong(1, ticket);
            statement.setLong(2, ticket);
            statement.setBytes(3, content);
            statement.executeUpdate();
        }
    }

    /** Every kind of change: of a row with a large value beside it, of a key, of many rows, and none that lasts. */
    void change() throws SQLException {
        ticket();
        sql("UPDATE attachment SET tries = tries + 1");
        sql("UPDATE set_aside SET at = at + interval '2 months' WHERE id = (SELECT max(id) FROM set_aside)");
        sql("UPDATE address SET id = id + 1000 WHERE id = 30 - " + tickets);
        sql("UPDATE outbox SET tries = 1, epoch = 7 WHERE part_id = 1");
        sql("DELETE FROM outbox WHERE part_id > 1");
        sql("DELETE FROM inbound WHERE key_hash = int4send(" + (tickets - 1) + ")");
        sql("UPDATE ticket SET state = 'CLOSED', closed_at = now(), closed_as = 'SILENT' WHERE id = " + tickets);
        relink(tickets, tickets % 3 + 1);
        connection.setAutoCommit(false);
        sql("DELETE FROM history");
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Override
    public void close() {
        try {
            for (String slot : Sql.list(connection, Slot.STATES, row -> row.getString(1))) {
                new Slot(connection, slot).drop();
            }
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        database.close();
    }

    /** Every table's rows, as one text a table, in the order of their keys. */
    static Map<String, String> rows(DatabaseUrl url) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = Jdbc.open(url);
                Statement statement = connection.createStatement()) {
            for (Layout.Table table : Catalogue.layout(connection).filled()) {
                String sql = "SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM "
                        + Sql.name(table.name()) + " t";
                try (ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    rows.put(table.name(), row.getString(1));
                }
            }
        }
        return rows;
    }
}

package org.huiyin.bot.service;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** What a county's database holds, read past the service: by JDBC and with the key file's keys. */
public final class Records {
    private static final int SALT_BYTES = 16;

    private final DatabaseUrl url;
    private final Vault vault;

    public Records(DatabaseUrl url, Vault vault) {
        this.url = url;
        this.vault = vault;
    }

    /** Something a person said or an official answered, as the history has it. */
    public record Entry(long ticketId, int seq, String kind, String address, String body) {}

    /** A part as it was sent or not. */
    public record Part(String address, String purpose, String state, String failure, int tries) {}

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database() + "?currentSchema="
                        + url.schema(),
                url.user(),
                url.password());
    }

    /** A row's one value, or of a query without rows an error. */
    public String value(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new SQLException("no row: " + sql);
            }
            return String.valueOf(rows.getString(1));
        }
    }

    public int number(String sql) throws SQLException {
        return Integer.parseInt(value(sql));
    }

    public void change(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Everything of a kind such as SAID, ticket by ticket, in the order of the history. */
    public List<Entry> entries(String kind) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT h.ticket_id, h.seq, h.kind, a.address, h.body FROM history h"
                                + " JOIN ticket t ON t.id = h.ticket_id JOIN address a ON a.id = t.address_id WHERE h.kind = '"
                                + kind
                                + "' ORDER BY h.ticket_id, h.seq")) {
            while (rows.next()) {
                byte[] both = vault.openBytes(Sealed.WORDS, rows.getBytes(5));
                entries.add(new Entry(
                        rows.getLong(1),
                        rows.getInt(2),
                        rows.getString(3),
                        vault.open(Sealed.ADDRESS, rows.getBytes(4)),
                        new String(both, SALT_BYTES, both.length - SALT_BYTES, StandardCharsets.UTF_8)));
            }
        }
        return entries;
    }

    public List<Part> parts() throws SQLException {
        List<Part> parts = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT a.address, p.purpose, p.state, p.failure, p.tries FROM part p"
                                + " JOIN address a ON a.id = p.address_id ORDER BY p.id")) {
            while (rows.next()) {
                parts.add(new Part(
                        vault.open(Sealed.ADDRESS, rows.getBytes(1)),
                        rows.getString(2),
                        rows.getString(3),
                        String.valueOf(rows.getString(4)),
                        rows.getInt(5)));
            }
        }
        return parts;
    }

    /** Where this is. */
    public DatabaseUrl url() {
        return url;
    }

    /** What parts in a state say, as they lie in the database. */
    public List<String> contents(String state) throws SQLException {
        return opened("SELECT content FROM part WHERE state = '" + state + "'", Sealed.PART);
    }

    /** What lies set aside, in words. */
    public List<String> setAside() throws SQLException {
        return opened("SELECT content FROM set_aside ORDER BY id", Sealed.WORDS);
    }

    /** The words of the parts that are noted to be about to leave, of which nobody has said yet what became. */
    public List<String> leaving() throws SQLException {
        return opened("SELECT p.content FROM outbox o JOIN part p ON p.id = o.part_id WHERE o.leaving", Sealed.PART);
    }

    /** How many parts are known to have been sent over that channel. */
    public int sentOver(String channel) throws SQLException {
        return number(
                "SELECT count(*) FROM part p JOIN address a ON a.id = p.address_id WHERE p.state IN ('SENT', 'DELIVERED', 'READ')"
                        + " AND a.channel = '" + channel + "'");
    }

    private List<String> opened(String sql, Sealed kind) throws SQLException {
        List<String> words = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                words.add(vault.open(kind, rows.getBytes(1)));
            }
        }
        return words;
    }

    /** How many rows each table has: what must not change when a request is refused. */
    public Map<String, Integer> counts() throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        each("count(*)", "", (table, rows) -> counts.put(table, rows.getInt(1)));
        return counts;
    }

    /** A digest of every table's rows and of their places in it: two that are alike have seen no write between them. */
    public Map<String, String> digests() throws SQLException {
        Map<String, String> digests = new TreeMap<>();
        String row =
                "md5(coalesce(string_agg(t.ctid::text || t.xmin::text || t::text, '|' ORDER BY t.tableoid, t.ctid), ''))";
        each(row, "t", (table, rows) -> digests.put(table, rows.getString(1)));
        return digests;
    }

    /** Takes one row's answer. */
    private interface Taker {
        void take(String table, ResultSet row) throws SQLException;
    }

    /** Not what each node says of itself every few seconds. */
    private void each(String what, String alias, Taker taker) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> 'node'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT " + what + " FROM \"" + table + "\" " + alias)) {
                    rows.next();
                    taker.take(table, rows);
                }
            }
        }
    }
}

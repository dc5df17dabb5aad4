package org.huiyin.bench;

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

/** One of the databases on the ground: the county itself, or a copy of it in which another contestant writes. */
final class CountyDatabase {
    final DatabaseUrl server;
    final String name;

    CountyDatabase(DatabaseUrl server, String name) {
        this.server = server;
        this.name = name;
    }

    /** As the service's configuration names it. */
    String uri() {
        return uri(server.schema());
    }

    /** The same, with another county. */
    String uri(String schema) {
        return "postgresql://" + server.user() + ":" + server.password() + "@" + server.host() + ":" + server.port()
                + "/" + name + "?search_path=" + schema;
    }

    String jdbc() {
        return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + name + "?currentSchema="
                + server.schema();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbc(), server.user(), server.password());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Every row of a query as strings. */
    List<List<String>> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(rows(sql).get(0).get(0));
    }

    /** Rows inserted and updated so far in the tables that a message touches, by "table ins" and "table upd"; partitions under their parent's name. */
    Map<String, Long> written() throws SQLException {
        Map<String, Long> written = new TreeMap<>();
        List<List<String>> rows =
                rows("SELECT regexp_replace(relname, '^part_.*', 'part'), sum(n_tup_ins), sum(n_tup_upd) "
                        + "FROM pg_stat_user_tables WHERE relname IN ('inbound', 'address', 'ticket', 'history', 'outbox', 'question', 'binding') "
                        + "OR relname LIKE 'part\\_%' GROUP BY 1");
        for (List<String> row : rows) {
            written.put(row.get(0) + " ins", Long.parseLong(row.get(1)));
            written.put(row.get(0) + " upd", Long.parseLong(row.get(2)));
        }
        return written;
    }
}

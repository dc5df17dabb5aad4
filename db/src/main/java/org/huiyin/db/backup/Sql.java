package org.huiyin.db.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The few steps that every statement here takes. Names of tables come from the catalogue, so they are quoted; values are never written in. */
final class Sql {
    private Sql() {}

    /** Reads one row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** An identifier, quoted (PostgreSQL documentation, 4.1.1). */
    static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A literal, quoted (PostgreSQL documentation, 4.1.2.1), for the commands that take no parameter. */
    static String text(String literal) {
        return '\'' + literal.replace("'", "''") + '\'';
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static <T> List<T> list(Connection connection, String sql, Reader<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(reader.read(rows));
            }
            return list;
        }
    }

    /** The one row of a query that always has one. */
    static <T> T one(Connection connection, String sql, Reader<T> reader) throws SQLException {
        return list(connection, sql, reader).get(0);
    }
}

package org.huiyin.db.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Blocking connections to a county's schema, for what the reactive client cannot: COPY, and commands of the replication protocol. Values are
 * written and read in one form, whatever the server's settings.
 */
public final class Jdbc {
    private static final String CONNECT_SECONDS = "10";

    /** The forms are those that every PostgreSQL reads again; a copy of a large table may take any time, a lock may not. */
    private static final String FORM = """
            SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET bytea_output = 'hex';
            SET extra_float_digits = 1; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;
            SET lock_timeout = '10s'; SET row_security = off; SET synchronous_commit = on
            """;

    private Jdbc() {}

    /** A connection in the county's schema, each statement its own transaction. Text parameters take the type that their place wants. */
    public static Connection open(DatabaseUrl url) throws SQLException {
        Properties properties = properties(url);
        properties.setProperty("stringtype", "unspecified");
        Connection connection = DriverManager.getConnection(url.jdbc(), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(FORM);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that takes commands of the streaming replication protocol (PostgreSQL documentation, 53.4). */
    public static Connection replication(DatabaseUrl url) throws SQLException {
        Properties properties = properties(url);
        properties.setProperty("replication", "database");
        properties.setProperty("assumeMinServerVersion", "14");
        // That protocol knows simple queries only.
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(url.jdbc(), properties);
    }

    private static Properties properties(DatabaseUrl url) {
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password());
        properties.setProperty("ApplicationName", "huiyin backup");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }
}

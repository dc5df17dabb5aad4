package org.huiyin.db.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.huiyin.db.server.DatabaseUrl;

/** Blocking connections in a county's schema, for what is done before the service starts. */
final class Connections {
    private static final String SECONDS = "10";

    private Connections() {}

    static Connection open(DatabaseUrl url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password());
        properties.setProperty("ApplicationName", "huiyin schema");
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("loginTimeout", SECONDS);
        return DriverManager.getConnection(url.jdbc(), properties);
    }
}

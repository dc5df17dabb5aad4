package org.huiyin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.EmbeddedServer;

/** The PostgreSQL that everything here is measured on: its own server, which waits for the disk, with the same settings for everybody. */
final class Ground implements AutoCloseable {
    private final EmbeddedServer server;
    final DatabaseUrl url;

    /** Starts it on {@code directory}, where an earlier county may lie. */
    Ground(Path directory) throws IOException {
        Files.createDirectories(directory);
        // A quarter of a small server's memory, and checkpoints that do not fall into every second run.
        this.server = EmbeddedServer.start(
                directory,
                directory.resolve("binaries"),
                Map.of("shared_buffers", "512MB", "max_wal_size", "4GB", "checkpoint_timeout", "15min"));
        this.url = server.url();
    }

    /** As the service's configuration names it. */
    String uri() {
        return uri(url.schema());
    }

    /** The same, with another county. */
    String uri(String schema) {
        return "postgresql://" + url.user() + ":" + url.password() + "@" + url.host() + ":" + url.port() + "/"
                + url.database() + "?search_path=" + schema;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database() + "?currentSchema="
                        + url.schema(),
                url.user(),
                url.password());
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

    @Override
    public void close() {
        server.close();
    }
}

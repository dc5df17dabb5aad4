package org.huiyin.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.huiyin.db.schema.Migrations;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.EmbeddedServer;

/**
 * A real, migrated PostgreSQL database for one test: a clone of a template, about 30 ms. One server for all tests of a JVM; it does not
 * wait for the disk, which no test here depends on (the fault tests start a server of their own that does).
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private final DatabaseUrl url;

    private TestDatabase(DatabaseUrl url) {
        this.url = url;
    }

    public static TestDatabase create() {
        String name = "t" + COUNT.incrementAndGet();
        sql("CREATE DATABASE " + name + " TEMPLATE template_county");
        return new TestDatabase(Server.URL.withDatabase(name));
    }

    public DatabaseUrl url() {
        return url;
    }

    /** The superuser's URL form of {@link #url()}, as an administrator would write it. */
    public String uri() {
        return "postgresql://" + url.user() + ":" + url.password() + "@" + url.host() + ":" + url.port() + "/"
                + url.database() + "?search_path=" + url.schema();
    }

    /** A JDBC connection in the county's schema. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database() + "?currentSchema="
                        + url.schema(),
                url.user(),
                url.password());
    }

    @Override
    public void close() {
        sql("DROP DATABASE " + url.database() + " WITH (FORCE)");
    }

    private static void sql(String statement) {
        DatabaseUrl maintenance = Server.URL.withDatabase("postgres");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + maintenance.port() + "/postgres",
                        maintenance.user(),
                        maintenance.password());
                Statement s = connection.createStatement()) {
            s.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Started with the first test that asks, stopped with the JVM. */
    private static final class Server {
        private static final DatabaseUrl URL = start();

        private static DatabaseUrl start() {
            Path target = Path.of("target").toAbsolutePath();
            EmbeddedServer server = EmbeddedServer.start(
                    target.resolve("test-postgres-" + ProcessHandle.current().pid()),
                    target.resolve("postgres-binaries"),
                    // An odd time zone on purpose: nothing may depend on the session's.
                    Map.of(
                            "fsync",
                            "off",
                            "synchronous_commit",
                            "off",
                            "timezone",
                            "Asia/Kathmandu",
                            "shared_buffers",
                            "64MB"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            DatabaseUrl template = server.url().withDatabase("template_county");
            try (Connection connection = DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + template.port() + "/postgres",
                            template.user(),
                            template.password());
                    Statement s = connection.createStatement()) {
                s.execute("CREATE DATABASE template_county");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            Migrations.migrate(template);
            return template;
        }
    }
}

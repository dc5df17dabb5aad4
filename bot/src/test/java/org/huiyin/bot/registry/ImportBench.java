package org.huiyin.bot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.huiyin.bot.registry.ImportResult.Imported;
import org.huiyin.bot.registry.ImportResult.Refused;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.registry.MovedTicket;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.server.Database;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;

/** An empty database with an importer on it, and questions about what the importer left there. */
final class ImportBench implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T04:00:00Z"), ZoneOffset.UTC);

    final TestDatabase database = TestDatabase.create();
    final Vault vault = new Vault(Keys.generate());
    final List<MovedTicket> moved = new ArrayList<>();
    boolean historyFails;
    private final Vertx vertx = Vertx.vertx();
    private final Database connections = Database.wholeTables(vertx, database.url(), 2);

    ImportResult run(Path directory) {
        return new RegistryImport(
                        vertx, connections.pool(), vault, CLOCK, channel -> !channel.equals("wecom"), (tx, tickets) -> {
                            moved.addAll(tickets);
                            return historyFails ? Future.failedFuture("no history") : Future.succeededFuture();
                        })
                .run(directory, Progress.NONE)
                .await();
    }

    Imported imported(Path directory) {
        return run(directory).fold(imported -> imported, refused -> {
            throw new AssertionError("refused: " + refused.problems());
        });
    }

    Refused refused(Path directory) {
        return run(directory)
                .fold(
                        imported -> {
                            throw new AssertionError("imported: " + imported.outcome());
                        },
                        refused -> refused);
    }

    /** Every row of every table with the transaction that wrote it, and every sequence. */
    String everything() {
        StringBuilder all = new StringBuilder();
        relations("r")
                .forEach(table -> all.append(table)
                        .append(texts("SELECT xmin::text || ctid::text || t::text FROM " + table + " t ORDER BY 1")));
        relations("S")
                .forEach(sequence -> all.append(sequence).append(texts("SELECT last_value::text FROM " + sequence)));
        return all.toString();
    }

    private List<String> relations(String kind) {
        return texts("SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = '" + kind
                + "' AND c.relnamespace = current_schema()::regnamespace ORDER BY 1");
    }

    List<String> texts(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    String text(String sql) {
        List<String> rows = texts(sql);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    void execute(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        connections.close().await();
        vertx.close().await();
        database.close();
    }
}

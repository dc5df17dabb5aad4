package org.huiyin.bot.talk;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.simulator.SimulatorChannel;
import org.huiyin.adapters.simulator.SimulatorConfig;
import org.huiyin.bot.config.ConfigReader;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.bot.recovery.Watch;
import org.huiyin.bot.registry.ImportResult;
import org.huiyin.bot.registry.RegistryImport;
import org.huiyin.bot.store.MovedHistory;
import org.huiyin.bot.ticket.Scenes;
import org.huiyin.bot.wiring.Core;
import org.huiyin.bot.wiring.HuiyinCore;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.address.Addresses;
import org.huiyin.db.common.PublicPromises;
import org.huiyin.db.registry.OnMoved;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.schema.NodeCard;
import org.huiyin.db.server.Database;
import org.huiyin.db.ticket.Tickets;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;

/**
 * A whole service on a real database, with simulated phones and a clock of the test's: what goes in is decided, committed and delivered before
 * {@link #settle} returns, so that a test reads like the conversation it is about.
 */
final class TalkService implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** A Friday morning, with nothing of the calendar near. */
    static final String MORNING = "2026-11-20T10:00";

    final MovableClock clock = MovableClock.at(MORNING);
    final SimulatorChannel chat = new SimulatorChannel(new SimulatorConfig("sim", Limits.Kind.CHAT), clock);
    final SimulatorChannel sms = new SimulatorChannel(new SimulatorConfig("sim-sms", Limits.Kind.SMS), clock);
    final HuiyinCore core;
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create();
    private final Database pooled = new Database(vertx, database.url(), CONNECTIONS);
    private final Vault vault = new Vault(Keys.generate());
    private final Connection watcher;
    private final AtomicInteger places = new AtomicInteger();
    private volatile boolean receipts = true;
    private boolean together;

    /** @param townships how many places {@link #place} can give */
    TalkService(int townships) {
        this.watcher = connect();
        importCounty(townships);
        chat.receiptsTo(this::receipt);
        sms.receiptsTo(this::receipt);
        this.core = core("talk");
        core.start().await();
    }

    private HuiyinCore core(String node) {
        Metrics metrics = new Metrics();
        return new HuiyinCore(new Core.Parts(
                vertx,
                clock,
                config(),
                pooled,
                vault,
                new NodeCard(node, "test", 1),
                List.of(chat, sms),
                metrics,
                new Watch(vertx, pooled.pool(), metrics)));
    }

    private void receipt(TextEvent event) {
        if (receipts) {
            core.intake().take(event);
        }
    }

    private Connection connect() {
        try {
            return database.connect();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void importCounty(int townships) {
        try {
            Path folder = ManyPlaces.write(Files.createTempDirectory("county"), townships);
            ImportResult result = new RegistryImport(
                            vertx, pooled.pool(), vault, clock, id -> id.equals("sim-sms"), OnMoved.NOTHING)
                    .run(folder, Progress.NONE)
                    .await();
            if (result instanceof ImportResult.Refused refused) {
                throw new AssertionError(refused.problems());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The demo's, with the nights of a real county. */
    private static ServiceConfig config() {
        ServiceConfig demo = new ConfigReader(Map.of())
                .read(Path.of("..", "config", "demo.yaml"))
                .fold(loaded -> loaded.config(), faulty -> {
                    throw new AssertionError(faulty.problems());
                });
        return new ServiceConfig(
                demo.http(),
                demo.database(),
                Optional.of(new ServiceConfig.QuietHours(LocalTime.of(21, 0), LocalTime.of(7, 30))),
                List.of(LocalTime.of(8, 0), LocalTime.of(17, 30)),
                demo.channels(),
                demo.timeZone(),
                demo.countyName(),
                demo.keyFile(),
                demo.delivery(),
                Optional.empty());
    }

    /** Officials and villagers that no other test has spoken with. */
    Place place() {
        return new Place(this, places.getAndIncrement());
    }

    SimulatorChannel channel(String id) {
        return id.equals("sim") ? chat : sms;
    }

    /** What the printed code of a cadre says. */
    String scene(String cadreCode) {
        return new Scenes(vault.derive("scene")).of(cadreCode);
    }

    /** From now on nothing is known to have arrived. */
    void withoutReceipts() {
        receipts = false;
    }

    // ---------------------------------------------------------------------------------------------------------------------- time

    /** Lets time pass, and what is due by then happen. */
    void pass(Duration time) {
        clock.pass(time);
        catchUp();
    }

    /** Moves on to a moment, and lets what is due by then happen. */
    void on(String local) {
        clock.set(local);
        catchUp();
    }

    /** Looks for common problems, where that is due. */
    int suggest() {
        int found = core.suggest().await();
        catchUp();
        return found;
    }

    /** Another node of the same county. */
    HuiyinCore another() {
        HuiyinCore other = core("other");
        other.start().await();
        return other;
    }

    /** Imports a change of the register: one file, its header first. */
    void register(String file, String... lines) throws IOException {
        Path folder = Files.createTempDirectory("change");
        Files.write(folder.resolve(file), List.of(lines));
        ImportResult result = new RegistryImport(
                        vertx, pooled.pool(), vault, clock, id -> id.equals("sim-sms"), new MovedHistory(vault, clock))
                .run(folder, Progress.NONE)
                .await();
        if (result instanceof ImportResult.Refused refused) {
            throw new AssertionError(refused.problems());
        }
        catchUp();
    }

    /** How many matters lie with nobody of the desk. */
    long onSeat() {
        return Tickets.countOnSeat(pooled.pool()).await();
    }

    /** What departments promised. */
    List<PublicPromises.Count> promises() {
        return PublicPromises.byDepartment(pooled.pool()).await();
    }

    private void catchUp() {
        core.look().await();
        settle();
    }

    /** Lets several people speak and waits for the answers to all of them once. */
    void together(Runnable said) {
        together = true;
        said.run();
        together = false;
        settle();
    }

    /** Waits until everything that may be sent now is sent and what became of it is written. */
    void settle() {
        if (together) {
            return;
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (underWay() > 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("something is under way for longer than " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    private static final String UNDER_WAY = """
            SELECT (SELECT count(*) FROM outbox WHERE ready_at <= ?)
                 + (SELECT count(*) FROM attachment WHERE state = 'WANTED' AND tries <= 1)
                 + (SELECT count(*) FROM part WHERE ? AND state = 'SENT')
            """;

    private long underWay() {
        try (PreparedStatement statement = watcher.prepareStatement(UNDER_WAY)) {
            statement.setObject(1, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            statement.setBoolean(2, receipts);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The single number that a query gives. */
    long count(String sql, Object... values) {
        try (PreparedStatement statement = watcher.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The single text that a query gives. */
    String text(String sql, Object... values) {
        try (PreparedStatement statement = watcher.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows that a query gives. */
    List<List<Object>> rows(String sql) {
        try (PreparedStatement statement = watcher.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            List<List<Object>> all = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(rows.getObject(i));
                }
                all.add(row);
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a query's value. */
    OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** The row of an address at the simulated chat. */
    long addressId(String address) {
        return new Addresses(vault)
                .find(pooled.pool(), List.of(new AddressKey("sim", address)))
                .await()
                .get(0)
                .id();
    }

    /** Changes the registry in a way that no command can. */
    void execute(String sql) {
        try (PreparedStatement statement = watcher.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            core.drain().await();
            watcher.close();
            pooled.close().await();
            vertx.close().await();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            database.close();
        }
    }
}

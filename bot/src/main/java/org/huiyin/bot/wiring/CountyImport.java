package org.huiyin.bot.wiring;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Predicate;
import org.huiyin.bot.registry.ImportResult;
import org.huiyin.bot.registry.RegistryImport;
import org.huiyin.bot.store.MovedHistory;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.registry.RegistryReader;
import org.huiyin.db.server.Database;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.vault.Vault;

/** Constructs what an import needs, outside a running service. Blocking; for commands. */
public final class CountyImport implements AutoCloseable {
    private static final int CONNECTIONS = 2;

    private final Database database;
    private final RegistryImport registry;
    private final RegistryReader reader;

    /**
     * An import into one county.
     *
     * @param phoneChannel whether the addresses of a channel, by its id, are phone numbers
     */
    public CountyImport(Vertx vertx, DatabaseUrl url, Vault vault, Predicate<String> phoneChannel) {
        Clock clock = Clock.systemUTC();
        this.database = Database.wholeTables(vertx, url, CONNECTIONS);
        this.registry =
                new RegistryImport(vertx, database.pool(), vault, clock, phoneChannel, new MovedHistory(vault, clock));
        this.reader = new RegistryReader(vault);
    }

    /** Whether nothing was ever imported. */
    public boolean isEmpty() {
        return reader.grids(database.pool()).await().isEmpty();
    }

    public ImportResult run(Path directory, Progress progress) {
        return registry.run(directory, progress).await();
    }

    @Override
    public void close() {
        database.close().await();
    }
}

package org.huiyin.bot.browser;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.huiyin.bot.config.ConfigOutcome;
import org.huiyin.bot.config.ConfigReader;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.wiring.CountyImport;
import org.huiyin.bot.wiring.HuiyinCore;
import org.huiyin.bot.wiring.Wiring;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.schema.NodeCard;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;

/** The whole service as the demo runs it, with the sample county, on a free port; only the time to undo is shorter. */
final class DemoStand implements AutoCloseable {
    private static final Path CONFIG = Path.of("..", "config");

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create();
    private final Wiring wiring;
    final String address;

    DemoStand(Path folder, int undoSeconds) {
        Vault vault = new Vault(Keys.generate());
        try (CountyImport county = new CountyImport(vertx, database.url(), vault, "sim-sms"::equals)) {
            county.run(CONFIG.resolve("county"), Progress.NONE);
        }
        ServiceConfig config = config(folder, undoSeconds);
        this.wiring = new Wiring(
                new Wiring.Ground(
                        vertx,
                        config,
                        Wiring.connect(vertx, database.url()),
                        vault,
                        new NodeCard("demo", "test", 1),
                        new Wiring.Place(Path.of("target"), why -> {}),
                        false,
                        0),
                HuiyinCore::new);
        this.address = "http://127.0.0.1:" + wiring.start().await();
    }

    private static ServiceConfig config(Path folder, int undoSeconds) {
        try {
            String demo = Files.readString(CONFIG.resolve("demo.yaml"));
            Path file = Files.writeString(
                    folder.resolve("demo.yaml"), demo + "\ndelivery:\n  undo-seconds: " + undoSeconds + "\n");
            return new ConfigReader(Map.of()).read(file).fold(ConfigOutcome.Loaded::config, faulty -> {
                throw new AssertionError(faulty.problems());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        wiring.stop().await();
        vertx.close().await();
        database.close();
    }
}

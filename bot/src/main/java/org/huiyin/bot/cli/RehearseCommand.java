package org.huiyin.bot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.wiring.Core;
import org.huiyin.bot.wiring.CountyImport;
import org.huiyin.db.registry.Progress;
import picocli.CommandLine.Command;

/**
 * Starts a service on a made-up county, has it answer a message of each kind of channel, and stops it, so that the JVM which runs it can note what
 * a start needs. Touches neither the installation's data nor its configuration, and talks to nobody but itself. The launcher runs it.
 */
@Command(name = "rehearse", hidden = true, description = "What huiyin prepare runs.")
final class RehearseCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Core.Maker core;

    RehearseCommand(Surroundings surroundings, Core.Maker core) {
        this.surroundings = surroundings;
        this.core = core;
    }

    @Override
    public Integer call() throws IOException {
        Path root = DataDirectory.prepare(surroundings.dataDirectory()).root();
        Path stage = Files.createTempDirectory(root, "rehearsal");
        try {
            rehearse(stage);
        } finally {
            delete(stage);
        }
        return ExitCode.OK.number();
    }

    private void rehearse(Path stage) throws IOException {
        Shutdown shutdown = Shutdown.onRequest();
        Surroundings apart = new Surroundings(
                Map.of("HUIYIN_DATA_DIR", stage.resolve("data").toString()),
                surroundings.home(),
                surroundings.out(),
                surroundings.err(),
                false,
                shutdown);
        ServiceConfig config = Configs.read(apart, script(stage));
        int port = ListenPort.from(config.http().host(), ListenPort.UNUSUAL);
        // A thread of its own: it blocks, and so would the only one of the common pool on two processors.
        CompletableFuture<Void> talk = CompletableFuture.runAsync(
                        () -> new RehearsalTalk(port).all(), talker -> new Thread(talker, "rehearsal").start())
                .whenComplete((done, failure) -> shutdown.request());
        Path county = surroundings.home().resolve("config").resolve("county");
        new Session(apart, config, core).run(port, (access, vertx, vault) -> {
            try (CountyImport sample = new CountyImport(vertx, access.url(), vault, ImportCommand.phones(config))) {
                ImportCommand.orRefuse(county, sample.run(county, Progress.NONE));
            }
        });
        try {
            talk.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CommandFailure failure ? failure : e;
        }
    }

    private static Path script(Path stage) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RehearseCommand.class.getResourceAsStream("rehearsal.yaml"), "in the jar")) {
            Path file = stage.resolve("rehearsal.yaml");
            Files.copy(in, file);
            return file;
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}

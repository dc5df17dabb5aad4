package org.huiyin.bot.cli;

import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.huiyin.bot.http.FakeIntake;
import org.huiyin.bot.intake.Intake;
import org.huiyin.bot.wiring.Core;

/** One command, run in this process, with what it printed. */
record CommandRun(int code, String out, String err) {
    /** The repository's own directory, as the installation. */
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    static CommandRun of(Map<String, String> environment, String... arguments) {
        return of(environment, Shutdown.onRequest(), arguments);
    }

    static CommandRun of(Map<String, String> environment, Shutdown shutdown, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(surroundings(environment, shutdown, out, err), parts -> new FakeCore(), arguments);
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Surroundings surroundings(
            Map<String, String> environment, Shutdown shutdown, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Surroundings(
                environment,
                HOME,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                shutdown);
    }

    /** Takes everything in and delivers nothing. */
    static final class FakeCore implements Core {
        private final FakeIntake intake = new FakeIntake();

        @Override
        public Intake intake() {
            return intake;
        }

        @Override
        public Future<Void> start() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> drain() {
            return Future.succeededFuture();
        }

        @Override
        public double queueAgeSeconds() {
            return 0;
        }
    }
}

package org.huiyin.bot.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command runs, so that tests can run it elsewhere.
 *
 * @param home the installation's directory
 * @param terminal whether a person is watching
 */
public record Surroundings(
        Map<String, String> environment,
        Path home,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Shutdown shutdown) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** A variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Everything that Huiyin keeps on this machine. */
    Path dataDirectory() {
        return variable("HUIYIN_DATA_DIR")
                .map(Path::of)
                .orElseGet(() -> home.resolve("var"))
                .toAbsolutePath()
                .normalize();
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }
}

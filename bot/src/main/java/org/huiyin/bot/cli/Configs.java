package org.huiyin.bot.cli;

import java.nio.file.Path;
import org.huiyin.bot.config.ConfigReader;
import org.huiyin.bot.config.ServiceConfig;

/** Reads the file that a command is given; what is wrong with it ends the command. */
final class Configs {
    private Configs() {}

    /** What a file without any key says. */
    static ServiceConfig defaults() {
        return ConfigReader.defaults();
    }

    static ServiceConfig read(Surroundings surroundings, Path file) {
        return new ConfigReader(surroundings.environment()).read(file).fold(loaded -> loaded.config(), faulty -> {
            throw new CommandFailure(ExitCode.BAD_INPUT, faulty.problems());
        });
    }
}

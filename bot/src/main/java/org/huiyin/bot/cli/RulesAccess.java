package org.huiyin.bot.cli;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.ConfigProblem;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.rules.RulesText;
import org.huiyin.bot.wiring.CountyRules;
import org.huiyin.db.config.ConfigVersions.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands under {@code config} have in common: the database, the installation's own directory, a version by its number. */
final class RulesAccess {
    @Option(names = "--config", paramLabel = "FILE", description = "The service's file, for its database.")
    private @Nullable Path file;

    private final Surroundings surroundings;

    RulesAccess(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Does some work beside a service that may be running. */
    int with(Function<CountyRules, Integer> work) {
        Path given = file;
        ServiceConfig config = given == null ? Configs.defaults() : Configs.read(surroundings, given);
        Logs.begin(DataDirectory.prepare(surroundings.dataDirectory()).logs());
        Vertx vertx = Vertx.vertx();
        try (DatabaseAccess access = DatabaseAccess.share(surroundings, config.database());
                CountyRules rules = new CountyRules(vertx, access.url())) {
            surroundings.shutdown().onAbort(access::close);
            return work.apply(rules);
        } finally {
            vertx.close().await();
        }
    }

    /** The directory that is taken where none is named. */
    Path ownDirectory() {
        return surroundings.home().resolve("config");
    }

    static ConfigFolder folder(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "" + directory + " is no directory");
        }
        return ConfigFolder.over(directory);
    }

    static Version version(CountyRules rules, long number) {
        return rules.version(number)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT, "there is no version " + number + "; huiyin config list names them"));
    }

    static Map<String, String> files(Version version) {
        return RulesText.files(version)
                .orElseThrow(() -> new ConfigProblem("version " + version.head().number()
                        + " is not as it was written: somebody changed its row in the database"));
    }

    static CommandFailure refused(List<String> lines) {
        return new CommandFailure(ExitCode.BAD_INPUT, lines);
    }
}

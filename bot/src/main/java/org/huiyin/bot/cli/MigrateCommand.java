package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.huiyin.bot.config.ServiceConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the database to this version, for those who do that apart from starting the service. */
@Command(
        name = "migrate",
        description =
                "Bring the database to this version: the one of HUIYIN_DATABASE_URL, of --config, or the embedded one.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--config", paramLabel = "FILE", description = "The service's file, for its database.")
    private @Nullable Path file;

    MigrateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path given = file;
        ServiceConfig config = given == null ? Configs.defaults() : Configs.read(surroundings, given);
        Logs.begin(DataDirectory.prepare(surroundings.dataDirectory()).logs());
        try (DatabaseAccess access = DatabaseAccess.share(surroundings, config.database())) {
            surroundings.shutdown().onAbort(access::close);
            String done = access.applied() == 0
                    ? "was of this version already"
                    : "brought to this version, migrations applied: " + access.applied();
            surroundings.say(access.url() + ": " + done + ".");
        }
        return ExitCode.OK.number();
    }
}

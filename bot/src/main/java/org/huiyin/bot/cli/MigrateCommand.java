package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.db.schema.Migrations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the database to this version, for those who do that apart from starting the service. */
@Command(
        name = "migrate",
        description =
                "Bring the database to this version: the one of HUIYIN_DATABASE_URL, of --config, or the embedded one."
                        + " Nodes of an older version may go on serving meanwhile.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--config", paramLabel = "FILE", description = "The service's file, for its database.")
    private @Nullable Path file;

    @Option(
            names = "--contract",
            description =
                    "Also take away what only older versions need: when every node is upgraded, and none is to go back.")
    private boolean contract;

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
            Migrations.Report first = access.report();
            Migrations.Report last = contract ? access.narrow() : first;
            List<String> run = new ArrayList<>(first.run());
            run.addAll(contract ? last.run() : List.of());
            surroundings.say(access.url() + ": "
                    + (run.isEmpty()
                            ? "was of this version already."
                            : "brought to this version: " + String.join(", ", run) + "."));
            if (!last.waiting().isEmpty()) {
                surroundings.say("Waiting until every node is of this version, and none is to go back: "
                        + String.join(", ", last.waiting()) + ". Then run: huiyin migrate --contract");
            }
        }
        return ExitCode.OK.number();
    }
}

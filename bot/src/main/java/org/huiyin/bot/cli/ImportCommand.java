package org.huiyin.bot.cli;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.bot.config.ChannelConfig;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.registry.ImportResult;
import org.huiyin.bot.registry.ImportResult.Imported;
import org.huiyin.bot.registry.ImportResult.Refused;
import org.huiyin.bot.wiring.CountyImport;
import org.huiyin.db.registry.PartOutcome;
import org.huiyin.db.registry.RegistryOutcome;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a county's register into the database. */
@Command(
        name = "import",
        description = "Bring a county's register (grids, units, cadres, households, villagers, addresses, links as CSV;"
                + " config/county/README.md tells the columns) into the database: all of it or nothing.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "DIR", description = "The directory with the files.")
    private Path directory = Path.of("");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The service's file, for its database and the ids of its channels.")
    private @Nullable Path file;

    ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure(ExitCode.BAD_INPUT, directory + " is no directory");
        }
        Path given = file;
        ServiceConfig config = given == null ? Configs.defaults() : Configs.read(surroundings, given);
        Logs.begin(DataDirectory.prepare(surroundings.dataDirectory()).logs());
        Vertx vertx = Vertx.vertx();
        try (DatabaseAccess access = DatabaseAccess.share(surroundings, config.database())) {
            surroundings.shutdown().onAbort(access::close);
            Vault vault = access.vault(vertx, KeySource.of(surroundings, config));
            Predicate<String> phones = given == null ? id -> id.endsWith("sms") : phones(config);
            try (CountyImport county = new CountyImport(vertx, access.url(), vault, phones)) {
                report(orRefuse(directory, run(county)));
            }
        } finally {
            vertx.close().await();
        }
        return ExitCode.OK.number();
    }

    private ImportResult run(CountyImport county) {
        try (ConsoleProgress progress = new ConsoleProgress(surroundings.err(), surroundings.terminal())) {
            return county.run(directory, progress);
        }
    }

    /** Which channels have phone numbers for addresses. */
    static Predicate<String> phones(ServiceConfig config) {
        List<String> ids = config.channels().stream()
                .filter(channel -> channel.kind() == Limits.Kind.SMS)
                .map(ChannelConfig::id)
                .toList();
        return ids::contains;
    }

    /** What an import did; one that was refused ends the command. */
    static Imported orRefuse(Path directory, ImportResult result) {
        return result.fold(imported -> imported, refused -> {
            throw refusal(directory, refused);
        });
    }

    private void report(Imported imported) {
        imported.warnings().forEach(warning -> surroundings.say("note: " + directory + "/" + warning));
        say(surroundings, imported.outcome());
    }

    private static void say(Surroundings surroundings, RegistryOutcome outcome) {
        for (PartOutcome part : outcome.parts()) {
            surroundings.say(String.format(
                    "  %-16s %,9d added %,9d changed %,9d as before",
                    part.part().file(), part.added(), part.changed(), part.unchanged()));
            if (part.missing() > 0) {
                surroundings.say("  " + " ".repeat(16) + " kept, though no longer in the file: " + part.missing() + " ("
                        + String.join(", ", part.firstMissing())
                        + (part.missing() > part.firstMissing().size() ? ", …)" : ")"));
            }
        }
        surroundings.say("Imported: " + outcome.added() + " added, " + outcome.changed() + " changed, "
                + outcome.ticketsMoved() + " open tickets moved to a successor.");
    }

    private static CommandFailure refusal(Path directory, Refused refused) {
        boolean database =
                refused.problems().stream().anyMatch(problem -> problem.file().equals("the database"));
        List<String> lines = new ArrayList<>();
        refused.problems().forEach(problem -> lines.add(database ? "huiyin: " + problem : directory + "/" + problem));
        if (!database) {
            lines.add("huiyin: nothing was imported, problems: " + refused.problemCount()
                    + (refused.problemCount() > refused.problems().size() ? ", the first of which are above" : ""));
        }
        return new CommandFailure(database ? ExitCode.NO_DATABASE : ExitCode.BAD_INPUT, lines);
    }
}

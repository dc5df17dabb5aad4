package org.huiyin.bot.cli;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.huiyin.db.registry.RegistryTotals;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a county's register into the database. */
@Command(
        name = "import",
        description = "Bring a county's register (grids, units, cadres, households, villagers, addresses, links as CSV;"
                + " config/county/README.md tells the columns) into the database: all of it or nothing. What was interrupted goes on with the"
                + " next import, or with no DIR at all.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The directory with the files. Without it an import that was interrupted is finished.")
    private @Nullable Path directory;

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
        Path from = directory;
        if (from != null && !Files.isDirectory(from)) {
            throw new CommandFailure(ExitCode.BAD_INPUT, from + " is no directory");
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
                run(county, from);
            }
        } finally {
            vertx.close().await();
        }
        return ExitCode.OK.number();
    }

    private void run(CountyImport county, @Nullable Path from) {
        if (from == null) {
            finish(county);
        } else {
            ImportResult result;
            try (ConsoleProgress progress = new ConsoleProgress(surroundings.err(), surroundings.terminal())) {
                result = county.run(from, progress);
            }
            report(from, orRefuse(from, result));
        }
    }

    private void finish(CountyImport county) {
        Optional<RegistryTotals> finished;
        try (ConsoleProgress progress = new ConsoleProgress(surroundings.err(), surroundings.terminal())) {
            finished = county.finish(progress);
        }
        surroundings.say(finished.map(ImportCommand::said)
                .orElse("No import was interrupted; name the directory of the one that you want."));
    }

    private static String said(RegistryTotals totals) {
        return String.format(
                "Finished: %d added, %d changed, %d open tickets moved to a successor.",
                totals.added(), totals.changed(), totals.ticketsMoved());
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

    private void report(Path from, Imported imported) {
        imported.warnings().forEach(warning -> surroundings.say("note: " + from + "/" + warning));
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

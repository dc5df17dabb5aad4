package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.recovery.StandingWords;
import org.huiyin.db.backup.Restore;
import org.huiyin.db.backup.RestoreReport;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.vault.KeyCheck;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a county out of a backup into an empty database, and leaves it held. */
@Command(
        name = "restore",
        description =
                "Bring a county out of a backup into the empty database that a file describes. It is held then: it takes"
                        + " messages in and sends nothing, until huiyin release.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "DIR", description = "The backup's directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The service's file, for the database to restore into and the keys.")
    private Path file = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description =
                    "The state of this time instead of the latest: 2026-11-23T10:15 in the county's zone, or with one of"
                            + " its own, 2026-11-23T02:15:00Z.")
    private @Nullable String to;

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServiceConfig config = Configs.read(surroundings, file);
        String wanted = to;
        Instant until = wanted == null ? null : time(wanted, config.timeZone());
        Logs.begin(DataDirectory.prepare(surroundings.dataDirectory()).logs());
        Path place = directory.toAbsolutePath().normalize();
        Restore.Offer offer = offer(place, until);
        refuseOtherKeys(offer, KeySource.of(surroundings, config));
        try (DatabaseAccess access = DatabaseAccess.reach(surroundings, config.database())) {
            surroundings.shutdown().onAbort(access::close);
            RestoreReport report = restore(offer, access.url());
            tell(report, access, new StandingWords(access.isEmbedded(), config.timeZone()));
        }
        return ExitCode.OK.number();
    }

    private Restore.Offer offer(Path place, @Nullable Instant until) {
        try (ConsoleProgress progress = new ConsoleProgress(surroundings.err(), surroundings.terminal())) {
            return Restore.offer(place, until, progress);
        }
    }

    private RestoreReport restore(Restore.Offer offer, DatabaseUrl target) {
        try (ConsoleProgress progress = new ConsoleProgress(surroundings.err(), surroundings.terminal())) {
            return Restore.of(offer, target, progress).run(Who.asks());
        }
    }

    private static Instant time(String text, ZoneId zone) {
        try {
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                    ? java.time.OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "--to " + text + " is no time: write it like 2026-11-23T10:15", e);
        }
    }

    /** Before anything is touched: rows that nobody can read are no county. */
    private static void refuseOtherKeys(Restore.Offer offer, KeySource source) {
        String sealed = offer.keyCheck();
        String wanted = offer.keys() == null ? "that its county had" : String.valueOf(offer.keys());
        if (sealed == null) {
            return;
        }
        Vault vault = source.present()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "the keys " + wanted
                                + " are missing, with which this backup is sealed: put your copy of the key"
                                + " file at " + source.file() + ", or give its text in HUIYIN_KEYS"));
        if (!KeyCheck.opens(vault, Base64.getDecoder().decode(sealed))) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "this backup is sealed with the keys " + wanted + ", and those in " + source.name() + " are "
                            + vault.fingerprint() + ": give it the key file of this county");
        }
    }

    private void tell(RestoreReport report, DatabaseAccess access, StandingWords words) {
        if (report.again()) {
            surroundings.say("A restore that had broken off was cleared away first.");
        }
        surroundings.say(String.format(
                Locale.ROOT,
                "Restored copy %d with %,d increments into %s: %,d rows, and %,d steps of tickets' histories that hold together.",
                report.generation(),
                report.increments(),
                access.url(),
                report.rows(),
                report.histories()));
        surroundings.say("It is the state of " + words.time(report.until()) + ". What came after it is lost, unless it"
                + " comes again: at the most "
                + StandingWords.words(Duration.between(report.until(), report.heldSince())) + ", until now.");
        surroundings.say(
                "The county is held: ./huiyin serve takes messages in and sends nothing. When the old service is"
                        + " certainly stopped: ./huiyin release --config " + file);
    }
}

package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huiyin.db.backup.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads a backup back and says whether it is whole: needs neither the database nor the keys. */
@Command(
        name = "verify-backup",
        description = "Read a backup back: every sum, every number of rows, and that no increment is missing.",
        mixinStandardHelpOptions = true)
final class VerifyBackupCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "DIR", description = "The backup's directory.")
    private Path directory = Path.of("");

    VerifyBackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return verify(surroundings, directory.toAbsolutePath().normalize());
    }

    /** Does it; gives the exit code. */
    static int verify(Surroundings surroundings, Path place) {
        List<Verification.Found> all;
        try (ConsoleProgress progress = new ConsoleProgress(surroundings.err(), surroundings.terminal())) {
            all = new Verification(progress).all(place);
        }
        boolean whole = true;
        for (Verification.Found found : all) {
            boolean fine = found.problems().isEmpty();
            whole &= fine;
            surroundings.say(String.format(
                    Locale.ROOT,
                    "copy %d: %,d rows of %s, %,d increments with %,d changes up to %s: %s",
                    found.generation(),
                    found.rows(),
                    found.from(),
                    found.increments(),
                    found.changed(),
                    found.until(),
                    fine ? "whole" : "NOT whole"));
            found.problems().forEach(problem -> surroundings.say("  " + problem));
        }
        if (!whole) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the backup in " + place + " is not whole (see above): keep it, and make another elsewhere");
        }
        return ExitCode.OK.number();
    }
}

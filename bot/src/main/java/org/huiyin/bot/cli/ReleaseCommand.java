package org.huiyin.bot.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.recovery.ReleaseSummary;
import org.huiyin.bot.recovery.StandingWords;
import org.huiyin.bot.wiring.CountyReleasing;
import org.huiyin.db.recovery.Standings.Released;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sets a held county free, beside its running service or before it is started. */
@Command(
        name = "release",
        description =
                "Set a restored county free: ask the providers what was sent in the lost time, move what waited, and let it"
                        + " send again. Only when the service it takes the place of is certainly stopped.",
        mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The service's file, for its database, keys and channels.")
    private Path file = Path.of("");

    @Option(
            names = "--dry-run",
            description = "Only say what it would do; the providers are asked, nothing is changed.")
    private boolean dryRun;

    @Option(names = "--by", paramLabel = "NAME", description = "Who answers for it, for the record; else the account.")
    private @Nullable String by;

    ReleaseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServiceConfig config = Configs.read(surroundings, file);
        Logs.begin(DataDirectory.prepare(surroundings.dataDirectory()).logs());
        StandingWords words = new StandingWords(false, config.timeZone());
        Vertx vertx = Vertx.vertx();
        try (DatabaseAccess access = DatabaseAccess.share(surroundings, config.database())) {
            surroundings.shutdown().onAbort(access::close);
            Vault vault = access.vault(vertx, KeySource.of(surroundings, config));
            try (CountyReleasing county = new CountyReleasing(vertx, access.url(), vault, config)) {
                Optional<ReleaseSummary> done = dryRun ? county.rehearse() : county.release(who());
                done.ifPresentOrElse(summary -> tell(summary, words), () -> already(county.lastRelease(), words));
            }
        } finally {
            vertx.close().await();
        }
        return ExitCode.OK.number();
    }

    private String who() {
        String name = by;
        return name == null || name.isBlank() ? Who.asks() : name.strip() + " (" + Who.asks() + ")";
    }

    private void already(Optional<Released> last, StandingWords words) {
        surroundings.say("The county is not held"
                + last.map(released -> ": " + released.who() + " released it on " + words.time(released.at()))
                        .orElse("")
                + ". Nothing was done.");
    }

    private void tell(ReleaseSummary done, StandingWords words) {
        surroundings.say(dryRun ? "A release would do this:" : "The county is released, and sends again.");
        line(
                "lost",
                "what happened from " + words.time(done.lostFrom()) + " until the old service stopped, at the latest "
                        + words.time(done.heldSince()) + ": tell people to write again what they wrote then");
        line("taken in", done.takenIn() + " messages came while it was held, and are kept");
        line("sent before", done.sent() + " parts had been sent in the lost time, as their provider says");
        line("not sent", done.notSent() + " parts had not, as their provider says: they go now");
        line("unknown", done.repeated() + " parts of which nobody can tell: they go once more");
        line("codes", done.notRepeated() + " codes of which nobody can tell: they do not go again");
        line("waiting", done.waiting() + " parts go now, or when they are due");
        line("questions", done.questions() + " run on by the time that was lost");
        line("deadlines", done.deadlines() + " that the outage came too close to moved by the time that was lost");
    }

    private void line(String what, String how) {
        surroundings.say(String.format("  %-12s %s", what, how));
    }
}

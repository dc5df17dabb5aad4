package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.huiyin.bot.config.ChannelConfig;
import org.huiyin.bot.config.ServiceConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads a service's file as {@code serve} would, and starts nothing. */
@Command(
        name = "check-config",
        description = "Say everything that is wrong with a service's file, or what it turns on. Starts nothing.",
        mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    CheckConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServiceConfig config = Configs.read(surroundings, file);
        surroundings.say(file + ": OK");
        say("listens on", config.http().host() + ":" + config.http().port());
        say(
                "database",
                DatabaseAccess.external(surroundings, config.database())
                        .map(Object::toString)
                        .orElseGet(() -> "embedded, in " + surroundings.dataDirectory()));
        say("county", config.countyName() + " (" + config.timeZone() + ")");
        say("digests", config.digests().isEmpty() ? "off" : config.digests().toString());
        say("quiet hours", config.quietHours().map(q -> q.from() + "-" + q.to()).orElse("off"));
        say(
                "keys",
                KeySource.of(surroundings, config).text().isPresent()
                        ? "HUIYIN_KEYS"
                        : KeySource.of(surroundings, config).file().toString());
        say(
                "backup",
                config.backup()
                        .map(backup ->
                                backup.directory() + ", every " + backup.every().toSeconds() + " s")
                        .orElse("none by the service itself"));
        say(
                "channels",
                config.channels().isEmpty()
                        ? "none: nobody can be heard or reached"
                        : config.channels().stream()
                                .map(ChannelConfig::toString)
                                .collect(Collectors.joining(", ")));
        return ExitCode.OK.number();
    }

    private void say(String what, String how) {
        surroundings.say(String.format("  %-12s %s", what, how));
    }
}

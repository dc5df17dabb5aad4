package org.huiyin.bot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.huiyin.bot.wiring.CountyRules;
import org.huiyin.db.config.ConfigVersions.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a version says. */
@Command(
        name = "show",
        description = "Show what a version says: its files, one of them, or all of them written to a directory.",
        mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final RulesAccess access;

    @Parameters(index = "0", paramLabel = "N", description = "The version's number.")
    private long number;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "A file, such as texts/zh-CN.properties.")
    private @Nullable String name;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Write the files to this new directory, to change and apply them.")
    private @Nullable Path to;

    ConfigShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.access = new RulesAccess(surroundings);
    }

    @Override
    public Integer call() {
        return access.with(this::show);
    }

    private int show(CountyRules rules) {
        Version version = RulesAccess.version(rules, number);
        Map<String, String> files = RulesAccess.files(version);
        String wanted = name;
        Path directory = to;
        if (directory != null) {
            write(files, directory);
            surroundings.say("Wrote version " + number + " to " + directory + "; huiyin config apply " + directory
                    + " brings it back in.");
        } else if (wanted != null) {
            surroundings.say(text(files, wanted));
        } else {
            surroundings.say(ConfigListCommand.line(version.head()) + "  (Huiyin "
                    + version.head().release() + ")");
            files.forEach((file, text) -> surroundings.say(
                    String.format("  %-30s %,6d lines", file, text.lines().count())));
        }
        return ExitCode.OK.number();
    }

    private static String text(Map<String, String> files, String wanted) {
        String text = files.get(wanted);
        if (text == null) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "there is no " + wanted + ", there is " + String.join(", ", files.keySet()));
        }
        return text.stripTrailing();
    }

    private static void write(Map<String, String> files, Path directory) {
        if (Files.exists(directory)) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "" + directory + " is there already: name a new directory");
        }
        Path root = directory.toAbsolutePath().normalize();
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = root.resolve(file.getKey()).normalize();
                if (!path.startsWith(root)) {
                    throw new CommandFailure(ExitCode.BAD_INPUT, "" + file.getKey() + " is no name of a file");
                }
                Files.createDirectories(path.getParent() == null ? root : path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "" + directory + " cannot be written", e);
        }
    }
}

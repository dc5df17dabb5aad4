package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.huiyin.bot.pack.Packaging;
import org.huiyin.bot.pack.PackagingFailure;
import org.huiyin.bot.pack.Platform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes an archive for a server, of what the launcher has just had built for it. */
@Command(
        name = "package",
        description =
                "Make an archive for a server without internet: jars, PostgreSQL, files for systemd and nginx, sums."
                        + " In a clone; Maven fetches what that machine needs.",
        mixinStandardHelpOptions = true)
final class PackageCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            description = "linux-x64 or linux-arm64 (default: that of this machine).")
    private @Nullable String platform;

    @Option(names = "--out", paramLabel = "DIR", description = "Where to put the archive (default: here).")
    private Path out = Path.of("");

    @Option(names = "--application", hidden = true, description = "What was built for the platform.")
    private @Nullable Path application;

    PackageCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path built = application;
        if (built == null) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "packages are made by ./huiyin package, in a clone");
        }
        try {
            Packaging.Order order = new Packaging.Order(surroundings.home(), built, platform(), Version.release());
            surroundings.say("Made " + Packaging.make(order, out.toAbsolutePath()));
        } catch (PackagingFailure e) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK.number();
    }

    private Platform platform() {
        String named = Optional.ofNullable(platform).orElseGet(PackageCommand::own);
        return Arrays.stream(Platform.values())
                .filter(one -> one.label().equals(named))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "there are packages for "
                                + Arrays.stream(Platform.values())
                                        .map(Platform::label)
                                        .collect(Collectors.joining(" and "))
                                + ", and none for " + named));
    }

    private static String own() {
        String machine = System.getProperty("os.arch", "");
        return "linux-" + (machine.equals("amd64") ? "x64" : machine.equals("aarch64") ? "arm64" : machine);
    }
}

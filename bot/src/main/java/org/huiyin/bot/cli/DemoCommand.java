package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.wiring.Core;
import org.huiyin.bot.wiring.CountyImport;
import org.huiyin.db.registry.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a small made-up county with simulated phones, so that anybody can try the whole of it in a minute. */
@Command(
        name = "demo",
        description = "Try it: a small made-up county, with simulated phones on a page. Needs nothing else.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Core.Maker core;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to listen; also HUIYIN_PORT, else 8080. The next free one when it is taken.")
    private @Nullable Integer port;

    DemoCommand(Surroundings surroundings, Core.Maker core) {
        this.surroundings = surroundings;
        this.core = core;
    }

    @Override
    public Integer call() {
        Path file = surroundings.home().resolve("config").resolve("demo.yaml");
        ServiceConfig config = Configs.read(surroundings, file);
        int wanted = wanted(config.http().port());
        int free = wanted == 0 ? 0 : ListenPort.from(config.http().host(), wanted);
        if (free != wanted) {
            surroundings.say("Port " + wanted + " is taken, using " + free + ".");
        }
        new Session(surroundings, config, core)
                .run(
                        free,
                        (access, vertx, vault) ->
                                furnish(new CountyImport(vertx, access.url(), vault, ImportCommand.phones(config))));
        return ExitCode.OK.number();
    }

    /** Brings the made-up county in, the first time. */
    private void furnish(CountyImport county) {
        try (county) {
            Path sample = surroundings.home().resolve("config").resolve("county");
            if (county.isEmpty()) {
                ImportCommand.orRefuse(sample, county.run(sample, Progress.NONE));
                surroundings.say("Brought in a made-up county: " + sample);
            }
        }
    }

    private int wanted(int configured) {
        Integer option = port;
        int wanted = option != null
                ? option
                : surroundings.variable("HUIYIN_PORT").map(DemoCommand::number).orElse(configured);
        if (wanted < 0 || wanted > 65_535) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "port " + wanted + " is none: write a number from 0 to 65535");
        }
        return wanted;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "HUIYIN_PORT is not a number: " + text, e);
        }
    }
}

package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.wiring.Core;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the service of one county. */
@Command(
        name = "serve",
        description = "Run the service that a file describes, until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Core.Maker core;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The service's file; begin with a copy of config/service.example.yaml.")
    private Path file = Path.of("");

    ServeCommand(Surroundings surroundings, Core.Maker core) {
        this.surroundings = surroundings;
        this.core = core;
    }

    /**
     * What {@code serve --config FILE} means, which is how service managers call it. Read without the library that reads everything else: its
     * classes are of a form that no archive of classes takes, and cost a tenth of a start.
     */
    static Optional<ServeCommand> plain(Surroundings surroundings, Core.Maker core, String... arguments) {
        boolean plain = arguments.length == 3
                && arguments[0].equals("serve")
                && arguments[1].equals("--config")
                && !arguments[2].startsWith("-");
        if (!plain) {
            return Optional.empty();
        }
        ServeCommand command = new ServeCommand(surroundings, core);
        command.file = Path.of(arguments[2]);
        return Optional.of(command);
    }

    @Override
    public Integer call() {
        ServiceConfig config = Configs.read(surroundings, file);
        Session session = new Session(surroundings, config, core);
        int port = ListenPort.exactly(config.http().host(), config.http().port());
        session.run(port, Session.Preparation.NONE);
        return ExitCode.OK.number();
    }
}

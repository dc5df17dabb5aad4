package org.huiyin.bot.cli;

import java.nio.file.Path;
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

    @Override
    public Integer call() {
        ServiceConfig config = Configs.read(surroundings, file);
        Session session = new Session(surroundings, config, core);
        int port = ListenPort.exactly(config.http().host(), config.http().port());
        Logs.begin(DataDirectory.prepare(surroundings.dataDirectory()).logs());
        session.run(port, Session.Preparation.NONE);
        return ExitCode.OK.number();
    }
}

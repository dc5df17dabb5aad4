package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.huiyin.bot.registry.CountyGenerator;
import org.huiyin.bot.registry.GeneratorOrder;
import org.huiyin.bot.registry.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Invents a county, to try Huiyin at its full size. */
@Command(
        name = "generate",
        description = "Invent a county of any size as files for import; the same seed gives the same county.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--households", required = true, paramLabel = "N", description = "How many households.")
    private int households;

    @Option(names = "--cadres", required = true, paramLabel = "N", description = "How many cadres.")
    private int cadres;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "A number that decides everything (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--simulator", description = "Put everybody on the simulated channels sim and sim-sms too.")
    private boolean simulator;

    @Parameters(paramLabel = "DIR", description = "The directory to make.")
    private Path directory = Path.of("");

    GenerateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        GeneratorOrder order = GeneratorOrder.of(households, cadres, seed);
        Optional<Problem> problem = generate(simulator ? order.withSimulator() : order);
        if (problem.isPresent()) {
            throw new CommandFailure(ExitCode.BAD_INPUT, problem.get().toString());
        }
        surroundings.say("Invented " + households + " households and " + cadres + " cadres in " + directory
                + "; bring them in with: huiyin import " + directory);
        return ExitCode.OK.number();
    }

    private Optional<Problem> generate(GeneratorOrder order) {
        try (ConsoleProgress progress = new ConsoleProgress(surroundings.err(), surroundings.terminal())) {
            return CountyGenerator.generate(order, directory, progress);
        }
    }
}

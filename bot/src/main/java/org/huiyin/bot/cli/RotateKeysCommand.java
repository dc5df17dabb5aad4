package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.db.vault.KeyFile;
import org.huiyin.db.vault.Keys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the key that personal data are sealed with, in two steps, so that no node meets what it cannot open. */
@Command(
        name = "rotate-keys",
        description =
                "Add a new sealing key to the key file; run again, once every node has that file and was restarted, to seal"
                        + " with it. Older keys go on opening what they have sealed; keep every copy of the file.",
        mixinStandardHelpOptions = true)
final class RotateKeysCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--config", paramLabel = "FILE", description = "The service's file, for its key file.")
    private @Nullable Path file;

    RotateKeysCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path given = file;
        ServiceConfig config = given == null ? Configs.defaults() : Configs.read(surroundings, given);
        KeySource source = KeySource.of(surroundings, config);
        if (source.text().isPresent()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "the keys are in HUIYIN_KEYS, which cannot be written from here: write them to a file, rotate that,"
                            + " and put its text back");
        }
        KeyFile keyFile = new KeyFile(source.file());
        Keys keys = keyFile.read();
        boolean settled = keys.isSettled();
        keyFile.replace(settled ? keys.extended() : keys.settled());
        surroundings.say(
                settled
                        ? source.file()
                                + " has one more key, which does not seal yet. Copy the file to every node and to"
                                + " wherever you keep it, restart every node, then run: huiyin rotate-keys"
                        : source.file() + " seals with its newest key from now on. Copy the file to every node and to"
                                + " wherever you keep it, and restart every node.");
        return ExitCode.OK.number();
    }
}

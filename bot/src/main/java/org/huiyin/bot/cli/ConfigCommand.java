package org.huiyin.bot.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the county says and by what it decides: applies, lists, shows and compares the versions that all nodes go by. */
@Command(
        name = "config",
        description = "The county's policy, calendars, texts and words, which all nodes read from the database.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Runnable {

    /** With all that stands under it. */
    static CommandLine whole(Surroundings surroundings) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigApplyCommand(surroundings))
                .addSubcommand(new ConfigListCommand(surroundings))
                .addSubcommand(new ConfigShowCommand(surroundings))
                .addSubcommand(new ConfigDiffCommand(surroundings));
    }

    @Override
    public void run() {
        throw new CommandFailure(
                ExitCode.BAD_INPUT,
                "say what to do: config apply, list, show or diff; huiyin config --help explains them");
    }
}

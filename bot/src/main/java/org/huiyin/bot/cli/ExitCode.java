package org.huiyin.bot.cli;

/** What a command tells the shell. */
enum ExitCode {
    OK(0),
    FAILED(1),
    /** Wrong usage, configuration or input: nothing was done. */
    BAD_INPUT(2),
    /** The database cannot be reached, started or prepared. */
    NO_DATABASE(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}

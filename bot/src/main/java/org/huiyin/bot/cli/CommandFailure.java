package org.huiyin.bot.cli;

import java.util.List;

/** A command cannot do what it was asked; its lines are for whoever typed it. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ExitCode code;

    CommandFailure(ExitCode code, String line) {
        super("huiyin: " + line);
        this.code = code;
    }

    CommandFailure(ExitCode code, String line, Throwable cause) {
        super("huiyin: " + line, cause);
        this.code = code;
    }

    /** Of a file with several problems, each of which says for itself where it is. */
    CommandFailure(ExitCode code, List<String> lines) {
        super(String.join("\n", lines));
        this.code = code;
    }

    ExitCode code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}

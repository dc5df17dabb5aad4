package org.huiyin.bot.config;

/** A file of the administrator's that cannot be used; the message names the file and what to do, and is shown as it is. */
public final class ConfigProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigProblem(String message) {
        super(message);
    }
}

package org.huiyin.db.server;

/** The database cannot be started, reached or migrated. The message is for the administrator, in one line, without a password. */
public final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseFailure(String message) {
        super(message);
    }

    public DatabaseFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.huiyin.db.backup;

/** A backup cannot be made, read or restored. The message is for the administrator: what, where, and what to do. */
public final class BackupFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BackupFailure(String message) {
        super(message);
    }

    public BackupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

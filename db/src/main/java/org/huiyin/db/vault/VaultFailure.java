package org.huiyin.db.vault;

/** A sealed value or a key file that cannot be used. Its message holds neither key nor value. */
public final class VaultFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VaultFailure(String message) {
        super(message);
    }

    public VaultFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

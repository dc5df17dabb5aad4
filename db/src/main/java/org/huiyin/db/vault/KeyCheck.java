package org.huiyin.db.vault;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import org.huiyin.db.vault.Vault.Sealed;

/** Tells whether keys are the ones a county's data were sealed with, before anything is sealed with others. */
public final class KeyCheck {
    /** What is sealed; public, for its only use is to be opened again. */
    private static final String KNOWN = "huiyin key check 1";

    /** How keys and database fit together. */
    public enum Fit {
        /** Nothing has been sealed yet. */
        UNUSED,
        FITS,
        /** The data were sealed with other keys. */
        OTHER
    }

    private KeyCheck() {}

    private static final String FIND = """
            SELECT sealed FROM key_check
            """;

    /** Whether the database was sealed at all. */
    public static Future<Boolean> isSealed(SqlClient client) {
        return client.preparedQuery(FIND).execute().map(rows -> rows.size() > 0);
    }

    /** How {@code vault} fits the database. */
    public static Future<Fit> fit(SqlClient client, Vault vault) {
        return client.preparedQuery(FIND)
                .execute()
                .map(rows -> rows.size() == 0
                        ? Fit.UNUSED
                        : opens(vault, rows.iterator().next()));
    }

    private static Fit opens(Vault vault, Row row) {
        return opens(vault, row.getBuffer("sealed").getBytes()) ? Fit.FITS : Fit.OTHER;
    }

    /** Whether the keys are the ones with which this check was sealed, of a database or of a backup. */
    public static boolean opens(Vault vault, byte[] sealed) {
        try {
            return KNOWN.equals(vault.open(Sealed.CHECK, sealed));
        } catch (VaultFailure e) {
            return false;
        }
    }

    private static final String INSERT = """
            INSERT INTO key_check (sealed) VALUES ($1) ON CONFLICT DO NOTHING
            """;

    /** Binds the database to these keys, unless it is bound already; then tells how they fit. */
    public static Future<Fit> bind(SqlClient client, Vault vault) {
        return client.preparedQuery(INSERT)
                .execute(Tuple.of(io.vertx.core.buffer.Buffer.buffer(vault.seal(Sealed.CHECK, KNOWN))))
                .compose(done -> fit(client, vault));
    }
}

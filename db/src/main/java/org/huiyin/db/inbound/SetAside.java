package org.huiyin.db.inbound;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** Keeps what could not be taken in, for a person to look at: nothing that was accepted is lost, and nothing blocks the rest. */
public final class SetAside {
    private final Vault vault;

    public SetAside(Vault vault) {
        this.vault = vault;
    }

    /** Why it lies there. */
    public enum Reason {
        /** Authentic, of a kind nobody here knows. */
        UNRECOGNISED,
        /** Taking it in failed each time, also alone. */
        POISON
    }

    static final String KEEP = """
            INSERT INTO set_aside (at, channel, reason, kind, content) VALUES ($1, $2, $3, $4, $5)
            """;

    public Future<Void> keep(SqlClient client, Instant at, String channel, Reason reason, String kind, String content) {
        Tuple tuple =
                Tuple.of(Rows.at(at), channel, reason.name(), kind, Buffer.buffer(vault.seal(Sealed.WORDS, content)));
        return client.preparedQuery(KEEP).execute(tuple).mapEmpty();
    }

    static final String COUNT = "SELECT count(*) AS rows FROM set_aside";

    /** How much lies there. */
    public static Future<Long> count(SqlClient client) {
        return client.preparedQuery(COUNT)
                .execute()
                .map(rows -> rows.iterator().next().getLong("rows"));
    }
}

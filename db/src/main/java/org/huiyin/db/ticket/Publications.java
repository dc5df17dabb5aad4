package org.huiyin.db.ticket;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** The table {@code publication}: what may be shown of a matter, once the villager agrees. */
public final class Publications {
    private final Vault vault;

    public Publications(Vault vault) {
        this.vault = vault;
    }

    /** Something that became of it. */
    public sealed interface Step {
        long ticketId();
    }

    /** A person wrote what may be shown; an agreement to other words before is none. */
    public record Summary(long ticketId, String text, long cadreId) implements Step {}

    /** It goes on, so that what was written of its end is not shown. */
    public record Withdrawn(long ticketId) implements Step {}

    /** The villager agreed, or did not. */
    public record Consent(long ticketId, boolean given) implements Step {}

    static final String WRITE = """
            INSERT INTO publication (ticket_id, summary, cadre_id, written_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (ticket_id) DO UPDATE
            SET summary = excluded.summary, cadre_id = excluded.cadre_id, written_at = excluded.written_at, consent = NULL, consent_at = NULL
            """;

    static final String CONSENT = "UPDATE publication SET consent = $2, consent_at = $3 WHERE ticket_id = $1";

    static final String WITHDRAW = "DELETE FROM publication WHERE ticket_id = $1";

    public Future<Void> take(SqlClient client, Step step, Instant now) {
        if (step instanceof Summary summary) {
            Buffer sealed = Buffer.buffer(vault.seal(Sealed.WORDS, summary.text()));
            return client.preparedQuery(WRITE)
                    .execute(Tuple.of(summary.ticketId(), sealed, summary.cadreId(), Rows.at(now)))
                    .mapEmpty();
        }
        if (step instanceof Withdrawn withdrawn) {
            return client.preparedQuery(WITHDRAW)
                    .execute(Tuple.of(withdrawn.ticketId()))
                    .mapEmpty();
        }
        Consent consent = (Consent) step;
        return client.preparedQuery(CONSENT)
                .execute(Tuple.of(consent.ticketId(), consent.given(), Rows.at(now)))
                .mapEmpty();
    }
}

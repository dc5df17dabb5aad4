package org.huiyin.db.recovery;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/**
 * Parts that were due when a county was restored: the county that was lost may have sent them. A restore marks them by an epoch without a lane, and
 * while the county is held nobody else sets one.
 */
public final class Suspects {
    private final Vault vault;

    public Suspects(Vault vault) {
        this.vault = vault;
    }

    /** One of them. */
    public record Suspect(
            long addressId,
            long partId,
            Instant createdAt,
            String channel,
            String address,
            String purpose,
            String content) {}

    static final String READ = """
            SELECT o.address_id, o.part_id, o.created_at, o.channel, a.address, p.purpose, p.content
            FROM outbox o
            JOIN part p ON p.id = o.part_id AND p.created_at = o.created_at
            JOIN address a ON a.id = o.address_id
            WHERE o.epoch IS NOT NULL
            ORDER BY o.address_id, o.ord, o.part_id
            """;

    public Future<List<Suspect>> read(SqlClient client) {
        return client.preparedQuery(READ)
                .execute()
                .map(rows -> Rows.list(
                        rows,
                        row -> new Suspect(
                                row.getLong("address_id"),
                                row.getLong("part_id"),
                                Rows.instant(row, "created_at"),
                                row.getString("channel"),
                                vault.open(Sealed.ADDRESS, Rows.bytes(row, "address")),
                                row.getString("purpose"),
                                vault.open(Sealed.PART, Rows.bytes(row, "content")))));
    }

    static final String WAITING = "SELECT count(*) AS waiting FROM outbox WHERE epoch IS NULL";

    /** Parts that nobody can have sent yet: they were not due, or were queued while the county was held. */
    public Future<Long> waiting(SqlClient client) {
        return client.preparedQuery(WAITING)
                .execute()
                .map(rows -> rows.iterator().next().getLong("waiting"));
    }

    static final String SETTLE = """
            WITH known AS (
                SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::text[])
                    AS k(address_id, part_id, created_at, external_id)),
            gone AS (
                DELETE FROM outbox o USING known k WHERE o.address_id = k.address_id AND o.part_id = k.part_id)
            UPDATE part p SET state = $5, external_id = k.external_id, sent_at = $6, failure = $7, tries = p.tries + 1
            FROM known k WHERE p.id = k.part_id AND p.created_at = k.created_at
            """;

    /** A suspect, and what its provider calls it; empty where nobody knows. */
    public record Known(Suspect suspect, String externalId) {}

    /** They were sent, as the provider says. */
    public Future<Void> sent(SqlClient client, List<Known> known, Instant at) {
        return settle(client, known, "SENT", null, at);
    }

    /** They may have been sent, and must not be sent again. */
    public Future<Void> unknown(SqlClient client, List<Suspect> suspects, Instant at) {
        List<Known> known = suspects.stream().map(one -> new Known(one, "")).toList();
        return settle(client, known, "UNKNOWN", "UNKNOWN", at);
    }

    private static Future<Void> settle(
            SqlClient client,
            List<Known> known,
            String state,
            @org.jspecify.annotations.Nullable String failure,
            Instant at) {
        if (known.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple tuple = Tuple.tuple()
                .addValue(Rows.column(known, Long[]::new, k -> k.suspect().addressId()))
                .addValue(Rows.column(known, Long[]::new, k -> k.suspect().partId()))
                .addValue(Rows.column(
                        known, OffsetDateTime[]::new, k -> Rows.at(k.suspect().createdAt())))
                .addValue(Rows.column(known, String[]::new, k -> k.externalId().isEmpty() ? null : k.externalId()))
                .addValue(state)
                .addValue(Rows.at(at))
                .addValue(failure);
        return client.preparedQuery(SETTLE).execute(tuple).mapEmpty();
    }

    static final String QUEUE = """
            UPDATE outbox o SET epoch = NULL
            FROM unnest($1::bigint[], $2::bigint[]) AS q(address_id, part_id)
            WHERE o.address_id = q.address_id AND o.part_id = q.part_id
            """;

    /** They were never sent, as the provider says: they go like any other. */
    public Future<Void> queue(SqlClient client, List<Suspect> suspects) {
        return suspects.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(QUEUE)
                        .execute(Tuple.of(
                                Rows.column(suspects, Long[]::new, Suspect::addressId),
                                Rows.column(suspects, Long[]::new, Suspect::partId)))
                        .mapEmpty();
    }
}

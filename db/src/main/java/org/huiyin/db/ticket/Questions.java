package org.huiyin.db.ticket;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** The table {@code question}. */
public final class Questions {
    private final Vault vault;

    public Questions(Vault vault) {
        this.vault = vault;
    }

    static final String OPEN = """
            SELECT q.id, q.address_id, q.kind, q.ticket_id, q.payload, q.asked_at, q.expires_at, q.acts_on_expiry
            FROM question q
            WHERE q.address_id = ANY ($1::bigint[]) AND q.ended_at IS NULL AND (q.expires_at > $2 OR q.acts_on_expiry)
            ORDER BY q.id
            """;

    /** What the addresses have been asked and may still answer, the oldest first. */
    public Future<List<QuestionRow>> open(SqlClient client, Collection<Long> addressIds, Instant now) {
        return client.preparedQuery(OPEN)
                .execute(Tuple.of(Rows.ids(addressIds), Rows.at(now)))
                .map(rows -> Rows.list(rows, this::row));
    }

    static final String EXPIRED = """
            SELECT q.id, q.address_id, q.kind, q.ticket_id, q.payload, q.asked_at, q.expires_at, q.acts_on_expiry
            FROM question q
            WHERE q.ended_at IS NULL AND q.acts_on_expiry AND q.expires_at <= $1 AND NOT EXISTS (SELECT FROM held)
            ORDER BY q.expires_at
            LIMIT $2
            """;

    /** Questions whose silence has a meaning, the longest silent first. */
    public Future<List<QuestionRow>> expired(SqlClient client, Instant now, int limit) {
        return client.preparedQuery(EXPIRED)
                .execute(Tuple.of(Rows.at(now), limit))
                .map(rows -> Rows.list(rows, this::row));
    }

    private QuestionRow row(Row row) {
        return new QuestionRow(
                row.getLong("id"),
                row.getLong("address_id"),
                row.getString("kind"),
                row.getLong("ticket_id"),
                vault.openOrNull(Sealed.QUESTION, Rows.bytesOrNull(row, "payload")),
                Rows.instant(row, "asked_at"),
                Rows.instant(row, "expires_at"),
                row.getBoolean("acts_on_expiry"));
    }

    static final String ASK = """
            INSERT INTO question (id, address_id, kind, ticket_id, payload, asked_at, expires_at, acts_on_expiry)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bytea[], $6::timestamptz[], $7::timestamptz[],
                $8::boolean[])
            """;

    public Future<Void> ask(SqlClient client, Collection<QuestionRow> rows) {
        Tuple tuple = Tuple.tuple()
                .addValue(Rows.column(rows, Long[]::new, QuestionRow::id))
                .addValue(Rows.column(rows, Long[]::new, QuestionRow::addressId))
                .addValue(Rows.column(rows, String[]::new, QuestionRow::kind))
                .addValue(Rows.column(rows, Long[]::new, QuestionRow::ticketId))
                .addValue(Rows.column(
                        rows, Buffer[]::new, q -> Rows.bufferOrNull(vault.sealOrNull(Sealed.QUESTION, q.payload()))))
                .addValue(Rows.column(rows, OffsetDateTime[]::new, q -> Rows.at(q.askedAt())))
                .addValue(Rows.column(rows, OffsetDateTime[]::new, q -> Rows.at(q.expiresAt())))
                .addValue(Rows.column(rows, Boolean[]::new, QuestionRow::actsOnExpiry));
        return client.preparedQuery(ASK).execute(tuple).mapEmpty();
    }

    static final String END = """
            UPDATE question SET ended_at = $2 WHERE id = ANY ($1::bigint[]) AND ended_at IS NULL
            """;

    public Future<Void> end(SqlClient client, Collection<Long> ids, Instant at) {
        return client.preparedQuery(END)
                .execute(Tuple.of(Rows.ids(ids), Rows.at(at)))
                .mapEmpty();
    }
}

package org.huiyin.db.ticket;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** The table {@code attachment}: photos and voice notes, sealed. */
public final class Attachments {
    private final Vault vault;

    public Attachments(Vault vault) {
        this.vault = vault;
    }

    /**
     * Something a provider keeps for us for a few days.
     *
     * @param since when we were told of it
     * @param trace of the message that it came with
     */
    public record Wanted(
            long id,
            @Nullable Long ticketId,
            String channel,
            String kind,
            String contentType,
            String reference,
            Instant since,
            int tries,
            @Nullable UUID trace) {}

    /** What it is and, once fetched, its bytes. */
    public record Kept(String kind, String contentType, String state, Optional<Buffer> content) {}

    static final String WANT = """
            INSERT INTO attachment (id, ticket_id, channel, kind, content_type, reference, wanted_at, trace, try_at, state)
            SELECT a.*, a.wanted_at, 'WANTED'
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::timestamptz[], $8::uuid[])
                AS a(id, ticket_id, channel, kind, content_type, reference, wanted_at, trace)
            """;

    public Future<Void> want(SqlClient client, Collection<Wanted> rows) {
        Tuple tuple = Tuple.tuple()
                .addValue(Rows.column(rows, Long[]::new, Wanted::id))
                .addValue(Rows.column(rows, Long[]::new, Wanted::ticketId))
                .addValue(Rows.column(rows, String[]::new, Wanted::channel))
                .addValue(Rows.column(rows, String[]::new, Wanted::kind))
                .addValue(Rows.column(rows, String[]::new, Wanted::contentType))
                .addValue(Rows.column(rows, Buffer[]::new, w -> Buffer.buffer(vault.seal(Sealed.MEDIA, w.reference()))))
                .addValue(Rows.column(rows, OffsetDateTime[]::new, w -> Rows.at(w.since())))
                .addValue(Rows.column(rows, UUID[]::new, Wanted::trace));
        return client.preparedQuery(WANT).execute(tuple).mapEmpty();
    }

    static final String TAKE = """
            UPDATE attachment a SET try_at = $2, tries = a.tries + 1
            FROM (
                SELECT id FROM attachment WHERE state = 'WANTED' AND try_at <= $1 AND NOT EXISTS (SELECT FROM held)
                ORDER BY try_at LIMIT $3 FOR UPDATE SKIP LOCKED) due
            WHERE a.id = due.id
            RETURNING a.id, a.ticket_id, a.channel, a.kind, a.content_type, a.reference, a.wanted_at, a.tries, a.trace
            """;

    /** Takes some to fetch; whoever dies over it leaves them to be tried again after {@code lease}. */
    public Future<List<Wanted>> take(SqlClient client, Instant now, Duration lease, int limit) {
        return client.preparedQuery(TAKE)
                .execute(Tuple.of(Rows.at(now), Rows.at(now.plus(lease)), limit))
                .map(rows -> Rows.list(rows, this::wanted));
    }

    private Wanted wanted(Row row) {
        return new Wanted(
                row.getLong("id"),
                row.getLong("ticket_id"),
                row.getString("channel"),
                row.getString("kind"),
                row.getString("content_type"),
                vault.open(Sealed.MEDIA, Rows.bytes(row, "reference")),
                Rows.instant(row, "wanted_at"),
                row.getShort("tries"),
                row.getUUID("trace"));
    }

    static final String STORE = """
            UPDATE attachment SET state = 'STORED', content = $2, sha256 = $3, content_type = $4 WHERE id = $1 AND state = 'WANTED'
            """;

    public Future<Void> store(SqlClient client, long id, String contentType, Buffer content, byte[] sha256) {
        byte[] sealed = vault.sealBytes(Sealed.MEDIA, content.getBytes());
        return client.preparedQuery(STORE)
                .execute(Tuple.of(id, Buffer.buffer(sealed), Buffer.buffer(sha256), contentType))
                .mapEmpty();
    }

    static final String PUT_OFF = "UPDATE attachment SET try_at = $2 WHERE id = $1 AND state = 'WANTED'";

    /** Tries no more before {@code at}. */
    public Future<Void> putOff(SqlClient client, long id, Instant at) {
        return client.preparedQuery(PUT_OFF).execute(Tuple.of(id, Rows.at(at))).mapEmpty();
    }

    static final String GONE = "UPDATE attachment SET state = 'GONE' WHERE id = $1 AND state = 'WANTED'";

    public Future<Void> gone(SqlClient client, long id) {
        return client.preparedQuery(GONE).execute(Tuple.of(id)).mapEmpty();
    }

    static final String READ = "SELECT kind, content_type, state, content FROM attachment WHERE id = $1";

    public Future<Optional<Kept>> read(SqlClient client, long id) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(id))
                .map(rows -> Rows.list(rows, this::kept).stream().findFirst());
    }

    private Kept kept(Row row) {
        byte[] sealed = Rows.bytesOrNull(row, "content");
        return new Kept(
                row.getString("kind"),
                row.getString("content_type"),
                row.getString("state"),
                sealed == null ? Optional.empty() : Optional.of(Buffer.buffer(vault.openBytes(Sealed.MEDIA, sealed))));
    }
}

package org.huiyin.db.outbox;

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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** What is to be sent, from the commit that decided it until the lane that sends it is claimed. */
public final class Outbox {
    private final Vault vault;

    public Outbox(Vault vault) {
        this.vault = vault;
    }

    static final String QUEUE = """
            WITH n AS MATERIALIZED (
                SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::integer[], $6::text[], $7::bytea[],
                    $8::bigint[], $9::bigint[], $10::text[], $11::smallint[], $12::timestamptz[], $13::boolean[], $14::uuid[], $15::text[])
                AS n(id, created_at, address_id, ticket_id, entry_seq, purpose, content, author_address_id, attachment_id, channel,
                    priority, ord, undoable, trace, tried)),
            kept AS (
                INSERT INTO part (id, created_at, address_id, ticket_id, entry_seq, purpose, content, author_address_id, attachment_id, tried, trace)
                SELECT id, created_at, address_id, ticket_id, entry_seq, purpose, content, author_address_id, attachment_id,
                    tried::bigint[], trace FROM n)
            INSERT INTO outbox (part_id, created_at, address_id, ticket_id, channel, priority, ord, ready_at, author_address_id)
            SELECT id, created_at, address_id, ticket_id, channel, priority, ord, ord, CASE WHEN undoable THEN author_address_id END FROM n
            """;

    /** Queues parts, in the transaction that decided to send them. */
    public Future<Void> enqueue(SqlClient client, Collection<PartRow> parts) {
        if (parts.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple tuple = Tuple.tuple()
                .addValue(Rows.column(parts, Long[]::new, PartRow::id))
                .addValue(Rows.column(parts, OffsetDateTime[]::new, p -> Rows.at(p.createdAt())))
                .addValue(Rows.column(parts, Long[]::new, PartRow::addressId))
                .addValue(Rows.column(parts, Long[]::new, PartRow::ticketId))
                .addValue(Rows.column(parts, Integer[]::new, PartRow::entrySeq))
                .addValue(Rows.column(parts, String[]::new, PartRow::purpose))
                .addValue(Rows.column(parts, Buffer[]::new, p -> Buffer.buffer(vault.seal(Sealed.PART, p.content()))))
                .addValue(Rows.column(parts, Long[]::new, PartRow::authorAddressId))
                .addValue(Rows.column(parts, Long[]::new, PartRow::attachmentId))
                .addValue(Rows.column(parts, String[]::new, PartRow::channel))
                .addValue(Rows.column(parts, Short[]::new, p -> (short) p.priority()))
                .addValue(Rows.column(parts, OffsetDateTime[]::new, p -> Rows.at(p.ord())))
                .addValue(Rows.column(parts, Boolean[]::new, PartRow::undoable))
                .addValue(Rows.column(parts, UUID[]::new, PartRow::trace))
                .addValue(Rows.column(parts, String[]::new, p -> literal(p.tried())));
        return client.preparedQuery(QUEUE).execute(tuple).mapEmpty();
    }

    /** As PostgreSQL writes an array, because {@code unnest} would flatten an array of arrays; null for none. */
    private static @Nullable String literal(List<Long> ids) {
        return ids.isEmpty() ? null : ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Words that were taken back before anybody sent them. */
    public record Undone(long ticketId, @Nullable Integer entrySeq, Instant createdAt) {}

    static final String UNDO = """
            WITH latest AS (
                SELECT o.ticket_id, o.created_at FROM outbox o
                WHERE o.author_address_id = $1 AND ($2::bigint IS NULL OR o.ticket_id = $2) ORDER BY o.part_id DESC LIMIT 1),
            taken AS (
                DELETE FROM outbox o USING latest l
                WHERE o.author_address_id = $1 AND o.ticket_id = l.ticket_id AND o.created_at = l.created_at AND o.epoch IS NULL
                RETURNING o.part_id, o.created_at)
            UPDATE part p SET state = 'UNDONE' FROM taken t
            WHERE p.id = t.part_id AND p.created_at = t.created_at
            RETURNING p.ticket_id, p.entry_seq, p.created_at
            """;

    /**
     * Takes back the latest words of this author, for {@code ticketId} or for any, that no node has claimed; empty when it is too late or there
     * are none.
     */
    public Future<Optional<Undone>> undo(SqlClient client, long authorAddressId, @Nullable Long ticketId) {
        return client.preparedQuery(UNDO)
                .execute(Tuple.of(authorAddressId, ticketId))
                .map(rows -> Rows.list(rows, Outbox::undone).stream().findFirst());
    }

    static final String WITHHOLD = """
            WITH taken AS (
                DELETE FROM outbox o USING part p
                WHERE o.address_id = $1 AND o.ticket_id = $2 AND o.epoch IS NULL AND p.id = o.part_id AND p.created_at = o.created_at AND p.purpose = $3
                RETURNING o.part_id, o.created_at)
            UPDATE part p SET state = 'UNDONE' FROM taken t
            WHERE p.id = t.part_id AND p.created_at = t.created_at
            RETURNING p.ticket_id, p.entry_seq, p.created_at
            """;

    /** Takes back what of that purpose waits for that address about that ticket, and no node has claimed. */
    public Future<List<Undone>> withhold(SqlClient client, long addressId, long ticketId, String purpose) {
        return client.preparedQuery(WITHHOLD)
                .execute(Tuple.of(addressId, ticketId, purpose))
                .map(rows -> Rows.list(rows, Outbox::undone));
    }

    private static Undone undone(Row row) {
        return new Undone(row.getLong("ticket_id"), row.getInteger("entry_seq"), Rows.instant(row, "created_at"));
    }

    static final String WAITING = """
            SELECT ticket_id FROM outbox WHERE author_address_id = $1 AND ticket_id IS NOT NULL AND epoch IS NULL
            ORDER BY part_id DESC LIMIT 1
            """;

    /** The ticket of the latest words of this author that no node has claimed. */
    public Future<Optional<Long>> waiting(SqlClient client, long authorAddressId) {
        return client.preparedQuery(WAITING)
                .execute(Tuple.of(authorAddressId))
                .map(rows -> Rows.list(rows, row -> row.getLong("ticket_id")).stream()
                        .findFirst());
    }

    static final String HASTEN = """
            UPDATE outbox SET priority = 0, ord = least(ord, $3), ready_at = CASE WHEN ord > $3 THEN $3 ELSE ready_at END
            WHERE address_id = $1 AND ticket_id = $2 AND epoch IS NULL AND author_address_id IS NULL
            """;

    /** Makes what waits about a ticket and to an address urgent: what waits for the end of the night goes now. */
    public Future<Void> hasten(SqlClient client, long addressId, long ticketId, Instant now) {
        return client.preparedQuery(HASTEN)
                .execute(Tuple.of(addressId, ticketId, Rows.at(now)))
                .mapEmpty();
    }

    static final String AGE = """
            SELECT min(first.ready_at) AS oldest
            FROM unnest($2::text[]) AS c(channel)
            CROSS JOIN unnest(ARRAY[0, 1, 2, 3]::smallint[]) AS p(priority)
            CROSS JOIN LATERAL (
                SELECT o.ready_at FROM outbox o WHERE o.channel = c.channel AND o.priority = p.priority AND o.ready_at <= $1
                ORDER BY o.ready_at LIMIT 1) first
            """;

    /** How long the oldest part that could go on one of these channels has been waiting; zero when none waits. */
    public Future<Duration> age(SqlClient client, Instant now, Set<String> channels) {
        Tuple tuple = Tuple.of(Rows.at(now), (Object) channels.toArray(String[]::new));
        return client.preparedQuery(AGE).execute(tuple).map(rows -> {
            Instant oldest = Rows.instantOrNull(rows.iterator().next(), "oldest");
            return oldest == null ? Duration.ZERO : Duration.between(oldest, now);
        });
    }
}

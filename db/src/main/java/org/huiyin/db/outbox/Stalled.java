package org.huiyin.db.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** What of the {@link Outbox} is due and does not go: how much it is, and the way out for what is urgent. */
public final class Stalled {
    private final Vault vault;

    public Stalled(Vault vault) {
        this.vault = vault;
    }

    /** A part that is due and waits, in the words of {@link ClaimedPart}. */
    public record Waiting(
            long partId,
            Instant createdAt,
            long addressId,
            String channel,
            @Nullable Long ticketId,
            @Nullable Integer entrySeq,
            String purpose,
            String content,
            @Nullable Long authorAddressId,
            @Nullable Long attachmentId,
            List<Long> tried,
            @Nullable UUID trace)
            implements AnyPart {}

    static final String URGENT = """
            WITH waiting AS (
                SELECT o.part_id, o.created_at, o.address_id, o.channel, o.ticket_id, o.ord FROM outbox o
                WHERE o.channel = ANY ($1::text[]) AND o.priority = 0 AND o.ord <= $2 AND o.epoch IS NULL
                ORDER BY o.ord, o.part_id LIMIT $3
                FOR UPDATE SKIP LOCKED)
            SELECT w.part_id, w.created_at, w.address_id, w.channel, w.ticket_id, p.entry_seq, p.purpose, p.content, p.author_address_id,
                p.attachment_id, p.tried, p.trace
            FROM waiting w JOIN part p ON p.id = w.part_id AND p.created_at = w.created_at
            ORDER BY w.ord, w.part_id
            """;

    /** What is urgent and should have been sent over one of the channels before {@code before}, locked, so that nobody sends it meanwhile. */
    public Future<List<Waiting>> urgent(SqlClient client, Set<String> channels, Instant before, int limit) {
        return client.preparedQuery(URGENT)
                .execute(Tuple.of(channels.toArray(String[]::new), Rows.at(before), limit))
                .map(rows -> Rows.list(rows, this::waiting));
    }

    private Waiting waiting(Row row) {
        return new Waiting(
                row.getLong("part_id"),
                Rows.instant(row, "created_at"),
                row.getLong("address_id"),
                row.getString("channel"),
                row.getLong("ticket_id"),
                row.getInteger("entry_seq"),
                row.getString("purpose"),
                vault.open(Sealed.PART, Rows.bytes(row, "content")),
                row.getLong("author_address_id"),
                row.getLong("attachment_id"),
                Rows.longs(row, "tried"),
                row.getUUID("trace"));
    }

    static final String LEAVE = """
            WITH gone AS (DELETE FROM outbox WHERE address_id = $1 AND part_id = $2 RETURNING part_id, created_at)
            UPDATE part p SET state = 'FAILED', failure = $3, sent_at = $4 FROM gone g WHERE p.id = g.part_id AND p.created_at = g.created_at
            """;

    /** Gives up to send a part that {@link #urgent} has locked, because its words go another way. */
    public Future<Void> leave(SqlClient client, Waiting part, String why, Instant now) {
        return client.preparedQuery(LEAVE)
                .execute(Tuple.of(part.addressId(), part.partId(), why, Rows.at(now)))
                .mapEmpty();
    }

    /**
     * How much is due on a channel, and since when the oldest of it should have been sent; of what goes to everybody at once only the number,
     * for it takes as long as the provider lets it, and now where nothing else is due.
     */
    public record Backlog(String channel, long parts, Instant oldest) {}

    static final String BACKLOG = """
            SELECT channel, count(*) AS parts, coalesce(min(ord) FILTER (WHERE priority < 3), $1) AS oldest
            FROM outbox WHERE ord <= $1 GROUP BY channel
            """;

    /** What is due and not sent, by channel; reads the whole queue. */
    public Future<List<Backlog>> backlog(SqlClient client, Instant now) {
        return client.preparedQuery(BACKLOG)
                .execute(Tuple.of(Rows.at(now)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Backlog(
                                row.getString("channel"), row.getLong("parts"), Rows.instant(row, "oldest"))));
    }
}

package org.huiyin.db.outbox;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.huiyin.db.vault.VaultFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be sent, from the commit that decided it until the lane that sends it is claimed. */
public final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private final Vault vault;

    public Outbox(Vault vault) {
        this.vault = vault;
    }

    static final String QUEUE = """
            WITH n AS MATERIALIZED (
                SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::integer[], $6::text[], $7::bytea[],
                    $8::bigint[], $9::bigint[], $10::text[], $11::smallint[], $12::timestamptz[], $13::boolean[], $14::uuid[])
                AS n(id, created_at, address_id, ticket_id, entry_seq, purpose, content, author_address_id, attachment_id, channel,
                    priority, ord, undoable, trace)),
            kept AS (
                INSERT INTO part (id, created_at, address_id, ticket_id, entry_seq, purpose, content, author_address_id, attachment_id, trace)
                SELECT id, created_at, address_id, ticket_id, entry_seq, purpose, content, author_address_id, attachment_id, trace FROM n)
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
                .addValue(Rows.column(parts, UUID[]::new, PartRow::trace));
        return client.preparedQuery(QUEUE).execute(tuple).mapEmpty();
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

    // From the head of each channel's queues, so that what it costs does not grow with what waits behind, nor with what
    // lies at a
    // paused channel. A part whose turn was before has been put off when it is not ready now: what comes after it in
    // its ticket
    // waits, on every node. Lanes in which everything waits so are not taken, or they would keep others from being
    // sent. "= ANY (ARRAY[..])" and "+ interval '0'" leave the planner one way only, by the key: PlansTest tells why.
    static final String LEASE = """
            WITH due AS (
                SELECT q.address_id, c.free,
                    row_number() OVER (PARTITION BY c.channel ORDER BY min(p.priority), min(q.ready_at)) AS place
                FROM unnest($2::text[], $3::integer[]) AS c(channel, free)
                CROSS JOIN unnest(ARRAY[0, 1, 2, 3]::smallint[]) AS p(priority)
                CROSS JOIN LATERAL (
                    SELECT o.address_id, o.ready_at FROM outbox o
                    WHERE o.channel = c.channel AND o.priority = p.priority AND o.ready_at <= $1
                      AND NOT EXISTS (
                          SELECT FROM lane l WHERE l.address_id = ANY (ARRAY[o.address_id]) AND l.lease_until >= clock_timestamp())
                      AND NOT EXISTS (
                          SELECT FROM outbox e
                          WHERE e.address_id = ANY (ARRAY[o.address_id]) AND e.ticket_id IS NOT DISTINCT FROM o.ticket_id
                            AND e.ready_at + interval '0' > $1 AND (e.ord, e.part_id) < (o.ord, o.part_id))
                    ORDER BY o.ready_at
                    LIMIT 2 * $6::integer) q
                WHERE NOT EXISTS (SELECT FROM held)
                GROUP BY q.address_id, c.channel, c.free)
            INSERT INTO lane AS l (address_id, owner, epoch, lease_until)
            SELECT d.address_id, $4, 1, clock_timestamp() + make_interval(secs => $5) FROM due d
            WHERE d.place <= d.free ORDER BY d.address_id
            ON CONFLICT (address_id) DO UPDATE SET owner = excluded.owner, epoch = l.epoch + 1, lease_until = excluded.lease_until
            WHERE l.lease_until < clock_timestamp()
            RETURNING l.address_id, l.epoch
            """;

    static final String CLAIM = """
            UPDATE outbox o SET epoch = c.epoch
            FROM (
                SELECT n.address_id, x.part_id, n.epoch, x.epoch AS before
                FROM unnest($1::bigint[], $2::bigint[]) AS n(address_id, epoch)
                CROSS JOIN LATERAL (
                    SELECT w.part_id, w.epoch FROM outbox w
                    WHERE w.address_id = n.address_id AND w.ready_at + interval '0' <= $3 AND NOT EXISTS (
                        SELECT FROM outbox e
                        WHERE e.address_id = ANY (ARRAY[w.address_id]) AND e.ticket_id IS NOT DISTINCT FROM w.ticket_id
                          AND e.ready_at + interval '0' > $3 AND (e.ord, e.part_id) < (w.ord, w.part_id))
                    ORDER BY w.ord, w.part_id
                    LIMIT 20
                    FOR UPDATE OF w SKIP LOCKED) x) c,
                part p, address a, lane l
            WHERE o.address_id = ANY (ARRAY[c.address_id]) AND o.part_id = c.part_id
              AND p.id = ANY (ARRAY[o.part_id]) AND p.created_at = o.created_at
              AND a.id = ANY (ARRAY[o.address_id]) AND l.address_id = ANY (ARRAY[o.address_id])
            RETURNING o.address_id, o.part_id, o.created_at, o.ticket_id, o.channel, o.ord, o.tries, o.epoch, o.priority,
                c.before IS NOT NULL AS suspect, p.purpose, p.content, p.author_address_id, p.attachment_id, p.entry_seq, p.trace, a.address,
                a.reachable, a.wrote_at, a.touched_at, l.minute_from, l.minute_sent, l.budget_from, l.budget_sent
            """;

    static final String LET_GO = """
            UPDATE lane l SET lease_until = '-infinity', owner = NULL
            FROM unnest($1::bigint[], $2::bigint[]) AS n(address_id, epoch)
            WHERE l.address_id = ANY (ARRAY[n.address_id]) AND l.epoch = n.epoch
            """;

    static final String GIVE_UP = """
            WITH gone AS (
                DELETE FROM outbox o USING unnest($1::bigint[], $2::bigint[]) AS g(address_id, part_id)
                WHERE o.address_id = ANY (ARRAY[g.address_id]) AND o.part_id = g.part_id
                RETURNING o.part_id, o.created_at)
            UPDATE part p SET state = 'FAILED', failure = 'UNREADABLE' FROM gone g WHERE p.id = ANY (ARRAY[g.part_id]) AND p.created_at = g.created_at
            """;

    /**
     * Takes lanes that have something to send and no live lease, and what lies in them, for {@code owner}. In a transaction, or a broken
     * connection may leave lanes taken by nobody until their lease is over.
     *
     * @param channels those that are not paused, with how many lanes may be taken of each, at least 1
     * @param lease in the database's time, at least 30 s
     * @return by lane, each in its order of sending
     */
    public Future<List<ClaimedPart>> claim(
            SqlClient client, Instant now, Map<String, Integer> channels, String owner, Duration lease) {
        List<Map.Entry<String, Integer>> wanted = List.copyOf(channels.entrySet());
        Tuple due = Tuple.tuple()
                .addValue(Rows.at(now))
                .addValue(Rows.column(wanted, String[]::new, Map.Entry::getKey))
                .addValue(Rows.column(wanted, Integer[]::new, Map.Entry::getValue))
                .addValue(owner)
                .addValue((double) lease.toMillis() / 1000)
                .addValue(wanted.stream().mapToInt(Map.Entry::getValue).max().orElse(0));
        return client.preparedQuery(LEASE)
                .execute(due)
                .compose(leased -> leased.size() == 0
                        ? Future.succeededFuture(List.of())
                        : parts(client, Rows.list(leased, row -> row), now));
    }

    private Future<List<ClaimedPart>> parts(SqlClient client, List<Row> lanes, Instant now) {
        Tuple tuple = lanes(lanes).addValue(Rows.at(now));
        return client.preparedQuery(CLAIM).execute(tuple).compose(rows -> {
            List<ClaimedPart> parts = new ArrayList<>();
            List<Row> unreadable = new ArrayList<>();
            rows.forEach(row -> open(row, parts, unreadable));
            parts.sort(ClaimedPart.ORDER);
            return giveUp(client, unreadable)
                    .compose(given -> letGo(client, lanes, parts))
                    .map(parts);
        });
    }

    private void open(Row row, List<ClaimedPart> parts, List<Row> unreadable) {
        try {
            parts.add(claimed(row));
        } catch (VaultFailure e) {
            unreadable.add(row);
        }
    }

    /** What cannot be read now never can be, and must not keep from being sent what was claimed with it. */
    private static Future<Void> giveUp(SqlClient client, List<Row> unreadable) {
        if (unreadable.isEmpty()) {
            return Future.succeededFuture();
        }
        log.error("{} parts cannot be read with our keys and were given up", unreadable.size());
        Tuple tuple = Tuple.of(
                Rows.column(unreadable, Long[]::new, row -> row.getLong("address_id")),
                Rows.column(unreadable, Long[]::new, row -> row.getLong("part_id")));
        return client.preparedQuery(GIVE_UP).execute(tuple).mapEmpty();
    }

    /** Gives back lanes whose parts were taken back or written by somebody else between the two statements. */
    private static Future<Void> letGo(SqlClient client, List<Row> lanes, List<ClaimedPart> parts) {
        Set<Long> used = parts.stream().map(ClaimedPart::addressId).collect(Collectors.toSet());
        List<Row> empty = lanes.stream()
                .filter(row -> !used.contains(row.getLong("address_id")))
                .toList();
        return empty.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(LET_GO).execute(lanes(empty)).mapEmpty();
    }

    private static Tuple lanes(List<Row> lanes) {
        return Tuple.tuple()
                .addValue(Rows.column(lanes, Long[]::new, row -> row.getLong("address_id")))
                .addValue(Rows.column(lanes, Long[]::new, row -> row.getLong("epoch")));
    }

    private ClaimedPart claimed(Row row) {
        return new ClaimedPart(
                row.getLong("address_id"),
                row.getLong("epoch"),
                row.getLong("part_id"),
                Rows.instant(row, "created_at"),
                row.getLong("ticket_id"),
                row.getInteger("entry_seq"),
                row.getString("channel"),
                vault.open(Sealed.ADDRESS, Rows.bytes(row, "address")),
                row.getBoolean("reachable"),
                row.getString("purpose"),
                vault.open(Sealed.PART, Rows.bytes(row, "content")),
                row.getLong("author_address_id"),
                row.getLong("attachment_id"),
                row.getShort("priority"),
                Rows.instant(row, "ord"),
                row.getShort("tries"),
                row.getBoolean("suspect"),
                new LaneUse(
                        Rows.instantOrNull(row, "minute_from"),
                        row.getShort("minute_sent"),
                        Rows.instantOrNull(row, "budget_from"),
                        row.getShort("budget_sent")),
                Rows.instantOrNull(row, "wrote_at"),
                Rows.instantOrNull(row, "touched_at"),
                row.getUUID("trace"));
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
            @Nullable UUID trace) {}

    static final String URGENT = """
            WITH waiting AS (
                SELECT o.part_id, o.created_at, o.address_id, o.channel, o.ticket_id, o.ord FROM outbox o
                WHERE o.channel = ANY ($1::text[]) AND o.priority = 0 AND o.ord <= $2 AND o.epoch IS NULL
                ORDER BY o.ord, o.part_id LIMIT $3
                FOR UPDATE SKIP LOCKED)
            SELECT w.part_id, w.created_at, w.address_id, w.channel, w.ticket_id, p.entry_seq, p.purpose, p.content, p.author_address_id,
                p.attachment_id, p.trace
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

    /** How much is due on a channel, and since when the oldest of it should have been sent. */
    public record Backlog(String channel, long parts, Instant oldest) {}

    static final String BACKLOG = """
            SELECT channel, count(*) AS parts, min(ord) AS oldest FROM outbox WHERE ord <= $1 GROUP BY channel
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

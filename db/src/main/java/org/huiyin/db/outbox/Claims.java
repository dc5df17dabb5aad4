package org.huiyin.db.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.huiyin.db.vault.VaultFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes lanes and what lies in them to be sent: the way out of the {@link Outbox}. */
public final class Claims {
    private static final Logger log = LoggerFactory.getLogger(Claims.class);
    private final Vault vault;

    public Claims(Vault vault) {
        this.vault = vault;
    }

    // From the head of each channel's queues, so that what it costs does not grow with what waits behind, nor with what
    // lies at a
    // paused channel. A part whose turn was before has been put off when it is not ready now: what comes after it in
    // its ticket
    // waits, on every node. Lanes in which everything waits so are not taken, or they would keep others from being
    // sent. "= ANY (ARRAY[..])" and "+ interval '0'" leave the planner one way only, by the key: PlansTest tells why.
    // What is claimed of a lane is found in one pass over it, and not by comparing each part with each: an official may
    // have hundreds waiting (64 lanes of 500: 77 ms instead of 1,455).
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
                SELECT n.address_id, x.part_id, n.epoch
                FROM unnest($1::bigint[], $2::bigint[]) AS n(address_id, epoch)
                CROSS JOIN LATERAL (
                    SELECT w.part_id FROM (
                        SELECT i.part_id, i.ord, i.ready_at,
                            bool_or(i.ready_at > $3) OVER (
                                PARTITION BY i.ticket_id ORDER BY i.ord, i.part_id
                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS waits
                        FROM outbox i WHERE i.address_id = ANY (ARRAY[n.address_id])) f
                    CROSS JOIN outbox w
                    WHERE w.address_id = ANY (ARRAY[n.address_id]) AND w.part_id = f.part_id
                      AND f.ready_at <= $3 AND f.waits IS NOT TRUE AND w.ready_at + interval '0' <= $3
                    ORDER BY f.ord, f.part_id
                    LIMIT 20
                    FOR UPDATE OF w SKIP LOCKED) x) c,
                part p, address a, lane l
            WHERE o.address_id = ANY (ARRAY[c.address_id]) AND o.part_id = c.part_id
              AND p.id = ANY (ARRAY[o.part_id]) AND p.created_at = o.created_at
              AND a.id = ANY (ARRAY[o.address_id]) AND l.address_id = ANY (ARRAY[o.address_id])
            RETURNING o.address_id, o.part_id, o.created_at, o.ticket_id, o.channel, o.ord, o.tries, o.epoch, o.priority,
                o.leaving AS suspect, p.purpose, p.content, p.author_address_id, p.attachment_id, p.entry_seq, p.tried, p.trace, a.address,
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

    static final String DEPART = """
            UPDATE outbox o SET leaving = true
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS d(address_id, part_id, epoch)
            WHERE o.address_id = ANY (ARRAY[d.address_id]) AND o.part_id = d.part_id AND o.epoch = d.epoch
            RETURNING o.part_id
            """;

    /**
     * Notes that these are about to leave, so that whoever takes them over knows that they may have been sent.
     *
     * @return the ids of those that may; the others were taken over by another node
     */
    public Future<Set<Long>> depart(SqlClient client, List<ClaimedPart> parts) {
        Tuple tuple = Tuple.of(
                Rows.column(parts, Long[]::new, ClaimedPart::addressId),
                Rows.column(parts, Long[]::new, ClaimedPart::partId),
                Rows.column(parts, Long[]::new, ClaimedPart::epoch));
        return client.preparedQuery(DEPART)
                .execute(tuple)
                .map(rows ->
                        Rows.list(rows, row -> row.getLong("part_id")).stream().collect(Collectors.toSet()));
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
                Rows.longs(row, "tried"),
                row.getUUID("trace"));
    }
}

package org.huiyin.db.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
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

/** What became of parts: written by the node whose epoch is the lane's, and by receipts whenever they come. */
public final class Outcomes {
    private final Vault vault;

    public Outcomes(Vault vault) {
        this.vault = vault;
    }

    /**
     * A part is done with.
     *
     * @param state SENT, FAILED or UNKNOWN
     */
    public record Done(
            ClaimedPart part,
            String state,
            @Nullable String externalId,
            @Nullable String failure,
            Instant at) {}

    /**
     * A part is tried again at {@code at}.
     *
     * @param counts whether the try was its own fault
     * @param behind whether what comes after it in its ticket goes first
     */
    public record Again(
            ClaimedPart part,
            Instant at,
            boolean counts,
            boolean behind,
            @Nullable String failure) {}

    static final String DONE = """
            WITH done AS (
                DELETE FROM outbox o
                USING unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
                    AS d(address_id, part_id, epoch, state, external_id, failure, at)
                WHERE o.address_id = ANY (ARRAY[d.address_id]) AND o.part_id = d.part_id AND o.epoch = d.epoch
                RETURNING o.part_id, o.created_at, o.tries, d.state, d.external_id, d.failure, d.at)
            UPDATE part p
            SET state = d.state, external_id = d.external_id, failure = d.failure, sent_at = d.at, tries = d.tries + 1
            FROM done d
            WHERE p.id = ANY (ARRAY[d.part_id]) AND p.created_at = d.created_at
            RETURNING p.id
            """;

    /**
     * Records final outcomes.
     *
     * @return the ids of the parts that were recorded; others had been taken over by another node
     */
    public Future<Set<Long>> done(SqlClient client, List<Done> outcomes) {
        if (outcomes.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        Tuple tuple = Tuple.tuple()
                .addValue(Rows.column(outcomes, Long[]::new, d -> d.part().addressId()))
                .addValue(Rows.column(outcomes, Long[]::new, d -> d.part().partId()))
                .addValue(Rows.column(outcomes, Long[]::new, d -> d.part().epoch()))
                .addValue(Rows.column(outcomes, String[]::new, Done::state))
                .addValue(Rows.column(outcomes, String[]::new, Done::externalId))
                .addValue(Rows.column(outcomes, String[]::new, Done::failure))
                .addValue(Rows.column(outcomes, OffsetDateTime[]::new, d -> Rows.at(d.at())));
        return client.preparedQuery(DONE)
                .execute(tuple)
                .map(rows -> Rows.list(rows, row -> row.getLong("id")).stream().collect(Collectors.toSet()));
    }

    static final String AGAIN = """
            UPDATE outbox o
            SET ready_at = a.at, tries = o.tries + a.counted, epoch = NULL, leaving = false, author_address_id = NULL,
                ord = CASE WHEN a.behind THEN a.at ELSE o.ord END
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::smallint[], $6::boolean[])
                AS a(address_id, part_id, epoch, at, counted, behind)
            WHERE o.address_id = ANY (ARRAY[a.address_id]) AND o.part_id = a.part_id AND o.epoch = a.epoch
            """;

    /** Puts parts off; gives how many were still ours to put off. */
    public Future<Integer> again(SqlClient client, List<Again> retries) {
        if (retries.isEmpty()) {
            return Future.succeededFuture(0);
        }
        Tuple tuple = Tuple.of(
                Rows.column(retries, Long[]::new, a -> a.part().addressId()),
                Rows.column(retries, Long[]::new, a -> a.part().partId()),
                Rows.column(retries, Long[]::new, a -> a.part().epoch()),
                Rows.column(retries, OffsetDateTime[]::new, a -> Rows.at(a.at())),
                Rows.column(retries, Short[]::new, a -> (short) (a.counts() ? 1 : 0)),
                Rows.column(retries, Boolean[]::new, Again::behind));
        return client.preparedQuery(AGAIN).execute(tuple).map(rows -> rows.rowCount());
    }

    /** A lane that is given back, with what was used in it. */
    public record Released(long addressId, long epoch, LaneUse use) {}

    static final String RELEASE = """
            UPDATE lane l
            SET lease_until = '-infinity', owner = NULL, minute_from = r.minute_from, minute_sent = r.minute_sent,
                budget_from = r.budget_from, budget_sent = r.budget_sent
            FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::smallint[], $5::timestamptz[], $6::smallint[])
                AS r(address_id, epoch, minute_from, minute_sent, budget_from, budget_sent)
            WHERE l.address_id = ANY (ARRAY[r.address_id]) AND l.epoch = r.epoch
            """;

    public Future<Void> release(SqlClient client, Collection<Released> lanes) {
        if (lanes.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple tuple = Tuple.of(
                Rows.column(lanes, Long[]::new, Released::addressId),
                Rows.column(lanes, Long[]::new, Released::epoch),
                Rows.column(
                        lanes, OffsetDateTime[]::new, r -> Rows.atOrNull(r.use().minuteFrom())),
                Rows.column(lanes, Short[]::new, r -> (short) r.use().minuteSent()),
                Rows.column(
                        lanes, OffsetDateTime[]::new, r -> Rows.atOrNull(r.use().budgetFrom())),
                Rows.column(lanes, Short[]::new, r -> (short) r.use().budgetSent()));
        return client.preparedQuery(RELEASE).execute(tuple).mapEmpty();
    }

    static final String EXPIRE = """
            UPDATE lane SET lease_until = '-infinity' WHERE owner = $1 AND lease_until > clock_timestamp()
            """;

    /** Gives back the lanes of a process of ours that is certainly dead (same owner, same locked data directory). */
    public Future<Integer> expire(SqlClient client, String owner) {
        return client.preparedQuery(EXPIRE).execute(Tuple.of(owner)).map(rows -> rows.rowCount());
    }

    /** A part that a receipt is about. */
    public record Sent(
            long partId,
            Instant createdAt,
            long addressId,
            String channel,
            @Nullable Long ticketId,
            @Nullable Integer entrySeq,
            String purpose,
            String content,
            @Nullable Long authorAddressId,
            String state,
            List<Long> tried,
            @Nullable UUID trace)
            implements AnyPart {}

    static final String RECEIPT = """
            INSERT INTO receipt (channel, external_id, receipt, at)
            SELECT DISTINCT ON (1, 2, 3) channel, external_id, receipt, $4::timestamptz
            FROM unnest($1::text[], $2::text[], $3::text[]) AS r(channel, external_id, receipt)
            ORDER BY 1, 2, 3
            ON CONFLICT DO NOTHING
            """;

    static final String FORWARD = """
            WITH told AS (
                SELECT DISTINCT ON (external_id) channel, external_id, receipt FROM receipt
                WHERE channel = $1 AND external_id = ANY ($2::text[])
                ORDER BY external_id, CASE receipt WHEN 'READ' THEN 1 WHEN 'DELIVERED' THEN 2 ELSE 3 END)
            UPDATE part p
            SET state = CASE WHEN t.receipt LIKE 'FAILED%' THEN 'FAILED' ELSE t.receipt END,
                failure = CASE WHEN t.receipt LIKE 'FAILED%' THEN t.receipt END
            FROM told t, address a
            WHERE p.external_id = t.external_id AND a.id = p.address_id AND a.channel = t.channel
              AND (p.state IN ('SENT', 'UNKNOWN') OR p.state = 'DELIVERED' AND t.receipt = 'READ'
                   OR p.state = 'FAILED' AND t.receipt IN ('DELIVERED', 'READ'))
            RETURNING p.id, p.created_at, p.address_id, a.channel, p.ticket_id, p.entry_seq, p.purpose, p.content, p.author_address_id,
                p.state, p.tried, p.trace
            """;

    /**
     * What a provider told of a part.
     *
     * @param receipt DELIVERED, READ or FAILED with a reason
     */
    public record Receipt(String channel, String externalId, String receipt) {}

    /** Keeps receipts, which may come before the outcome of the sending is recorded. */
    public Future<Void> keepReceipts(SqlClient client, Collection<Receipt> receipts, Instant at) {
        if (receipts.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple tuple = Tuple.of(
                Rows.column(receipts, String[]::new, Receipt::channel),
                Rows.column(receipts, String[]::new, Receipt::externalId),
                Rows.column(receipts, String[]::new, Receipt::receipt),
                Rows.at(at));
        return client.preparedQuery(RECEIPT).execute(tuple).mapEmpty();
    }

    /** Moves parts forward by the receipts that are kept for them. Returns those that moved. */
    public Future<List<Sent>> applyReceipts(SqlClient client, String channel, Collection<String> externalIds) {
        if (externalIds.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return client.preparedQuery(FORWARD)
                .execute(Tuple.of(channel, (Object) externalIds.toArray(String[]::new)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Sent(
                                row.getLong("id"),
                                Rows.instant(row, "created_at"),
                                row.getLong("address_id"),
                                row.getString("channel"),
                                row.getLong("ticket_id"),
                                row.getInteger("entry_seq"),
                                row.getString("purpose"),
                                vault.open(Sealed.PART, Rows.bytes(row, "content")),
                                row.getLong("author_address_id"),
                                row.getString("state"),
                                Rows.longs(row, "tried"),
                                row.getUUID("trace"))));
    }

    static final String PROOF = """
            SELECT count(*) FILTER (WHERE p.state IN ('DELIVERED', 'READ')) AS proved FROM part p
            WHERE p.ticket_id = $1 AND p.purpose = $2 AND p.entry_seq >= $3
            """;

    /** Whether a part of that purpose, which carries words of that row of the history or a later one, is known to have arrived. */
    public Future<Boolean> proved(SqlClient client, long ticketId, String purpose, int entrySeq) {
        return client.preparedQuery(PROOF)
                .execute(Tuple.of(ticketId, purpose, entrySeq))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getLong("proved"))
                                .orElse(0L)
                        > 0);
    }
}

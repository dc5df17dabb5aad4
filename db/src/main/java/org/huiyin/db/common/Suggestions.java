package org.huiyin.db.common;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.huiyin.db.Rows;
import org.huiyin.db.ticket.Histories;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** What suggestions of common problems are made from, and where they are kept. Words are opened here and sealed again, and never stored in plain. */
public final class Suggestions {
    private final Vault vault;

    public Suggestions(Vault vault) {
        this.vault = vault;
    }

    static final String TURN =
            "UPDATE common_renewal SET begun_at = $1 WHERE begun_at <= $2 AND NOT EXISTS (SELECT FROM held)";

    /** Whether it is this node's turn: nobody's has begun since {@code before}. */
    public Future<Boolean> turn(SqlClient client, Instant now, Instant before) {
        return client.preparedQuery(TURN)
                .execute(Tuple.of(Rows.at(now), Rows.at(before)))
                .map(rows -> rows.rowCount() == 1);
    }

    static final String PRUNE = """
            WITH gone AS (
                DELETE FROM common_member m USING ticket t, common_problem p
                WHERE t.id = m.ticket_id AND p.id = m.problem_id
                  AND ((m.state = 'IN' AND p.state = 'SUGGESTED') OR m.state = 'PROPOSED')
                  AND (t.state NOT IN ('OPEN', 'ANSWERED') OR t.confidential OR t.anonymous OR t.hold IS NOT NULL OR p.state = 'SOLVED')
                RETURNING m.problem_id)
            UPDATE common_problem SET carried = false, turn = turn + 1 WHERE id IN (SELECT problem_id FROM gone)
            """;

    static final String PRUNE_EMPTY = """
            DELETE FROM common_problem p
            WHERE p.state = 'SUGGESTED' AND NOT EXISTS (SELECT FROM common_member m WHERE m.problem_id = p.id)
            """;

    /** Forgets of what is only suggested whatever has come to an end meanwhile, or is kept from somebody. */
    public Future<Void> prune(SqlClient client) {
        return client.preparedQuery(PRUNE)
                .execute()
                .compose(done -> client.preparedQuery(PRUNE_EMPTY).execute())
                .mapEmpty();
    }

    // acts_at is set where a clock runs, which is while a ticket is open or answered: so its small index finds them.
    static final String CANDIDATES = """
            SELECT t.id, t.household_id FROM ticket t
            WHERE t.acts_at IS NOT NULL AND t.opened_at >= $1 AND t.state IN ('OPEN', 'ANSWERED') AND NOT t.confidential AND NOT t.anonymous
              AND t.hold IS NULL AND t.household_id IS NOT NULL AND t.kind NOT IN ('COMPLAINT', 'PRAISE')
              AND NOT EXISTS (SELECT FROM common_member m WHERE m.ticket_id = t.id)
            ORDER BY t.id
            """;

    /** A ticket that may be suggested, and its household. */
    public record Candidate(long ticketId, long householdId) {}

    /** Open tickets since then that are in no problem, and were in none; none that is kept from anybody. */
    public Future<List<Candidate>> candidates(SqlClient client, Instant since) {
        return client.preparedQuery(CANDIDATES)
                .execute(Tuple.of(Rows.at(since)))
                .map(rows -> Rows.list(rows, row -> new Candidate(row.getLong("id"), row.getLong("household_id"))));
    }

    static final String FIRST_WORDS = """
            SELECT i.id, h.body
            FROM unnest($1::bigint[]) AS i(id)
            CROSS JOIN LATERAL (SELECT body FROM history
                                WHERE ticket_id = i.id AND kind = 'SAID' AND body IS NOT NULL ORDER BY seq LIMIT 1) h
            """;

    /** What was first said on a ticket. */
    public record Words(long ticketId, String text) {}

    public Future<List<Words>> firstWords(SqlClient client, Collection<Long> ticketIds) {
        return client.preparedQuery(FIRST_WORDS)
                .execute(Tuple.of(Rows.ids(ticketIds)))
                .map(rows -> Rows.list(rows, this::words));
    }

    private Words words(Row row) {
        byte[] opened = vault.openBytes(Sealed.WORDS, Rows.bytes(row, "body"));
        return new Words(row.getLong("id"), Histories.words(opened));
    }

    static final String FIRSTS = """
            SELECT p.id, p.state, min(m.ticket_id) AS first
            FROM common_problem p JOIN common_member m ON m.problem_id = p.id AND m.state IN ('IN', 'DONE')
            WHERE p.state IN ('SUGGESTED', 'OPEN', 'ANSWERED')
            GROUP BY p.id, p.state ORDER BY p.id
            """;

    /** A problem that is known, and the oldest of its tickets. */
    public record Known(long problemId, String state, long firstTicketId) {}

    public Future<List<Known>> known(SqlClient client) {
        return client.preparedQuery(FIRSTS)
                .execute()
                .map(rows -> Rows.list(
                        rows, row -> new Known(row.getLong("id"), row.getString("state"), row.getLong("first"))));
    }

    static final String SUGGEST = """
            INSERT INTO common_problem (id, state, title, opened_at, carried) VALUES ($1, 'SUGGESTED', $2, $3, false)
            """;

    /** A new suggestion, without its tickets. */
    public Future<Void> suggest(SqlClient client, long id, String title, Instant now) {
        return client.preparedQuery(SUGGEST)
                .execute(Tuple.of(id, Buffer.buffer(vault.seal(Sealed.WORDS, title)), Rows.at(now)))
                .mapEmpty();
    }

    static final String JOIN = """
            WITH p AS (
                SELECT id, state FROM common_problem WHERE id = $1 AND state IN ('SUGGESTED', 'OPEN', 'ANSWERED') FOR NO KEY UPDATE)
            INSERT INTO common_member (problem_id, ticket_id, state)
            SELECT p.id, i.id, CASE p.state WHEN 'SUGGESTED' THEN 'IN' ELSE 'PROPOSED' END
            FROM p CROSS JOIN unnest($2::bigint[]) AS i(id)
            ON CONFLICT DO NOTHING
            """;

    static final String RECOUNT = "UPDATE common_problem SET carried = false, turn = turn + 1 WHERE id = $1";

    /** Tickets that say the same as a problem: part of a suggestion, proposed for what a person has decided already. */
    public Future<Void> join(SqlClient client, long problemId, Collection<Long> ticketIds) {
        return client.preparedQuery(JOIN)
                .execute(Tuple.of(problemId, Rows.ids(ticketIds)))
                .compose(done -> client.preparedQuery(RECOUNT).execute(Tuple.of(problemId)))
                .mapEmpty();
    }
}

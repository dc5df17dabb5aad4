package org.huiyin.db.recovery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.huiyin.db.Rows;
import org.huiyin.db.ticket.Charge;
import org.huiyin.db.ticket.HistoryChain;
import org.huiyin.db.ticket.HistoryRow;

/** The statements that set a held county free: in one transaction, which begins with {@link #lock}. */
public final class Release {
    private Release() {}

    static final String LOCK = """
            SELECT since, lost_from, source FROM held WHERE state = 'HELD' FOR UPDATE
            """;

    /** Keeps a second release waiting; empty where the county is free already. */
    public static Future<Optional<Standing.Held>> lock(SqlClient client) {
        return client.preparedQuery(LOCK)
                .execute()
                .map(rows -> Rows.list(
                                rows,
                                row -> new Standing.Held(
                                        Rows.instant(row, "since"),
                                        Rows.instant(row, "lost_from"),
                                        row.getString("source")))
                        .stream()
                        .findFirst());
    }

    static final String TAKEN_IN = "SELECT count(*) AS taken FROM inbound WHERE at >= $1 AND channel <> 'clock'";

    /** How many messages came while it was held. */
    public static Future<Long> takenIn(SqlClient client, Instant since) {
        return client.preparedQuery(TAKEN_IN)
                .execute(Tuple.of(Rows.at(since)))
                .map(rows -> rows.iterator().next().getLong("taken"));
    }

    // What was asked before the outage lost the outage; what was asked while the county was held lost the rest of that
    // time.
    static final String QUESTIONS = """
            UPDATE question SET expires_at = expires_at + ($2 - greatest($1, asked_at))
            WHERE ended_at IS NULL AND expires_at > $1 AND asked_at < $2
            """;

    /** Questions run on from where they were. Returns how many. */
    public static Future<Integer> shiftQuestions(SqlClient client, Instant lostFrom, Instant now) {
        return client.preparedQuery(QUESTIONS)
                .execute(Tuple.of(Rows.at(lostFrom), Rows.at(now)))
                .map(rows -> rows.rowCount());
    }

    static final String CODES = """
            UPDATE confirmation SET expires_at = expires_at + ($2 - greatest($1, asked_at))
            WHERE used_at IS NULL AND expires_at > $1 AND asked_at < $2
            """;

    /** Codes that were sent before can still be typed in. */
    public static Future<Void> shiftCodes(SqlClient client, Instant lostFrom, Instant now) {
        return client.preparedQuery(CODES)
                .execute(Tuple.of(Rows.at(lostFrom), Rows.at(now)))
                .mapEmpty();
    }

    /** A deadline that the outage has come too close to, and what it becomes. */
    public record Deadline(long ticketId, int seq, Buffer head, Charge charge, Instant dueAt, Instant becomes) {}

    // Of a deadline that is further off than the outage was long, the date that people were told stands.
    static final String DEADLINES = """
            SELECT t.id, t.seq, t.head, t.level, t.holder_id, h.grid_id, t.confidential OR t.hold IS NOT DISTINCT FROM 'ASKED' AS kept, d.due_at,
                d.due_at + ($2 - greatest($1, opened_at)) AS becomes
            FROM ticket t
            LEFT JOIN household h ON h.id = t.household_id
            CROSS JOIN LATERAL (SELECT CASE t.state WHEN 'OPEN' THEN t.reply_due_at ELSE t.solve_due_at END AS due_at) d
            WHERE state IN ('OPEN', 'ANSWERED') AND d.due_at > $1 AND d.due_at < $2 + ($2 - greatest($1, opened_at)) AND opened_at < $2
            ORDER BY t.id
            FOR NO KEY UPDATE OF t
            """;

    public static Future<List<Deadline>> deadlines(SqlClient client, Instant lostFrom, Instant now) {
        return client.preparedQuery(DEADLINES)
                .execute(Tuple.of(Rows.at(lostFrom), Rows.at(now)))
                .map(rows -> Rows.list(rows, Release::deadline));
    }

    private static Deadline deadline(Row row) {
        return new Deadline(
                row.getLong("id"),
                row.getInteger("seq"),
                row.getBuffer("head"),
                new Charge(
                        row.getShort("level"),
                        row.getLong("holder_id"),
                        row.getLong("grid_id"),
                        row.getBoolean("kept")),
                Rows.instant(row, "due_at"),
                Rows.instant(row, "becomes"));
    }

    /** What the history says of it: whose clock stood still, and from when to when the deadline moved. */
    public static HistoryRow trace(Deadline deadline, Instant now) {
        return HistoryChain.next(
                deadline.ticketId(),
                deadline.seq(),
                deadline.head(),
                now,
                "OUTAGE",
                "SYSTEM",
                null,
                deadline.charge(),
                deadline.dueAt() + " " + deadline.becomes(),
                null);
    }

    static final String SHIFT = """
            UPDATE ticket t
            SET reply_due_at = t.reply_due_at + by, reply_yellow_at = t.reply_yellow_at + by, reply_red_at = t.reply_red_at + by,
                solve_due_at = t.solve_due_at + by, solve_yellow_at = t.solve_yellow_at + by, solve_red_at = t.solve_red_at + by,
                acts_at = t.acts_at + by, seq = s.seq, head = s.head
            FROM (
                SELECT id, becomes - due_at AS by, seq, head
                FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::integer[], $5::bytea[]) AS n(id, due_at, becomes, seq, head)) s
            WHERE t.id = s.id
            """;

    /** Moves deadlines, each with the row of its history that says so. */
    public static Future<Void> shift(SqlClient client, List<Deadline> deadlines, List<HistoryRow> traces) {
        return deadlines.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(SHIFT)
                        .execute(Tuple.of(
                                Rows.column(deadlines, Long[]::new, Deadline::ticketId),
                                Rows.column(deadlines, OffsetDateTime[]::new, d -> Rows.at(d.dueAt())),
                                Rows.column(deadlines, OffsetDateTime[]::new, d -> Rows.at(d.becomes())),
                                Rows.column(traces, Integer[]::new, HistoryRow::seq),
                                Rows.column(traces, Buffer[]::new, HistoryRow::hash)))
                        .mapEmpty();
    }

    static final String RECORD = """
            INSERT INTO recovery (at, kind, who, detail) VALUES ($1, 'RELEASED', $2, $3)
            """;

    static final String FREE = "DELETE FROM held";

    /** From the commit on, every node sends again. */
    public static Future<Void> free(SqlClient client, Instant now, String who, String detail) {
        return client.preparedQuery(RECORD)
                .execute(Tuple.of(Rows.at(now), who, detail))
                .compose(recorded -> client.preparedQuery(FREE).execute())
                .mapEmpty();
    }
}

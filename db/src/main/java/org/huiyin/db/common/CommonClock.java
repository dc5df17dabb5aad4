package org.huiyin.db.common;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.huiyin.db.Rows;

/** What is still to be done about common problems: promises that are missed, and tickets that have not heard of what was decided. */
public final class CommonClock {

    /** A promise that is missed, and since when. */
    public record Missed(long problemId, Instant since) {}

    static final String MISSED = """
            SELECT id, missed_at FROM common_problem WHERE missed_at <= $1 AND NOT EXISTS (SELECT FROM held) ORDER BY missed_at, id LIMIT 200
            """;

    /** Promises that were to be kept before {@code now}, at most 200, the oldest first. */
    public Future<List<Missed>> missed(SqlClient client, Instant now) {
        return client.preparedQuery(MISSED)
                .execute(Tuple.of(Rows.at(now)))
                .map(rows -> Rows.list(rows, row -> new Missed(row.getLong("id"), Rows.instant(row, "missed_at"))));
    }

    /**
     * Tickets of one address that have to hear of a problem's last step together.
     *
     * @param seq the sum of the lengths of their histories, which tells one such time from another
     */
    public record Waiting(long problemId, int step, List<Long> ticketIds, long seq) {}

    static final String WAITING = """
            SELECT p.id, p.step, array_agg(t.id ORDER BY t.id) AS tickets, sum(t.seq)::bigint AS seq
            FROM common_problem p
            JOIN common_member m ON m.problem_id = p.id AND m.state = 'IN' AND m.step < p.step AND m.try_at <= $1
            JOIN ticket t ON t.id = m.ticket_id
            WHERE NOT p.carried AND NOT EXISTS (SELECT FROM held)
            GROUP BY p.id, p.step, coalesce(t.address_id, -t.id)
            ORDER BY p.id, min(t.id) LIMIT $2
            """;

    /** Those who wait, at most so many addresses, in the order of their oldest tickets. */
    public Future<List<Waiting>> waiting(SqlClient client, Instant now, int most) {
        return client.preparedQuery(WAITING)
                .execute(Tuple.of(Rows.at(now), most))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Waiting(
                                row.getLong("id"),
                                row.getInteger("step"),
                                Rows.longs(row, "tickets"),
                                row.getLong("seq"))));
    }

    static final String PUT_OFF = """
            UPDATE common_member SET try_at = $3 WHERE problem_id = $1 AND ticket_id = ANY ($2::bigint[])
            """;

    /** Tickets that cannot be told must not stand before all others for ever. */
    public Future<Void> putOff(SqlClient client, Waiting stuck, Instant until) {
        return client.preparedQuery(PUT_OFF)
                .execute(Tuple.of(stuck.problemId(), Rows.ids(stuck.ticketIds()), Rows.at(until)))
                .mapEmpty();
    }

    private record Carrying(long problemId, int turn) {}

    static final String CARRYING = "SELECT id, turn FROM common_problem WHERE NOT carried ORDER BY id";

    static final String SETTLE = """
            UPDATE common_problem p
            SET carried = true, urgent = c.urgent, households = c.households, villages = c.villages
            FROM (SELECT coalesce(bool_or(t.urgency <> 'NORMAL'), false) AS urgent,
                         count(DISTINCT t.household_id)::integer AS households,
                         count(DISTINCT h.grid_id)::integer AS villages
                  FROM common_member m
                  JOIN ticket t ON t.id = m.ticket_id
                  JOIN household h ON h.id = t.household_id
                  WHERE m.problem_id = $1 AND m.state IN ('IN', 'DONE')) c
            WHERE p.id = $1 AND p.turn = $2 AND NOT p.carried
              AND NOT EXISTS (SELECT FROM common_member w WHERE w.problem_id = $1 AND w.state = 'IN' AND w.step < p.step)
            """;

    /** Counts the problems whose tickets have all heard; where somebody decides meanwhile, it is another turn and done later. */
    public Future<Void> settle(SqlClient client) {
        return client.preparedQuery(CARRYING)
                .execute()
                .map(rows -> Rows.list(rows, row -> new Carrying(row.getLong("id"), row.getInteger("turn"))))
                .compose(some -> Future.join(some.stream()
                                .map(one -> client.preparedQuery(SETTLE).execute(Tuple.of(one.problemId(), one.turn())))
                                .toList())
                        .mapEmpty());
    }
}

package org.huiyin.db.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.huiyin.db.Rows;
import org.huiyin.db.ticket.Charge;
import org.jspecify.annotations.Nullable;

/** The tables {@code tally_run} and {@code tally}: which rows of histories have been counted, and what they came to. */
public final class Tallies {
    /** Longer than any transaction takes to commit what it dated, and than the nodes' clocks differ. */
    public static final Duration OVERLAP = Duration.ofMinutes(10);

    private Tallies() {}

    /**
     * The last run, or what stands for one where there is none.
     *
     * @param n 0 where nothing was ever counted
     */
    public record Run(long n, Instant covers) {}

    static final String LAST = "SELECT n, covers FROM tally_run ORDER BY n DESC LIMIT 1";

    static final String FIRST = "SELECT at FROM history ORDER BY at LIMIT 1";

    /** Of a county where nothing was counted yet, all of history is looked through once for where it begins. */
    public static Future<Run> last(SqlClient client, Instant now) {
        return client.preparedQuery(LAST)
                .execute()
                .map(rows -> Rows.list(rows, row -> new Run(row.getLong("n"), Rows.instant(row, "covers"))))
                .compose(runs -> runs.isEmpty() ? beginning(client, now) : Future.succeededFuture(runs.get(0)));
    }

    private static Future<Run> beginning(SqlClient client, Instant now) {
        return client.preparedQuery(FIRST)
                .execute()
                .map(rows -> Rows.list(rows, row -> Rows.instant(row, "at")).stream()
                        .findFirst()
                        .orElse(now))
                .map(first -> new Run(0, first));
    }

    static final String COUNTED = "SELECT counted FROM tally_run WHERE at >= $1";

    /** What runs since then have counted. */
    public static Future<List<Counted>> counted(SqlClient client, Instant since) {
        return client.preparedQuery(COUNTED)
                .execute(Tuple.of(Rows.at(since)))
                .map(rows -> Rows.list(rows, row -> Counted.unpacked(row.getBuffer("counted"))).stream()
                        .flatMap(List::stream)
                        .toList());
    }

    static final String GROWN = """
            SELECT ticket_id, min(seq) AS first, max(seq) AS last FROM history WHERE at >= $1 AND at < $2 GROUP BY ticket_id ORDER BY ticket_id
            """;

    /** A history that has rows of a time, from the first of them to the last. */
    public record Grown(long ticketId, int first, int last) {}

    public static Future<List<Grown>> grown(SqlClient client, Instant from, Instant to) {
        return client.preparedQuery(GROWN)
                .execute(Tuple.of(Rows.at(from), Rows.at(to)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Grown(row.getLong("ticket_id"), row.getInteger("first"), row.getInteger("last"))));
    }

    static final String STORIES = """
            SELECT ticket_id, seq, at, kind, actor, detail, level, duty_id, grid_id, kept
            FROM history WHERE ticket_id = ANY ($1::bigint[]) ORDER BY ticket_id, seq
            """;

    /** All that happened to those tickets, by ticket and in its order. */
    public static Future<List<StoryRow>> stories(SqlClient client, Collection<Long> ticketIds) {
        return client.preparedQuery(STORIES)
                .execute(Tuple.of(Rows.ids(ticketIds)))
                .map(rows -> Rows.list(rows, Tallies::story));
    }

    private static StoryRow story(Row row) {
        return new StoryRow(
                row.getLong("ticket_id"),
                row.getInteger("seq"),
                Rows.instant(row, "at"),
                row.getString("kind"),
                row.getString("actor"),
                row.getString("detail"),
                new Charge(
                        row.getShort("level"), row.getLong("duty_id"), row.getLong("grid_id"), row.getBoolean("kept")));
    }

    static final String POSTS = """
            SELECT d.id, d.cadre_id, coalesce(d.unit_id, c.unit_id) AS unit_id FROM duty d LEFT JOIN cadre c ON c.id = d.cadre_id WHERE d.id = ANY ($1::bigint[])
            """;

    /** Who occupies a duty, and in which unit: the department's where it is a department's; a county desk's seat has neither. */
    public record Post(@Nullable Long cadreId, @Nullable Long unitId) {}

    public static Future<Map<Long, Post>> posts(SqlClient client, Collection<Long> dutyIds) {
        return client.preparedQuery(POSTS)
                .execute(Tuple.of(Rows.ids(dutyIds)))
                .map(rows -> Rows.list(rows, row -> row).stream()
                        .collect(Collectors.toMap(
                                row -> row.getLong("id"),
                                row -> new Post(row.getLong("cadre_id"), row.getLong("unit_id")))));
    }

    static final String ADD = """
            WITH run AS (
                INSERT INTO tally_run (n, at, covers, counted) VALUES ($1, $2, $3, $4) ON CONFLICT (n) DO NOTHING RETURNING n),
            added AS (
                INSERT INTO tally AS t (
                    scope, id, period, since, matters, claimed, yes, no, partly, silent, unreached, declined, withdrawn, merged, replied,
                    replied_late, missed_reply, resolved, resolved_late, missed_solve, reminded, climbed, escalated, extended, returned,
                    transferred, judged, redone)
                SELECT u.* FROM run, unnest(
                    $5::text[], $6::bigint[], $7::text[], $8::date[], $9::integer[], $10::integer[], $11::integer[], $12::integer[],
                    $13::integer[], $14::integer[], $15::integer[], $16::integer[], $17::integer[], $18::integer[], $19::integer[],
                    $20::integer[], $21::integer[], $22::integer[], $23::integer[], $24::integer[], $25::integer[], $26::integer[],
                    $27::integer[], $28::integer[], $29::integer[], $30::integer[], $31::integer[], $32::integer[]) u
                ON CONFLICT (scope, period, since, id) DO UPDATE SET
                    matters = t.matters + excluded.matters, claimed = t.claimed + excluded.claimed, yes = t.yes + excluded.yes,
                    no = t.no + excluded.no, partly = t.partly + excluded.partly, silent = t.silent + excluded.silent,
                    unreached = t.unreached + excluded.unreached, declined = t.declined + excluded.declined,
                    withdrawn = t.withdrawn + excluded.withdrawn, merged = t.merged + excluded.merged,
                    replied = t.replied + excluded.replied, replied_late = t.replied_late + excluded.replied_late,
                    missed_reply = t.missed_reply + excluded.missed_reply, resolved = t.resolved + excluded.resolved,
                    resolved_late = t.resolved_late + excluded.resolved_late, missed_solve = t.missed_solve + excluded.missed_solve,
                    reminded = t.reminded + excluded.reminded, climbed = t.climbed + excluded.climbed,
                    escalated = t.escalated + excluded.escalated, extended = t.extended + excluded.extended,
                    returned = t.returned + excluded.returned, transferred = t.transferred + excluded.transferred,
                    judged = t.judged + excluded.judged, redone = t.redone + excluded.redone)
            SELECT count(*) AS runs FROM run
            """;

    /**
     * Keeps a run, and adds what it came to, in one statement.
     *
     * @param covers all that was written before is in it, or in an earlier one
     * @return whether it was the first of that number; another node's counts, and nothing of this one was added
     */
    public static Future<Boolean> add(
            SqlClient client, long n, Instant now, Instant covers, List<Counted> counted, Collection<TallyRow> rows) {
        Tuple tuple = Tuple.of(n, Rows.at(now), Rows.at(covers), Counted.packed(counted))
                .addValue(Rows.column(rows, String[]::new, r -> r.key().scope().name()))
                .addValue(Rows.column(rows, Long[]::new, r -> r.key().id()))
                .addValue(Rows.column(rows, String[]::new, r -> r.key().period().name()))
                .addValue(Rows.column(rows, LocalDate[]::new, r -> r.key().since()));
        for (Measure measure : Measure.values()) {
            tuple.addValue(Rows.column(rows, Integer[]::new, r -> r.of(measure)));
        }
        return client.preparedQuery(ADD)
                .execute(tuple)
                .map(run -> run.iterator().next().getLong("runs") == 1);
    }
}

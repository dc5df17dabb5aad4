package org.huiyin.db.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.huiyin.db.Rows;
import org.huiyin.db.report.TallyRow.Scope;

/** Reads what was counted: sums over months where they are whole, and over days before and after them. */
public final class TallyReports {
    private TallyReports() {}

    /** Which half of the measures is read: a report needs one. */
    public enum Part {
        /** How matters stand. */
        MATTERS,
        /** What was done. */
        DEEDS
    }

    static final String MATTERS_OF_ALL = """
            SELECT id, sum(matters) AS matters, sum(claimed) AS claimed, sum(yes) AS yes, sum(no) AS no, sum(partly) AS partly, sum(silent) AS silent,
                sum(unreached) AS unreached, sum(declined) AS declined, sum(withdrawn) AS withdrawn, sum(merged) AS merged
            FROM tally
            WHERE (scope = $1 AND period = 'MONTH' AND since >= $4 AND since < $5)
               OR (scope = $1 AND period = 'DAY' AND since >= $2 AND since < $4)
               OR (scope = $1 AND period = 'DAY' AND since >= $5 AND since < $3)
            GROUP BY id
            """;

    static final String DEEDS_OF_ALL = """
            SELECT id, sum(replied) AS replied, sum(replied_late) AS replied_late, sum(missed_reply) AS missed_reply, sum(resolved) AS resolved,
                sum(resolved_late) AS resolved_late, sum(missed_solve) AS missed_solve, sum(reminded) AS reminded, sum(climbed) AS climbed,
                sum(escalated) AS escalated, sum(extended) AS extended, sum(returned) AS returned, sum(transferred) AS transferred,
                sum(judged) AS judged, sum(redone) AS redone
            FROM tally
            WHERE (scope = $1 AND period = 'MONTH' AND since >= $4 AND since < $5)
               OR (scope = $1 AND period = 'DAY' AND since >= $2 AND since < $4)
               OR (scope = $1 AND period = 'DAY' AND since >= $5 AND since < $3)
            GROUP BY id
            """;

    /** Everybody of a scope of whom anything was counted. */
    public static Future<List<Figures>> ofAll(SqlClient client, Part part, Scope scope, Span span) {
        return client.preparedQuery(part == Part.MATTERS ? MATTERS_OF_ALL : DEEDS_OF_ALL)
                .execute(Tuple.of(scope.name(), span.from(), span.until(), span.months(), span.monthsEnd()))
                .map(rows -> Rows.list(rows, Figures::read));
    }

    static final String MATTERS_OF_UNIT = """
            SELECT t.id, sum(matters) AS matters, sum(claimed) AS claimed, sum(yes) AS yes, sum(no) AS no, sum(partly) AS partly, sum(silent) AS silent,
                sum(unreached) AS unreached, sum(declined) AS declined, sum(withdrawn) AS withdrawn, sum(merged) AS merged
            FROM cadre c
            CROSS JOIN LATERAL (
                SELECT * FROM tally WHERE scope = 'CADRE' AND id = c.id AND period = 'MONTH' AND since >= $4 AND since < $5
                UNION ALL
                SELECT * FROM tally WHERE scope = 'CADRE' AND id = c.id AND period = 'DAY' AND since >= $2 AND since < $4
                UNION ALL
                SELECT * FROM tally WHERE scope = 'CADRE' AND id = c.id AND period = 'DAY' AND since >= $5 AND since < $3) t
            WHERE c.unit_id = $1
            GROUP BY t.id
            """;

    static final String DEEDS_OF_UNIT = """
            SELECT t.id, sum(replied) AS replied, sum(replied_late) AS replied_late, sum(missed_reply) AS missed_reply, sum(resolved) AS resolved,
                sum(resolved_late) AS resolved_late, sum(missed_solve) AS missed_solve, sum(reminded) AS reminded, sum(climbed) AS climbed,
                sum(escalated) AS escalated, sum(extended) AS extended, sum(returned) AS returned, sum(transferred) AS transferred,
                sum(judged) AS judged, sum(redone) AS redone
            FROM cadre c
            CROSS JOIN LATERAL (
                SELECT * FROM tally WHERE scope = 'CADRE' AND id = c.id AND period = 'MONTH' AND since >= $4 AND since < $5
                UNION ALL
                SELECT * FROM tally WHERE scope = 'CADRE' AND id = c.id AND period = 'DAY' AND since >= $2 AND since < $4
                UNION ALL
                SELECT * FROM tally WHERE scope = 'CADRE' AND id = c.id AND period = 'DAY' AND since >= $5 AND since < $3) t
            WHERE c.unit_id = $1
            GROUP BY t.id
            """;

    /** The cadres of a unit. */
    public static Future<List<Figures>> ofUnit(SqlClient client, Part part, long unitId, Span span) {
        return client.preparedQuery(part == Part.MATTERS ? MATTERS_OF_UNIT : DEEDS_OF_UNIT)
                .execute(Tuple.of(unitId, span.from(), span.until(), span.months(), span.monthsEnd()))
                .map(rows -> Rows.list(rows, Figures::read));
    }

    // Only months that are over, and of which no single one is of fewer than ten: two looks must not differ by one
    // complaint.
    static final String KEPT = """
            SELECT coalesce(sum(matters), 0) AS matters FROM tally
            WHERE scope = 'KEPT' AND period = 'MONTH' AND since >= $1 AND since < $2 AND matters >= 10
            """;

    /** How many matters were kept from the line in whole months that are over by {@code today}, of those with at least ten; empty for none. */
    public static Future<Optional<Long>> kept(SqlClient client, Span span, LocalDate today) {
        LocalDate thisMonth = today.withDayOfMonth(1);
        LocalDate end = span.monthsEnd().isBefore(thisMonth) ? span.monthsEnd() : thisMonth;
        return client.preparedQuery(KEPT)
                .execute(Tuple.of(span.months(), end))
                .map(rows ->
                        Optional.of(rows.iterator().next().getLong("matters")).filter(n -> n > 0));
    }

    static final String COVERS = "SELECT covers FROM tally_run ORDER BY n DESC LIMIT 1";

    /** Everything that was written before is counted; empty where nothing ever was. */
    public static Future<Optional<Instant>> covers(SqlClient client) {
        return client.preparedQuery(COVERS)
                .execute()
                .map(rows -> Rows.list(rows, row -> Rows.instant(row, "covers")).stream()
                        .findFirst());
    }
}

package org.huiyin.db.common;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import org.huiyin.db.Rows;
import org.jspecify.annotations.Nullable;

/**
 * What departments promised in public, and what became of it. A day that was put forward is one promise with the last of its days; time to
 * promise that ran out counts for whoever had it then.
 */
public final class PublicPromises {

    /**
     * A department's, or the county desk's, which has no id.
     *
     * @param unit the department's name, null for the county desk
     * @param kept said to be solved before the promise was missed
     * @param missed not solved on the first working day after the promised one; it stays missed when it is solved later
     * @param open still to come
     * @param unanswered times that the households were told no day until one was due
     */
    public record Count(
            @Nullable Long unitId, @Nullable String unit, long kept, long missed, long open, long unanswered) {}

    static final String BY_DEPARTMENT = """
            SELECT u.id, u.name,
                   count(*) FILTER (WHERE s.kind = 'PROMISED' AND s.then = 'SOLVED') AS kept,
                   count(*) FILTER (WHERE s.kind = 'PROMISED' AND s.then = 'PROMISE_MISSED') AS missed,
                   count(*) FILTER (WHERE s.kind = 'PROMISED' AND s.then IS NULL) AS open,
                   count(*) FILTER (WHERE s.kind = 'ANSWER_MISSED') AS unanswered
            FROM (SELECT unit_id, kind, lead(kind) OVER (PARTITION BY problem_id ORDER BY step) AS then
                  FROM common_step WHERE kind IN ('PROMISED', 'ANSWER_MISSED', 'PROMISE_MISSED', 'SOLVED')) s
            LEFT JOIN unit u ON u.id = s.unit_id
            WHERE s.kind IN ('PROMISED', 'ANSWER_MISSED')
            GROUP BY u.id, u.name
            ORDER BY u.name, u.id
            """;

    private PublicPromises() {}

    /** Of every department that ever promised anything or had to, the county desk's last. */
    public static Future<List<Count>> byDepartment(SqlClient client) {
        return client.preparedQuery(BY_DEPARTMENT)
                .execute()
                .map(rows -> Rows.list(
                        rows,
                        row -> new Count(
                                row.getLong("id"),
                                row.getString("name"),
                                row.getLong("kept"),
                                row.getLong("missed"),
                                row.getLong("open"),
                                row.getLong("unanswered"))));
    }
}

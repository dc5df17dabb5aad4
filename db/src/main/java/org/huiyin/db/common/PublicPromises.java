package org.huiyin.db.common;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import org.huiyin.db.Rows;

/** What departments promised in public, and what became of it. A day that was put forward is one promise with the last of its days. */
public final class PublicPromises {

    /**
     * A department's.
     *
     * @param kept said to be solved before the promise was missed
     * @param missed not solved on the first working day after the promised one; it stays missed when it is solved later
     * @param open still to come
     */
    public record Count(long unitId, String unit, long kept, long missed, long open) {}

    static final String BY_DEPARTMENT = """
            SELECT u.id, u.name,
                   count(*) FILTER (WHERE s.then = 'SOLVED') AS kept,
                   count(*) FILTER (WHERE s.then = 'PROMISE_MISSED') AS missed,
                   count(*) FILTER (WHERE s.then IS NULL) AS open
            FROM (SELECT unit_id, kind, lead(kind) OVER (PARTITION BY problem_id ORDER BY step) AS then
                  FROM common_step WHERE kind IN ('PROMISED', 'PROMISE_MISSED', 'SOLVED')) s
            JOIN unit u ON u.id = s.unit_id
            WHERE s.kind = 'PROMISED'
            GROUP BY u.id, u.name
            ORDER BY u.name, u.id
            """;

    private PublicPromises() {}

    /** Of every department that ever promised anything. */
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
                                row.getLong("open"))));
    }
}

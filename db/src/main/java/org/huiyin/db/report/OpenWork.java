package org.huiyin.db.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.huiyin.db.Rows;

/** What is open now, counted from the tickets themselves by the indexes that hold the open ones only; nothing that is kept from the line. */
public final class OpenWork {
    private OpenWork() {}

    /**
     * Of somebody.
     *
     * @param id a level, or what the registry gave a unit, cadre or grid; 0 of the county, and of what lies with a seat or with no known grid
     * @param waiting for the villager, among the open ones
     * @param dueToday until the end of this day, and not overdue
     */
    public record Open(long id, long open, long waiting, long dueToday, long overdue) {
        /** Both together, of whoever the first are of. */
        public Open and(Open more) {
            return new Open(
                    id, open + more.open, waiting + more.waiting, dueToday + more.dueToday, overdue + more.overdue);
        }

        /** The same, of somebody else. */
        public Open of(long other) {
            return new Open(other, open, waiting, dueToday, overdue);
        }

        static Open read(Row row) {
            Long id = row.getLong("id");
            return new Open(
                    id == null ? 0 : id,
                    row.getLong("open"),
                    row.getLong("waiting"),
                    row.getLong("due_today"),
                    row.getLong("overdue"));
        }
    }

    // When the clock that runs ends; a common problem's has its own, and what is said to be resolved waits for the
    // villager.
    private static final String WORK =
            "CASE state WHEN 'OPEN' THEN reply_due_at WHEN 'ANSWERED' THEN solve_due_at END AS due, state = 'RESOLVED' AS waits";

    private static final String OPEN = "state <> 'CLOSED' AND NOT confidential AND hold IS DISTINCT FROM 'ASKED'";

    private static final String COUNTS = """
            count(*) AS open, count(*) FILTER (WHERE o.waits) AS waiting,
                count(*) FILTER (WHERE o.due > $1 AND o.due <= $2) AS due_today, count(*) FILTER (WHERE o.due <= $1) AS overdue""";

    static final String COUNTY = """
            SELECT 0::bigint AS id, count(*) FILTER (WHERE NOT o.kept) AS open, count(*) FILTER (WHERE NOT o.kept AND o.waits) AS waiting,
                count(*) FILTER (WHERE NOT o.kept AND o.due > $1 AND o.due <= $2) AS due_today,
                count(*) FILTER (WHERE NOT o.kept AND o.due <= $1) AS overdue, count(*) FILTER (WHERE o.kept) AS kept
            FROM (SELECT %s, confidential OR hold IS NOT DISTINCT FROM 'ASKED' AS kept FROM ticket WHERE state <> 'CLOSED') o
            """.formatted(WORK);

    static final String BY_LEVEL = """
            SELECT o.level::bigint AS id, %s
            FROM (SELECT level, %s FROM ticket WHERE %s) o
            GROUP BY o.level
            """.formatted(COUNTS, WORK, OPEN);

    static final String BY_CADRE = """
            SELECT o.holder_cadre_id AS id, %s
            FROM (SELECT holder_cadre_id, %s FROM ticket WHERE %s AND holder_cadre_id IS NOT NULL) o
            GROUP BY o.holder_cadre_id
            """.formatted(COUNTS, WORK, OPEN);

    // What somebody has as a department's head is his department's, whatever unit he himself belongs to: there it is
    // added, and at his own it is taken
    // off. A department's duties are few, and those of links as many as households.
    static final String BY_UNIT = """
            WITH headed AS (
                SELECT d.unit_id, c.unit_id AS own_id, %1$s
                FROM duty d
                JOIN cadre c ON c.id = d.cadre_id
                CROSS JOIN LATERAL (SELECT %2$s FROM ticket t WHERE t.holder_id = d.id AND t.holder_live IS NOT NULL AND %3$s) o
                WHERE d.unit_id IS NOT NULL AND d.live
                GROUP BY d.unit_id, c.unit_id)
            SELECT u.id, sum(u.open)::bigint AS open, sum(u.waiting)::bigint AS waiting, sum(u.due_today)::bigint AS due_today,
                sum(u.overdue)::bigint AS overdue
            FROM (
                SELECT c.unit_id AS id, h.open, h.waiting, h.due_today, h.overdue
                FROM (
                    SELECT o.holder_cadre_id, %1$s
                    FROM (SELECT holder_cadre_id, %2$s FROM ticket WHERE %3$s AND holder_cadre_id IS NOT NULL) o
                    GROUP BY o.holder_cadre_id) h
                JOIN cadre c ON c.id = h.holder_cadre_id
                UNION ALL
                SELECT unit_id, open, waiting, due_today, overdue FROM headed
                UNION ALL
                SELECT own_id, -open, -waiting, -due_today, -overdue FROM headed) u
            GROUP BY u.id
            HAVING sum(u.open) > 0
            """.formatted(COUNTS, WORK, OPEN);

    static final String OF_UNIT = """
            SELECT o.holder_cadre_id AS id, %s
            FROM (
                SELECT id, unit_id FROM cadre WHERE unit_id = $3
                UNION
                SELECT c.id, c.unit_id FROM duty d JOIN cadre c ON c.id = d.cadre_id WHERE d.unit_id = $3) c
            CROSS JOIN LATERAL (
                SELECT t.holder_cadre_id, %s FROM ticket t JOIN duty d ON d.id = t.holder_id
                WHERE t.holder_cadre_id = c.id AND %s AND coalesce(d.unit_id, c.unit_id) = $3) o
            GROUP BY o.holder_cadre_id
            """.formatted(COUNTS, WORK, OPEN);

    static final String BY_GRID = """
            SELECT o.grid_id AS id, %s
            FROM (SELECT grid_id, %s FROM ticket WHERE %s AND grid_id IS NOT NULL) o
            GROUP BY o.grid_id
            """.formatted(COUNTS, WORK, OPEN);

    /**
     * Of the whole county.
     *
     * @param kept how many more are kept from the line
     */
    public record County(Open open, long kept) {}

    public static Future<County> county(SqlClient client, Instant now, Instant midnight) {
        return client.preparedQuery(COUNTY)
                .execute(Tuple.of(Rows.at(now), Rows.at(midnight)))
                .map(rows -> rows.iterator().next())
                .map(row -> new County(Open.read(row), row.getLong("kept")));
    }

    public static Future<List<Open>> byLevel(SqlClient client, Instant now, Instant midnight) {
        return read(client, BY_LEVEL, Tuple.of(Rows.at(now), Rows.at(midnight)));
    }

    public static Future<List<Open>> byUnit(SqlClient client, Instant now, Instant midnight) {
        return read(client, BY_UNIT, Tuple.of(Rows.at(now), Rows.at(midnight)));
    }

    public static Future<List<Open>> byCadre(SqlClient client, Instant now, Instant midnight) {
        return read(client, BY_CADRE, Tuple.of(Rows.at(now), Rows.at(midnight)));
    }

    /** The cadres of a unit. */
    public static Future<List<Open>> ofUnit(SqlClient client, Instant now, Instant midnight, long unitId) {
        return read(client, OF_UNIT, Tuple.of(Rows.at(now), Rows.at(midnight), unitId));
    }

    /** The grids in which the households are. */
    public static Future<List<Open>> byGrid(SqlClient client, Instant now, Instant midnight) {
        return read(client, BY_GRID, Tuple.of(Rows.at(now), Rows.at(midnight)));
    }

    private static Future<List<Open>> read(SqlClient client, String statement, Tuple values) {
        return client.preparedQuery(statement).execute(values).map(rows -> Rows.list(rows, Open::read));
    }
}

package org.huiyin.db.ticket;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.huiyin.db.Rows;

/** The table {@code digest}: at which hours every official has heard what lies with him. */
public final class Digests {
    static final String DONE = "SELECT FROM digest WHERE slot = $1";

    public Future<Boolean> isDone(SqlClient client, Instant slot) {
        return client.preparedQuery(DONE).execute(Tuple.of(Rows.at(slot))).map(rows -> rows.size() > 0);
    }

    static final String HOLDERS = """
            SELECT cadre_id FROM (
                SELECT holder_cadre_id AS cadre_id FROM ticket WHERE state <> 'CLOSED' AND holder_cadre_id > $1
                UNION
                SELECT d.cadre_id FROM duty d JOIN grid g ON g.id = d.grid_id AND g.level = 'COUNTY'
                WHERE d.live AND d.cadre_id > $1
                    AND (EXISTS (SELECT FROM common_problem WHERE state IN ('SUGGESTED', 'OPEN'))
                        OR EXISTS (SELECT FROM ticket t JOIN duty o ON o.id = t.holder_id AND o.grid_id = g.id WHERE t.holder_live IS NOT NULL))
                UNION
                SELECT d.cadre_id FROM common_problem p JOIN duty d ON d.unit_id = p.unit_id
                WHERE p.state IN ('SUGGESTED', 'OPEN', 'ANSWERED') AND d.live AND d.cadre_id > $1) c
            WHERE NOT EXISTS (SELECT FROM held)
            ORDER BY 1 LIMIT $2
            """;

    /** Officials with something open, the county desk while anything lies there, and those who may have to decide about a common problem, by id, after that one. */
    public Future<List<Long>> holders(SqlClient client, long after, int limit) {
        return client.preparedQuery(HOLDERS)
                .execute(Tuple.of(after, limit))
                .map(rows -> Rows.list(rows, row -> row.getLong(0)));
    }

    static final String DO = "INSERT INTO digest (slot, done_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";

    public Future<Void> done(SqlClient client, Instant slot, Instant now) {
        return client.preparedQuery(DO)
                .execute(Tuple.of(Rows.at(slot), Rows.at(now)))
                .mapEmpty();
    }
}

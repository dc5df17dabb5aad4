package org.huiyin.db.channel;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.huiyin.db.Rows;

/** The table {@code scene}: the printed code of each cadre at each account that has such codes. */
public final class SceneRows {
    private SceneRows() {}

    /** A cadre who has no printed code yet. */
    public record Cadre(long id, String code) {}

    static final String WITHOUT = """
            SELECT c.id, c.code FROM cadre c
            WHERE NOT EXISTS (SELECT FROM scene s WHERE s.channel = $1 AND s.cadre_id = c.id)
              AND length(c.code) <= 47 AND NOT EXISTS (SELECT FROM held)
              AND EXISTS (SELECT FROM link l WHERE l.cadre_id = c.id AND l.until IS NULL)
            ORDER BY c.id
            LIMIT $2
            """;

    /** Cadres with households and without a printed code at the channel; a scene of 64 characters holds a code of at most 47. */
    public static Future<List<Cadre>> without(SqlClient client, String channel, int limit) {
        return client.preparedQuery(WITHOUT)
                .execute(Tuple.of(channel, limit))
                .map(rows -> Rows.list(rows, row -> new Cadre(row.getLong("id"), row.getString("code"))));
    }

    static final String KEEP = """
            INSERT INTO scene (channel, cadre_id, scene, url) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
            """;

    public static Future<Void> keep(SqlClient client, String channel, long cadreId, String scene, String url) {
        return client.preparedQuery(KEEP)
                .execute(Tuple.of(channel, cadreId, scene, url))
                .mapEmpty();
    }
}

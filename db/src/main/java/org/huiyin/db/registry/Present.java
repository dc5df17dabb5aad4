package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the reads that every registry table has, each with its own statement. */
final class Present {
    private Present() {}

    /** Rows by what stands in their first column. */
    static Future<Map<String, Map<String, String>>> read(
            SqlClient client, String sql, @Nullable String[] codes, Function<Row, Map<String, String>> fields) {
        return client.preparedQuery(sql).execute(Tuple.of((Object) codes)).map(rows -> {
            Map<String, Map<String, String>> found = new HashMap<>();
            rows.forEach(row -> found.put(row.getString("code"), fields.apply(row)));
            return found;
        });
    }

    /** The column {@code n} of the only row. */
    static Future<Long> count(SqlClient client, String sql) {
        return client.preparedQuery(sql)
                .execute()
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    /** The codes that come after one. */
    static Future<List<String>> codes(SqlClient client, String sql, String code) {
        return client.preparedQuery(sql).execute(Tuple.of(code)).map(rows -> {
            List<String> found = new ArrayList<>(rows.size());
            rows.forEach(row -> found.add(row.getString("code")));
            return found;
        });
    }
}

package org.huiyin.db.server;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import org.huiyin.db.Rows;

/** What a schema needs from time to time: the coming months' partitions, and an end to what has been kept long enough. */
public final class Housekeeping {
    /** The replay memory: longer than any provider repeats itself. */
    private static final Duration KEEP_KEYS = Duration.ofDays(400);

    private Housekeeping() {}

    /** Names are made of a table's name and a month, none of which anybody types. */
    static final String PARTITIONS = """
            DO $$
            DECLARE
                parent text;
                month date;
            BEGIN
                FOREACH parent IN ARRAY ARRAY['part', 'set_aside'] LOOP
                    FOR ahead IN 0..2 LOOP
                        month := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead))::date;
                        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                            parent || to_char(month, '_YYYY_MM'), parent,
                            to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
                            to_char(month + make_interval(months => 1), 'YYYY-MM-DD') || ' 00:00:00+00');
                    END LOOP;
                END LOOP;
            END
            $$
            """;

    /** Makes the partitions of this month and the next two. Rows of a month without one lie in the table's rest. */
    public static Future<Void> partitions(SqlClient client) {
        return client.query(PARTITIONS).execute().mapEmpty();
    }

    static final String FORGET = "DELETE FROM inbound WHERE at < $1";

    /** Forgets the keys of events older than 400 days. Returns how many. */
    public static Future<Integer> forget(SqlClient client, Instant now) {
        return client.preparedQuery(FORGET)
                .execute(Tuple.of(Rows.at(now.minus(KEEP_KEYS))))
                .map(rows -> rows.rowCount());
    }
}

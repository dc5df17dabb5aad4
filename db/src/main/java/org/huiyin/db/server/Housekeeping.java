package org.huiyin.db.server;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.huiyin.db.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a schema needs from time to time: the coming months' partitions, and an end to what has been kept long enough. */
public final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    /** The replay memory: longer than any provider repeats itself. */
    private static final Duration KEEP_KEYS = Duration.ofDays(400);

    private Housekeeping() {}

    /**
     * Names are made of a table's name and a month, none of which anybody types. A table is locked for a moment, and nobody shall stand behind us
     * while we wait for a long reader, nor while very many rows are moved: there is another day.
     */
    static final String PARTITIONS = """
            DO $$
            DECLARE
                parent text;
                month date;
                child text;
                stamp text;
                low text;
                high text;
                strays integer;
            BEGIN
                PERFORM set_config('lock_timeout', '500ms', true);
                FOREACH parent IN ARRAY ARRAY['part', 'set_aside'] LOOP
                    stamp := CASE parent WHEN 'part' THEN 'created_at' ELSE 'at' END;
                    FOR ahead IN 0..2 LOOP
                        month := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead))::date;
                        child := parent || to_char(month, '_YYYY_MM');
                        low := to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00';
                        high := to_char(month + make_interval(months => 1), 'YYYY-MM-DD') || ' 00:00:00+00';
                        CONTINUE WHEN to_regclass(format('%I.%I', current_schema(), child)) IS NOT NULL;
                        BEGIN
                            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_rest');
                            EXECUTE format('SELECT count(*) FROM (SELECT FROM %I WHERE %I >= %L AND %I < %L LIMIT 20001) s',
                                parent || '_rest', stamp, low, stamp, high) INTO strays;
                            CONTINUE WHEN strays > 20000;
                            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', child, parent);
                            EXECUTE format('WITH s AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM s',
                                parent || '_rest', stamp, low, stamp, high, child);
                            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
                        EXCEPTION WHEN lock_not_available OR duplicate_table OR unique_violation OR deadlock_detected THEN
                            -- Somebody reads for long, or another node makes it just now.
                            NULL;
                        END;
                    END LOOP;
                END LOOP;
            END
            $$
            """;

    static final String WITHOUT = """
            SELECT parent || to_char(month, '_YYYY_MM') AS name
            FROM unnest(ARRAY['part', 'set_aside']) AS p(parent)
            CROSS JOIN LATERAL (
                SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead) AS month
                FROM generate_series(0, 2) AS a(ahead)) m
            WHERE to_regclass(format('%I.%I', current_schema(), parent || to_char(month, '_YYYY_MM'))) IS NULL
            ORDER BY name
            """;

    /**
     * Makes the partitions of this month and the next two, and moves there what lies in the table's rest of them. Gives the names of those that
     * could not be made, because others were at the table or too many rows would have to move: nothing fails by it, their rows lie in the rest.
     */
    public static Future<List<String>> partitions(SqlClient client) {
        return client.query(PARTITIONS)
                .execute()
                .compose(made -> client.query(WITHOUT).execute())
                .map(rows -> Rows.list(rows, row -> row.getString("name")))
                .onSuccess(without -> {
                    if (!without.isEmpty()) {
                        log.warn("not made now, their rows stay together in the rest until tomorrow: {}", without);
                    }
                });
    }

    /** So many are forgotten at a time that nobody waits for it, and it ends well within a service's patience. */
    private static final int FORGOTTEN_AT_ONCE = 20_000;

    static final String FORGET = """
            DELETE FROM inbound WHERE ctid = ANY (ARRAY(SELECT ctid FROM inbound WHERE at < $1 LIMIT $2))
            """;

    /** Forgets the keys of events older than 400 days. Returns how many. */
    public static Future<Integer> forget(SqlClient client, Instant now) {
        return client.preparedQuery(FORGET)
                .execute(Tuple.of(Rows.at(now.minus(KEEP_KEYS)), FORGOTTEN_AT_ONCE))
                .compose(rows -> rows.rowCount() < FORGOTTEN_AT_ONCE
                        ? Future.succeededFuture(rows.rowCount())
                        : forget(client, now).map(more -> rows.rowCount() + more));
    }
}

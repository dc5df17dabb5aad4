package org.huiyin.db.recovery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import org.huiyin.db.Rows;
import org.jspecify.annotations.Nullable;

/** Reads how a county stands, and gives the turn to make its backups. */
public final class Standings {
    private Standings() {}

    static final String READ = """
            SELECT clock_timestamp() AS now, h.since, h.lost_from, h.source, covering.covered_until, covering.path, covering.bytes,
                coalesce((SELECT sum(failures) FROM backup_directory), 0)::bigint AS failures, latest.failure, latest.note,
                EXISTS (SELECT FROM grid WHERE level = 'COUNTY') AS registered
            FROM (SELECT) AS one
            LEFT JOIN held h ON true
            LEFT JOIN (
                SELECT covered_until, path, bytes FROM backup_directory WHERE covered_until IS NOT NULL
                ORDER BY covered_until DESC LIMIT 1) covering ON true
            LEFT JOIN (SELECT failure, note FROM backup_directory ORDER BY ran_at DESC LIMIT 1) latest ON true
            """;

    public static Future<Standing> read(SqlClient client) {
        return client.preparedQuery(READ)
                .execute()
                .map(rows -> standing(rows.iterator().next()));
    }

    private static Standing standing(Row row) {
        Long bytes = row.getLong("bytes");
        return new Standing(
                Rows.instant(row, "now"),
                held(row),
                Rows.instantOrNull(row, "covered_until"),
                row.getString("path"),
                bytes == null ? 0 : bytes,
                row.getLong("failures"),
                row.getString("failure"),
                row.getString("note"),
                row.getBoolean("registered"));
    }

    private static Standing.@Nullable Held held(Row row) {
        return row.getOffsetDateTime("since") == null
                ? null
                : new Standing.Held(
                        Rows.instant(row, "since"), Rows.instant(row, "lost_from"), row.getString("source"));
    }

    static final String IS_HELD = "SELECT EXISTS (SELECT FROM held) AS held";

    public static Future<Boolean> isHeld(SqlClient client) {
        return client.preparedQuery(IS_HELD)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("held"));
    }

    static final String IS_RESTORING = "SELECT EXISTS (SELECT FROM held WHERE state = 'RESTORING') AS restoring";

    /** Whether a restore is under way, or has broken off: nobody may use such a county. */
    public static Future<Boolean> isRestoring(SqlClient client) {
        return client.preparedQuery(IS_RESTORING)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("restoring"));
    }

    static final String LEASE = """
            INSERT INTO backup_lease AS l (owner, lease_until) VALUES ($1, clock_timestamp() + make_interval(secs => $2))
            ON CONFLICT (only_row) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until
            WHERE l.owner = excluded.owner OR l.lease_until < clock_timestamp()
            RETURNING l.owner
            """;

    /** Whether it is this node's turn to make backups, for {@code lease} from now. */
    public static Future<Boolean> takeTurn(SqlClient client, String node, Duration lease) {
        return client.preparedQuery(LEASE)
                .execute(Tuple.of(node, (double) lease.toSeconds()))
                .map(rows -> rows.size() > 0);
    }

    static final String LAST_RELEASE = """
            SELECT at, who FROM recovery WHERE kind = 'RELEASED' ORDER BY id DESC LIMIT 1
            """;

    /** Who released a county last, and when. */
    public record Released(java.time.Instant at, String who) {}

    public static Future<Optional<Released>> lastRelease(SqlClient client) {
        return client.preparedQuery(LAST_RELEASE)
                .execute()
                .map(rows ->
                        Rows.list(rows, row -> new Released(Rows.instant(row, "at"), row.getString("who"))).stream()
                                .findFirst());
    }
}

package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.huiyin.db.Rows;
import org.huiyin.db.registry.Importing.Applied;
import org.jspecify.annotations.Nullable;

/** Who leads a grid: one row is one occupancy, so a new leader ends a duty and begins another. */
final class GridDuties {
    private final Handover handover;

    private record Seat(
            String gridCode, String kind, @Nullable String cadreCode) {}

    GridDuties(Handover handover) {
        this.handover = handover;
    }

    /** Gives the seats of these grids to whom the rows name; like {@link Importing#apply}. */
    Future<Applied> apply(SqlClient client, List<GridRow> rows, ImportLog log) {
        List<Seat> seats = rows.stream()
                .flatMap(row -> Stream.of(
                        new Seat(row.code(), "LEADER", row.leaderCode()),
                        new Seat(row.code(), "DEPUTY", row.deputyCode())))
                .toList();
        return ending(client, seats)
                .compose(ending -> handover.run(client, ending, log.at(), () -> begin(client, seats, log.at())))
                .map(moved -> new Applied(0, 0, moved));
    }

    private static final String ENDING = """
            SELECT d.id
            FROM unnest($1::text[], $2::text[], $3::text[]) AS f(grid_code, kind, cadre_code)
            JOIN grid g ON g.code = f.grid_code
            JOIN duty d ON d.grid_id = g.id AND d.kind = f.kind AND d.live
            LEFT JOIN cadre c ON c.code = f.cadre_code
            WHERE d.cadre_id IS DISTINCT FROM c.id
            """;

    /** The duties that end because somebody else, or nobody, has the seat from now on. */
    private static Future<List<Long>> ending(SqlClient client, List<Seat> seats) {
        return client.preparedQuery(ENDING)
                .execute(wanted(seats))
                .map(rows -> Rows.list(rows, row -> row.getLong("id")));
    }

    private static final String BEGIN = """
            INSERT INTO duty (kind, cadre_id, grid_id, began_at)
            SELECT f.kind, c.id, g.id, $4
            FROM unnest($1::text[], $2::text[], $3::text[]) AS f(grid_code, kind, cadre_code)
            JOIN grid g ON g.code = f.grid_code
            JOIN cadre c ON c.code = f.cadre_code
            WHERE NOT EXISTS (SELECT FROM duty d WHERE d.grid_id = g.id AND d.kind = f.kind AND d.live)
            """;

    private static final String BEGIN_DESK = """
            INSERT INTO duty (kind, grid_id, began_at)
            SELECT 'DESK', g.id, $1
            FROM grid g
            WHERE g.level = 'COUNTY' AND NOT EXISTS (SELECT FROM duty d WHERE d.grid_id = g.id AND d.kind = 'DESK' AND d.live)
            """;

    /** Fills the seats that are free, the county desk's among them. After the old duties have ended. */
    private static Future<Void> begin(SqlClient client, List<Seat> seats, OffsetDateTime now) {
        return client.preparedQuery(BEGIN)
                .execute(wanted(seats).addOffsetDateTime(now))
                .compose(begun -> client.preparedQuery(BEGIN_DESK).execute(Tuple.of(now)))
                .mapEmpty();
    }

    private static Tuple wanted(List<Seat> seats) {
        return Tuple.of(
                Columns.texts(seats, Seat::gridCode),
                Columns.texts(seats, Seat::kind),
                Columns.texts(seats, Seat::cadreCode));
    }
}

package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who leads a grid: one row is one occupancy, so a new leader ends a duty and begins another. */
final class GridDuties {
    private final OffsetDateTime now;
    private final List<Seat> seats = new ArrayList<>();

    private record Seat(
            String gridCode, String kind, @Nullable String cadreCode) {}

    GridDuties(OffsetDateTime now) {
        this.now = now;
    }

    /** Keeps in mind who shall lead these grids. */
    void want(List<GridRow> rows) {
        for (GridRow row : rows) {
            seats.add(new Seat(row.code(), "LEADER", row.leaderCode()));
            seats.add(new Seat(row.code(), "DEPUTY", row.deputyCode()));
        }
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
    Future<List<Long>> ending(SqlClient client) {
        return client.preparedQuery(ENDING).execute(wanted()).map(rows -> {
            List<Long> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getLong("id")));
            return ids;
        });
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
    Future<Void> begin(SqlClient client) {
        return client.preparedQuery(BEGIN)
                .execute(wanted().addOffsetDateTime(now))
                .compose(begun -> client.preparedQuery(BEGIN_DESK).execute(Tuple.of(now)))
                .mapEmpty();
    }

    private Tuple wanted() {
        return Tuple.of(
                Columns.texts(seats, Seat::gridCode),
                Columns.texts(seats, Seat::kind),
                Columns.texts(seats, Seat::cadreCode));
    }
}

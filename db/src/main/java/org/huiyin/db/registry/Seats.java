package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.huiyin.db.Rows;
import org.huiyin.db.registry.Importing.Applied;
import org.jspecify.annotations.Nullable;

/** Who leads a grid or a department: one row is one occupancy, so a new leader ends a duty and begins another. */
final class Seats {
    private final Handover handover;

    private record Seat(
            String placeCode, String kind, @Nullable String cadreCode) {}

    Seats(Handover handover) {
        this.handover = handover;
    }

    /** Gives the seats of these grids to whom the rows name; like {@link Importing#apply}. */
    Future<Applied> ofGrids(SqlClient client, List<GridRow> rows, ImportLog log) {
        List<Seat> seats = rows.stream()
                .flatMap(row -> seats(row.code(), row.leaderCode(), row.deputyCode()))
                .toList();
        return give(
                client,
                ENDING_OF_GRIDS,
                seats,
                log,
                () -> begin(client, BEGIN_OF_GRIDS, seats, log)
                        .compose(begun -> client.preparedQuery(BEGIN_DESK).execute(Tuple.of(log.at())))
                        .mapEmpty());
    }

    /** Gives the seats of these units to whom the rows name; like {@link Importing#apply}. */
    Future<Applied> ofUnits(SqlClient client, List<UnitRow> rows, ImportLog log) {
        List<Seat> seats = rows.stream()
                .flatMap(row -> seats(row.code(), row.leaderCode(), row.deputyCode()))
                .toList();
        return give(client, ENDING_OF_UNITS, seats, log, () -> begin(client, BEGIN_OF_UNITS, seats, log));
    }

    private static Stream<Seat> seats(String code, @Nullable String leader, @Nullable String deputy) {
        return Stream.of(new Seat(code, "LEADER", leader), new Seat(code, "DEPUTY", deputy));
    }

    private Future<Applied> give(
            SqlClient client, String ending, List<Seat> seats, ImportLog log, Supplier<Future<Void>> begin) {
        return ending(client, ending, seats)
                .compose(duties -> handover.run(client, duties, log.at(), begin))
                .map(moved -> new Applied(0, 0, moved));
    }

    private static final String ENDING_OF_GRIDS = """
            SELECT d.id
            FROM unnest($1::text[], $2::text[], $3::text[]) AS f(code, kind, cadre_code)
            JOIN grid g ON g.code = f.code
            JOIN duty d ON d.grid_id = g.id AND d.kind = f.kind AND d.live
            LEFT JOIN cadre c ON c.code = f.cadre_code
            WHERE d.cadre_id IS DISTINCT FROM c.id
            """;

    private static final String ENDING_OF_UNITS = """
            SELECT d.id
            FROM unnest($1::text[], $2::text[], $3::text[]) AS f(code, kind, cadre_code)
            JOIN unit u ON u.code = f.code
            JOIN duty d ON d.unit_id = u.id AND d.kind = f.kind AND d.live
            LEFT JOIN cadre c ON c.code = f.cadre_code
            WHERE d.cadre_id IS DISTINCT FROM c.id
            """;

    /** The duties that end because somebody else, or nobody, has the seat from now on. */
    private static Future<List<Long>> ending(SqlClient client, String statement, List<Seat> seats) {
        return client.preparedQuery(statement)
                .execute(wanted(seats))
                .map(rows -> Rows.list(rows, row -> row.getLong("id")));
    }

    private static final String BEGIN_OF_GRIDS = """
            INSERT INTO duty (kind, cadre_id, grid_id, began_at)
            SELECT f.kind, c.id, g.id, $4
            FROM unnest($1::text[], $2::text[], $3::text[]) AS f(code, kind, cadre_code)
            JOIN grid g ON g.code = f.code
            JOIN cadre c ON c.code = f.cadre_code
            WHERE NOT EXISTS (SELECT FROM duty d WHERE d.grid_id = g.id AND d.kind = f.kind AND d.live)
            """;

    private static final String BEGIN_OF_UNITS = """
            INSERT INTO duty (kind, cadre_id, unit_id, began_at)
            SELECT f.kind, c.id, u.id, $4
            FROM unnest($1::text[], $2::text[], $3::text[]) AS f(code, kind, cadre_code)
            JOIN unit u ON u.code = f.code
            JOIN cadre c ON c.code = f.cadre_code
            WHERE NOT EXISTS (SELECT FROM duty d WHERE d.unit_id = u.id AND d.kind = f.kind AND d.live)
            """;

    private static final String BEGIN_DESK = """
            INSERT INTO duty (kind, grid_id, began_at)
            SELECT 'DESK', g.id, $1
            FROM grid g
            WHERE g.level = 'COUNTY' AND NOT EXISTS (SELECT FROM duty d WHERE d.grid_id = g.id AND d.kind = 'DESK' AND d.live)
            """;

    /** Fills the seats that are free. After the old duties have ended. */
    private static Future<Void> begin(SqlClient client, String statement, List<Seat> seats, ImportLog log) {
        return client.preparedQuery(statement)
                .execute(wanted(seats).addOffsetDateTime(log.at()))
                .mapEmpty();
    }

    private static Tuple wanted(List<Seat> seats) {
        return Tuple.of(
                Columns.texts(seats, Seat::placeCode),
                Columns.texts(seats, Seat::kind),
                Columns.texts(seats, Seat::cadreCode));
    }
}

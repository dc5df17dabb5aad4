package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tree of grids, as an import reads and writes it. Who leads them is read here and written by {@link GridDuties}. */
final class GridTable implements RegistryTable<GridRow> {
    @Override
    public Part part() {
        return Part.GRIDS;
    }

    @Override
    public String code(GridRow row) {
        return row.code();
    }

    @Override
    public Map<String, String> fields(GridRow row) {
        return new Fields()
                .with("name", row.name())
                .with("level", row.level().name())
                .with("parent_code", row.parentCode())
                .with("leader_code", row.leaderCode())
                .with("deputy_code", row.deputyCode())
                .map();
    }

    private static final String PRESENT = """
            SELECT g.code, g.name, g.level, p.code AS parent_code, lc.code AS leader_code, dc.code AS deputy_code
            FROM grid g
            LEFT JOIN grid p ON p.id = g.parent_id
            LEFT JOIN duty l ON l.grid_id = g.id AND l.kind = 'LEADER' AND l.live
            LEFT JOIN cadre lc ON lc.id = l.cadre_id
            LEFT JOIN duty d ON d.grid_id = g.id AND d.kind = 'DEPUTY' AND d.live
            LEFT JOIN cadre dc ON dc.id = d.cadre_id
            WHERE g.code = ANY ($1::text[])
            """;

    @Override
    public Future<Map<String, Map<String, String>>> present(SqlClient client, @Nullable String[] codes) {
        return Present.read(client, PRESENT, codes, GridTable::fields);
    }

    private static Map<String, String> fields(Row row) {
        return new Fields()
                .with("name", row.getString("name"))
                .with("level", row.getString("level"))
                .with("parent_code", row.getString("parent_code"))
                .with("leader_code", row.getString("leader_code"))
                .with("deputy_code", row.getString("deputy_code"))
                .map();
    }

    private static final String INSERT = """
            INSERT INTO grid (code, name, level, parent_id)
            SELECT f.code, f.name, f.level, p.id
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS f(code, name, level, parent_code)
            LEFT JOIN grid p ON p.code = f.parent_code
            """;

    @Override
    public Future<Integer> insert(SqlClient client, List<GridRow> rows) {
        return client.preparedQuery(INSERT).execute(values(rows)).map(SqlResult::rowCount);
    }

    private static final String UPDATE = """
            UPDATE grid g SET name = f.name, level = f.level, parent_id = p.id
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS f(code, name, level, parent_code)
            LEFT JOIN grid p ON p.code = f.parent_code
            WHERE g.code = f.code
            """;

    @Override
    public Future<Integer> update(SqlClient client, List<GridRow> rows, OffsetDateTime at) {
        return client.preparedQuery(UPDATE).execute(values(rows)).map(SqlResult::rowCount);
    }

    private static Tuple values(List<GridRow> rows) {
        return Tuple.of(
                Columns.texts(rows, GridRow::code),
                Columns.texts(rows, GridRow::name),
                Columns.texts(rows, row -> row.level().name()),
                Columns.texts(rows, GridRow::parentCode));
    }

    private static final String COUNT = """
            SELECT count(*) AS n FROM grid
            """;

    @Override
    public Future<Long> count(SqlClient client) {
        return Present.count(client, COUNT);
    }

    private static final String CODES_AFTER = """
            SELECT code FROM grid WHERE code > $1 ORDER BY code LIMIT 10000
            """;

    @Override
    public Future<List<String>> codesAfter(SqlClient client, String code) {
        return Present.codes(client, CODES_AFTER, code);
    }
}

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

/** The units of the county, as an import reads and writes them. */
final class UnitTable implements RegistryTable<UnitRow> {
    @Override
    public Part part() {
        return Part.UNITS;
    }

    @Override
    public String code(UnitRow row) {
        return row.code();
    }

    @Override
    public Map<String, String> fields(UnitRow row) {
        return new Fields()
                .with("name", row.name())
                .with("kind", row.kind())
                .with("leader_code", row.leaderCode())
                .with("deputy_code", row.deputyCode())
                .map();
    }

    private static final String PRESENT = """
            SELECT u.code, u.name, u.kind, lc.code AS leader_code, dc.code AS deputy_code
            FROM unit u
            LEFT JOIN duty l ON l.unit_id = u.id AND l.kind = 'LEADER' AND l.live
            LEFT JOIN cadre lc ON lc.id = l.cadre_id
            LEFT JOIN duty d ON d.unit_id = u.id AND d.kind = 'DEPUTY' AND d.live
            LEFT JOIN cadre dc ON dc.id = d.cadre_id
            WHERE u.code = ANY ($1::text[])
            """;

    @Override
    public Future<Map<String, Map<String, String>>> present(SqlClient client, @Nullable String[] codes) {
        return Present.read(client, PRESENT, codes, row -> fields(row).map());
    }

    private static Fields fields(Row row) {
        return new Fields()
                .with("name", row.getString("name"))
                .with("kind", row.getString("kind"))
                .with("leader_code", row.getString("leader_code"))
                .with("deputy_code", row.getString("deputy_code"));
    }

    private static final String INSERT = """
            INSERT INTO unit (code, name, kind)
            SELECT f.code, f.name, f.kind FROM unnest($1::text[], $2::text[], $3::text[]) AS f(code, name, kind)
            """;

    @Override
    public Future<Integer> insert(SqlClient client, List<UnitRow> rows) {
        return client.preparedQuery(INSERT).execute(values(rows)).map(SqlResult::rowCount);
    }

    private static final String UPDATE = """
            UPDATE unit u SET name = f.name, kind = f.kind
            FROM unnest($1::text[], $2::text[], $3::text[]) AS f(code, name, kind)
            WHERE u.code = f.code
            """;

    @Override
    public Future<Integer> update(SqlClient client, List<UnitRow> rows, OffsetDateTime at) {
        return client.preparedQuery(UPDATE).execute(values(rows)).map(SqlResult::rowCount);
    }

    private static Tuple values(List<UnitRow> rows) {
        return Tuple.of(
                Columns.texts(rows, UnitRow::code),
                Columns.texts(rows, UnitRow::name),
                Columns.texts(rows, UnitRow::kind));
    }

    private static final String COUNT = """
            SELECT count(*) AS n FROM unit
            """;

    @Override
    public Future<Long> count(SqlClient client) {
        return Present.count(client, COUNT);
    }

    private static final String CODES_AFTER = """
            SELECT code FROM unit WHERE code > $1 ORDER BY code LIMIT 10000
            """;

    @Override
    public Future<List<String>> codesAfter(SqlClient client, String code) {
        return Present.codes(client, CODES_AFTER, code);
    }
}

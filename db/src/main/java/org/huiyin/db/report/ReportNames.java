package org.huiyin.db.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** What the units, cadres and grids of a report are called. */
public final class ReportNames {
    private final Vault vault;
    private volatile Opened known = new Opened(-1, List.of());

    public ReportNames(Vault vault) {
        this.vault = vault;
    }

    /** By the register: its code, and its name in words. */
    public record Name(long id, String code, String name) {}

    private record Opened(long version, List<Name> cadres) {}

    static final String UNITS = "SELECT id, code, name FROM unit ORDER BY code";

    public Future<List<Name>> units(SqlClient client) {
        return plain(client, UNITS, Tuple.tuple());
    }

    static final String CHILDREN = "SELECT id, code, name FROM grid WHERE parent_id = $1 ORDER BY code";

    /** The grids right below one. */
    public Future<List<Name>> gridsBelow(SqlClient client, long gridId) {
        return plain(client, CHILDREN, Tuple.of(gridId));
    }

    private static Future<List<Name>> plain(SqlClient client, String statement, Tuple values) {
        return client.preparedQuery(statement)
                .execute(values)
                .map(rows -> Rows.list(
                        rows, row -> new Name(row.getLong("id"), row.getString("code"), row.getString("name"))));
    }

    static final String BELOW = """
            WITH RECURSIVE below (id, line) AS (
                SELECT id, id FROM grid WHERE parent_id = $1
                UNION ALL
                SELECT g.id, b.line FROM below b JOIN grid g ON g.parent_id = b.id)
            SELECT id, line FROM below
            """;

    /** Of each grid that lies within one, however deep, in which of those right below it. */
    public static Future<Map<Long, Long>> below(SqlClient client, long gridId) {
        return client.preparedQuery(BELOW)
                .execute(Tuple.of(gridId))
                .map(rows -> Rows.list(rows, row -> row).stream()
                        .collect(Collectors.toMap(row -> row.getLong("id"), row -> row.getLong("line"))));
    }

    static final String VERSION = "SELECT version FROM registry_version";

    static final String CADRES = "SELECT id, code, name FROM cadre ORDER BY code";

    /** All cadres, in the order of their codes. Opened once for each version of the registry, for ten thousand of them take a tenth of a second. */
    public Future<List<Name>> cadres(SqlClient client) {
        return client.preparedQuery(VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"))
                .compose(version -> {
                    Opened opened = known;
                    return opened.version() == version
                            ? Future.succeededFuture(opened.cadres())
                            : open(client, version);
                });
    }

    private Future<List<Name>> open(SqlClient client, long version) {
        return client.preparedQuery(CADRES)
                .execute()
                .map(rows -> Rows.list(
                        rows,
                        row -> new Name(
                                row.getLong("id"),
                                row.getString("code"),
                                vault.open(Sealed.NAME, Rows.bytes(row, "name")))))
                .onSuccess(cadres -> known = new Opened(version, cadres));
    }

    static final String UNIT = "SELECT id FROM unit WHERE code = $1";

    public static Future<Optional<Long>> unit(SqlClient client, String code) {
        return id(client, UNIT, Tuple.of(code));
    }

    static final String GRID = "SELECT id FROM grid WHERE code = $1";

    public static Future<Optional<Long>> grid(SqlClient client, String code) {
        return id(client, GRID, Tuple.of(code));
    }

    static final String COUNTY = "SELECT id FROM grid WHERE level = 'COUNTY'";

    public static Future<Optional<Long>> county(SqlClient client) {
        return id(client, COUNTY, Tuple.tuple());
    }

    private static Future<Optional<Long>> id(SqlClient client, String statement, Tuple values) {
        return client.preparedQuery(statement)
                .execute(values)
                .map(rows -> Rows.list(rows, row -> row.getLong("id")).stream().findFirst());
    }
}

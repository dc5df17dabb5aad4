package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** The households, as an import reads and writes them. */
final class HouseholdTable implements RegistryTable<HouseholdRow> {
    private final Vault vault;
    private final People people;

    HouseholdTable(Vault vault) {
        this.vault = vault;
        this.people = new People(vault);
    }

    @Override
    public Part part() {
        return Part.HOUSEHOLDS;
    }

    @Override
    public String code(HouseholdRow row) {
        return row.code();
    }

    @Override
    public Map<String, String> fields(HouseholdRow row) {
        return new Fields()
                .with("grid_code", row.gridCode())
                .with("head_name", row.headName())
                .with("address", row.place())
                .map();
    }

    private static final String PRESENT = """
            SELECT h.code, g.code AS grid_code, h.head_name, h.address
            FROM household h JOIN grid g ON g.id = h.grid_id
            WHERE h.code = ANY ($1::text[])
            """;

    @Override
    public Future<Map<String, Map<String, String>>> present(SqlClient client, @Nullable String[] codes) {
        return Present.read(client, PRESENT, codes, this::fields);
    }

    private Map<String, String> fields(Row row) {
        return new Fields()
                .with("grid_code", row.getString("grid_code"))
                .with("head_name", vault.open(Sealed.NAME, Objects.requireNonNull(Columns.read(row, "head_name"))))
                .with("address", vault.open(Sealed.PLACE, Objects.requireNonNull(Columns.read(row, "address"))))
                .map();
    }

    private static final String INSERT = """
            INSERT INTO household (code, grid_id, head_name, head_name_hash, address, address_hash)
            SELECT f.code, g.id, f.head_name, f.head_name_hash, f.address, f.address_hash
            FROM unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[])
                AS f(code, grid_code, head_name, head_name_hash, address, address_hash)
            JOIN grid g ON g.code = f.grid_code
            """;

    @Override
    public Future<Integer> insert(SqlClient client, List<HouseholdRow> rows) {
        return client.preparedQuery(INSERT).execute(values(rows)).map(SqlResult::rowCount);
    }

    private static final String UPDATE = """
            UPDATE household h
            SET grid_id = g.id, head_name = f.head_name, head_name_hash = f.head_name_hash, address = f.address,
                address_hash = f.address_hash
            FROM unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[])
                AS f(code, grid_code, head_name, head_name_hash, address, address_hash)
            JOIN grid g ON g.code = f.grid_code
            WHERE h.code = f.code
            """;

    // In the order of ids, as whoever changes tickets does.
    private static final String MOVE_TICKETS = """
            WITH moved AS (
                SELECT t.id, h.grid_id FROM household h JOIN ticket t ON t.household_id = h.id
                WHERE h.code = ANY ($1::text[]) AND t.state <> 'CLOSED' AND t.grid_id IS DISTINCT FROM h.grid_id
                ORDER BY t.id FOR NO KEY UPDATE OF t)
            UPDATE ticket t SET grid_id = m.grid_id FROM moved m WHERE t.id = m.id
            """;

    /** Its open tickets go with a household to another grid. */
    @Override
    public Future<Integer> update(SqlClient client, List<HouseholdRow> rows, OffsetDateTime at) {
        return client.preparedQuery(UPDATE)
                .execute(values(rows))
                .map(SqlResult::rowCount)
                .compose(updated -> client.preparedQuery(MOVE_TICKETS)
                        .execute(Tuple.of(Columns.texts(rows, HouseholdRow::code)))
                        .map(updated));
    }

    private Tuple values(List<HouseholdRow> rows) {
        return Tuple.of(
                Columns.texts(rows, HouseholdRow::code),
                Columns.texts(rows, HouseholdRow::gridCode),
                Columns.bytes(rows, row -> vault.seal(Sealed.NAME, row.headName())),
                Columns.bytes(rows, row -> people.name(row.headKey())),
                Columns.bytes(rows, row -> vault.seal(Sealed.PLACE, row.place())),
                Columns.bytes(rows, row -> people.place(row.placeKey())));
    }

    private static final String COUNT = """
            SELECT count(*) AS n FROM household
            """;

    @Override
    public Future<Long> count(SqlClient client) {
        return Present.count(client, COUNT);
    }

    private static final String CODES_AFTER = """
            SELECT code FROM household WHERE code > $1 ORDER BY code LIMIT 10000
            """;

    @Override
    public Future<List<String>> codesAfter(SqlClient client, String code) {
        return Present.codes(client, CODES_AFTER, code);
    }
}

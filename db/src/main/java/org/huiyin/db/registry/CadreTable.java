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

/** The cadres, as an import reads and writes them. */
final class CadreTable implements RegistryTable<CadreRow> {
    private final Vault vault;
    private final People people;

    CadreTable(Vault vault) {
        this.vault = vault;
        this.people = new People(vault);
    }

    @Override
    public Part part() {
        return Part.CADRES;
    }

    @Override
    public String code(CadreRow row) {
        return row.code();
    }

    @Override
    public Map<String, String> fields(CadreRow row) {
        return new Fields()
                .with("name", row.name())
                .with("unit_code", row.unitCode())
                .with("rank", row.rank())
                .with("phone", row.phone())
                .with("exempt_reason", row.exemptReason())
                .map();
    }

    private static final String PRESENT = """
            SELECT c.code, c.name, u.code AS unit_code, c.rank, c.phone, c.exempt_reason
            FROM cadre c JOIN unit u ON u.id = c.unit_id
            WHERE c.code = ANY ($1::text[])
            """;

    @Override
    public Future<Map<String, Map<String, String>>> present(SqlClient client, @Nullable String[] codes) {
        return Present.read(client, PRESENT, codes, this::fields);
    }

    private Map<String, String> fields(Row row) {
        return new Fields()
                .with("name", vault.open(Sealed.NAME, Objects.requireNonNull(Columns.read(row, "name"))))
                .with("unit_code", row.getString("unit_code"))
                .with("rank", row.getString("rank"))
                .with("phone", vault.openOrNull(Sealed.PHONE, Columns.read(row, "phone")))
                .with("exempt_reason", row.getString("exempt_reason"))
                .map();
    }

    private static final String INSERT = """
            INSERT INTO cadre (code, unit_id, rank, name, name_hash, phone, phone_hash, phone_tail_hash, exempt_reason)
            SELECT f.code, u.id, f.rank, f.name, f.name_hash, f.phone, f.phone_hash, f.phone_tail_hash, f.exempt_reason
            FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[],
                        $9::text[])
                AS f(code, unit_code, rank, name, name_hash, phone, phone_hash, phone_tail_hash, exempt_reason)
            JOIN unit u ON u.code = f.unit_code
            """;

    @Override
    public Future<Integer> insert(SqlClient client, List<CadreRow> rows) {
        return client.preparedQuery(INSERT).execute(values(rows)).map(SqlResult::rowCount);
    }

    private static final String UPDATE = """
            UPDATE cadre c
            SET unit_id = u.id, rank = f.rank, name = f.name, name_hash = f.name_hash, phone = f.phone,
                phone_hash = f.phone_hash, phone_tail_hash = f.phone_tail_hash, exempt_reason = f.exempt_reason
            FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[],
                        $9::text[])
                AS f(code, unit_code, rank, name, name_hash, phone, phone_hash, phone_tail_hash, exempt_reason)
            JOIN unit u ON u.code = f.unit_code
            WHERE c.code = f.code
            """;

    @Override
    public Future<Integer> update(SqlClient client, List<CadreRow> rows, OffsetDateTime at) {
        return client.preparedQuery(UPDATE).execute(values(rows)).map(SqlResult::rowCount);
    }

    private Tuple values(List<CadreRow> rows) {
        return Tuple.from(new Object[] {
            Columns.texts(rows, CadreRow::code),
            Columns.texts(rows, CadreRow::unitCode),
            Columns.texts(rows, CadreRow::rank),
            Columns.bytes(rows, row -> vault.seal(Sealed.NAME, row.name())),
            Columns.bytes(rows, row -> people.name(row.nameKey())),
            Columns.bytes(rows, row -> vault.sealOrNull(Sealed.PHONE, row.phone())),
            Columns.bytes(rows, row -> people.phone(row.phone())),
            Columns.bytes(rows, row -> people.phoneTail(row.phone())),
            Columns.texts(rows, CadreRow::exemptReason)
        });
    }

    private static final String COUNT = """
            SELECT count(*) AS n FROM cadre
            """;

    @Override
    public Future<Long> count(SqlClient client) {
        return Present.count(client, COUNT);
    }

    private static final String CODES_AFTER = """
            SELECT code FROM cadre WHERE code > $1 ORDER BY code LIMIT 10000
            """;

    @Override
    public Future<List<String>> codesAfter(SqlClient client, String code) {
        return Present.codes(client, CODES_AFTER, code);
    }
}

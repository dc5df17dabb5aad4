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

/** The villagers, as an import reads and writes them. One who moves house takes the bindings of his addresses along. */
final class VillagerTable implements RegistryTable<VillagerRow> {
    private final Vault vault;
    private final People people;

    VillagerTable(Vault vault) {
        this.vault = vault;
        this.people = new People(vault);
    }

    @Override
    public Part part() {
        return Part.VILLAGERS;
    }

    @Override
    public String code(VillagerRow row) {
        return row.code();
    }

    @Override
    public Map<String, String> fields(VillagerRow row) {
        return new Fields()
                .with("household_code", row.householdCode())
                .with("name", row.name())
                .with("phone", row.phone())
                .with("language", row.language())
                .map();
    }

    private static final String PRESENT = """
            SELECT v.code, h.code AS household_code, v.name, v.phone, v.language
            FROM villager v JOIN household h ON h.id = v.household_id
            WHERE v.code = ANY ($1::text[])
            """;

    @Override
    public Future<Map<String, Map<String, String>>> present(SqlClient client, @Nullable String[] codes) {
        return Present.read(client, PRESENT, codes, this::fields);
    }

    private Map<String, String> fields(Row row) {
        return new Fields()
                .with("household_code", row.getString("household_code"))
                .with("name", vault.open(Sealed.NAME, Objects.requireNonNull(Columns.read(row, "name"))))
                .with("phone", vault.openOrNull(Sealed.PHONE, Columns.read(row, "phone")))
                .with("language", row.getString("language"))
                .map();
    }

    private static final String INSERT = """
            INSERT INTO villager (code, household_id, name, name_hash, phone, phone_hash, phone_tail_hash, language)
            SELECT f.code, h.id, f.name, f.name_hash, f.phone, f.phone_hash, f.phone_tail_hash, f.language
            FROM unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::text[])
                AS f(code, household_code, name, name_hash, phone, phone_hash, phone_tail_hash, language)
            JOIN household h ON h.code = f.household_code
            """;

    @Override
    public Future<Integer> insert(SqlClient client, List<VillagerRow> rows) {
        return client.preparedQuery(INSERT).execute(values(rows)).map(SqlResult::rowCount);
    }

    private static final String UPDATE = """
            UPDATE villager v
            SET household_id = h.id, name = f.name, name_hash = f.name_hash, phone = f.phone, phone_hash = f.phone_hash,
                phone_tail_hash = f.phone_tail_hash, language = f.language
            FROM unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::text[])
                AS f(code, household_code, name, name_hash, phone, phone_hash, phone_tail_hash, language)
            JOIN household h ON h.code = f.household_code
            WHERE v.code = f.code
            """;

    private static final String MOVE_BINDINGS = """
            WITH ended AS (
                UPDATE binding b SET until = $2
                FROM villager v
                WHERE v.code = ANY ($1::text[]) AND b.villager_id = v.id AND b.until IS NULL AND b.household_id <> v.household_id
                RETURNING b.address_id, v.household_id, b.villager_id, b.strength)
            INSERT INTO binding (address_id, household_id, villager_id, strength, since)
            SELECT address_id, household_id, villager_id, strength, $2 FROM ended
            ON CONFLICT DO NOTHING
            """;

    @Override
    public Future<Integer> update(SqlClient client, List<VillagerRow> rows, OffsetDateTime at) {
        return client.preparedQuery(UPDATE)
                .execute(values(rows))
                .compose(updated -> client.preparedQuery(MOVE_BINDINGS)
                        .execute(Tuple.of(Columns.texts(rows, VillagerRow::code), at))
                        .map(updated.rowCount()));
    }

    private Tuple values(List<VillagerRow> rows) {
        return Tuple.from(new Object[] {
            Columns.texts(rows, VillagerRow::code),
            Columns.texts(rows, VillagerRow::householdCode),
            Columns.bytes(rows, row -> vault.seal(Sealed.NAME, row.name())),
            Columns.bytes(rows, row -> people.name(row.nameKey())),
            Columns.bytes(rows, row -> vault.sealOrNull(Sealed.PHONE, row.phone())),
            Columns.bytes(rows, row -> people.phone(row.phone())),
            Columns.bytes(rows, row -> people.phoneTail(row.phone())),
            Columns.texts(rows, VillagerRow::language)
        });
    }

    private static final String COUNT = """
            SELECT count(*) AS n FROM villager
            """;

    @Override
    public Future<Long> count(SqlClient client) {
        return Present.count(client, COUNT);
    }

    private static final String CODES_AFTER = """
            SELECT code FROM villager WHERE code > $1 ORDER BY code LIMIT 10000
            """;

    @Override
    public Future<List<String>> codesAfter(SqlClient client, String code) {
        return Present.codes(client, CODES_AFTER, code);
    }
}

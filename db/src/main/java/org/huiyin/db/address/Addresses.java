package org.huiyin.db.address;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** The table {@code address}: who writes from where. Locked first, in the order of ids, by everything that changes conversations. */
public final class Addresses {
    private final Vault vault;

    public Addresses(Vault vault) {
        this.vault = vault;
    }

    static final String CREATE = """
            INSERT INTO address (id, channel, address, address_hash)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[], $4::bytea[])
            ON CONFLICT (channel, address_hash) DO NOTHING
            """;

    /** Makes the rows that are missing, in an order that all nodes share. {@code ids} has one for each key; those not needed are lost. */
    public Future<Void> create(SqlClient client, List<AddressKey> keys, Long[] ids) {
        List<AddressKey> sorted = keys.stream().sorted(AddressKey.ORDER).toList();
        Tuple tuple = Tuple.of(
                ids,
                Rows.column(sorted, String[]::new, AddressKey::channel),
                Rows.column(sorted, Buffer[]::new, k -> Buffer.buffer(vault.seal(Sealed.ADDRESS, k.address()))),
                Rows.column(sorted, Buffer[]::new, k -> Buffer.buffer(k.hash(vault))));
        return client.preparedQuery(CREATE).execute(tuple).mapEmpty();
    }

    static final String LOCK = """
            SELECT a.id, a.channel, a.address, a.cadre_id, a.reachable, a.notices, a.language, a.welcomed, a.wrote_at, a.touched_at,
                   a.proof_tries, a.proof_tries_from
            FROM address a
            WHERE (a.channel, a.address_hash) IN (SELECT * FROM unnest($1::text[], $2::bytea[]))
            ORDER BY a.id
            FOR NO KEY UPDATE
            """;

    /** Locks and reads the rows of {@code keys}. */
    public Future<List<AddressRow>> lock(SqlClient client, Collection<AddressKey> keys) {
        return client.preparedQuery(LOCK).execute(wanted(keys)).map(rows -> Rows.list(rows, this::row));
    }

    static final String FIND_ROWS = """
            SELECT a.id, a.channel, a.address, a.cadre_id, a.reachable, a.notices, a.language, a.welcomed, a.wrote_at, a.touched_at,
                   a.proof_tries, a.proof_tries_from
            FROM address a
            WHERE (a.channel, a.address_hash) IN (SELECT * FROM unnest($1::text[], $2::bytea[]))
            ORDER BY a.id
            """;

    /** Reads the rows of {@code keys} without locking them: somebody is written to, not changed. */
    public Future<List<AddressRow>> find(SqlClient client, Collection<AddressKey> keys) {
        return client.preparedQuery(FIND_ROWS).execute(wanted(keys)).map(rows -> Rows.list(rows, this::row));
    }

    static final String READ = """
            SELECT a.id, a.channel, a.address, a.cadre_id, a.reachable, a.notices, a.language, a.welcomed, a.wrote_at, a.touched_at,
                   a.proof_tries, a.proof_tries_from
            FROM address a
            WHERE a.id = ANY ($1::bigint[])
            """;

    /** Reads rows by id without locking them. */
    public Future<List<AddressRow>> read(SqlClient client, Collection<Long> ids) {
        return client.preparedQuery(READ).execute(Tuple.of(Rows.ids(ids))).map(rows -> Rows.list(rows, this::row));
    }

    static final String OF_TICKETS = """
            SELECT a.id, a.channel, a.address, a.cadre_id, a.reachable, a.notices, a.language, a.welcomed, a.wrote_at, a.touched_at,
                   a.proof_tries, a.proof_tries_from
            FROM address a
            WHERE a.id IN (SELECT t.address_id FROM ticket t WHERE t.code = ANY ($1::text[]))
            """;

    /** Reads, without locking them, from where those spoke whom the tickets of these codes concern. */
    public Future<List<AddressRow>> ofTickets(SqlClient client, Collection<String> codes) {
        return client.preparedQuery(OF_TICKETS)
                .execute(Tuple.of((Object) codes.toArray(String[]::new)))
                .map(rows -> Rows.list(rows, this::row));
    }

    static final String LOCK_IDS = """
            SELECT a.id, a.channel, a.address, a.cadre_id, a.reachable, a.notices, a.language, a.welcomed, a.wrote_at, a.touched_at,
                   a.proof_tries, a.proof_tries_from
            FROM address a
            WHERE a.id = ANY ($1::bigint[])
            ORDER BY a.id
            FOR NO KEY UPDATE
            """;

    /** Locks and reads rows by id. */
    public Future<List<AddressRow>> lockIds(SqlClient client, Collection<Long> ids) {
        return client.preparedQuery(LOCK_IDS).execute(Tuple.of(Rows.ids(ids))).map(rows -> Rows.list(rows, this::row));
    }

    private Tuple wanted(Collection<AddressKey> keys) {
        return Tuple.of(
                Rows.column(keys, String[]::new, AddressKey::channel),
                Rows.column(keys, Buffer[]::new, k -> Buffer.buffer(k.hash(vault))));
    }

    private AddressRow row(Row row) {
        return new AddressRow(
                row.getLong("id"),
                row.getString("channel"),
                vault.open(Sealed.ADDRESS, Rows.bytes(row, "address")),
                row.getLong("cadre_id"),
                row.getBoolean("reachable"),
                row.getBoolean("notices"),
                row.getString("language"),
                row.getBoolean("welcomed"),
                Rows.instantOrNull(row, "wrote_at"),
                Rows.instantOrNull(row, "touched_at"),
                row.getShort("proof_tries"),
                Rows.instantOrNull(row, "proof_tries_from"));
    }

    static final String UNREACHABLE = """
            WITH gone AS (UPDATE address SET reachable = false WHERE id = $1 AND reachable RETURNING cadre_id)
            UPDATE registry_version SET version = version + 1 WHERE EXISTS (SELECT FROM gone WHERE cadre_id IS NOT NULL)
            """;

    /** Says that a provider knows nobody there any more; he is reachable again when he writes. */
    public Future<Void> unreachable(SqlClient client, long id) {
        return client.preparedQuery(UNREACHABLE).execute(Tuple.of(id)).mapEmpty();
    }

    static final String UPDATE = """
            UPDATE address a
            SET reachable = u.reachable, notices = u.notices, welcomed = u.welcomed, wrote_at = u.wrote_at, touched_at = u.touched_at,
                proof_tries = u.proof_tries, proof_tries_from = u.proof_tries_from
            FROM unnest($1::bigint[], $2::boolean[], $3::boolean[], $4::boolean[], $5::timestamptz[], $6::timestamptz[], $7::smallint[],
                        $8::timestamptz[])
                AS u(id, reachable, notices, welcomed, wrote_at, touched_at, proof_tries, proof_tries_from)
            WHERE a.id = u.id
            """;

    /** Writes back what changed; the rows are locked already. */
    public Future<Void> update(SqlClient client, Collection<AddressRow> rows) {
        Tuple tuple = Tuple.of(
                Rows.column(rows, Long[]::new, AddressRow::id),
                Rows.column(rows, Boolean[]::new, AddressRow::reachable),
                Rows.column(rows, Boolean[]::new, AddressRow::notices),
                Rows.column(rows, Boolean[]::new, AddressRow::welcomed),
                Rows.column(rows, OffsetDateTime[]::new, r -> Rows.atOrNull(r.wroteAt())),
                Rows.column(rows, OffsetDateTime[]::new, r -> Rows.atOrNull(r.touchedAt())),
                Rows.column(rows, Short[]::new, r -> (short) r.proofTries()),
                Rows.column(rows, OffsetDateTime[]::new, r -> Rows.atOrNull(r.proofTriesFrom())));
        return client.preparedQuery(UPDATE).execute(tuple).mapEmpty();
    }
}

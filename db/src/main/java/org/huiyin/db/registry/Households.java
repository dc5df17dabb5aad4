package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Hashed;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** Who an address speaks for, whom a name means, and proofs of both. */
public final class Households {
    private final Vault vault;

    public Households(Vault vault) {
        this.vault = vault;
    }

    static final String BOUND = """
            SELECT b.address_id, b.strength, b.villager_id, v.name, h.id AS household_id, h.code, h.head_name, h.address AS place,
                   h.grid_id, l.id AS link_id, l.cadre_id AS link_cadre_id
            FROM binding b
            JOIN household h ON h.id = b.household_id
            LEFT JOIN villager v ON v.id = b.villager_id
            LEFT JOIN link l ON l.household_id = h.id AND l.until IS NULL
            WHERE b.address_id = ANY ($1::bigint[]) AND b.until IS NULL
            ORDER BY b.address_id, b.id
            """;

    /** Everybody for whom the addresses speak. */
    public Future<List<KnownPerson>> bound(SqlClient client, Collection<Long> addressIds) {
        return client.preparedQuery(BOUND)
                .execute(Tuple.of(Rows.ids(addressIds)))
                .map(rows -> Rows.list(rows, this::person));
    }

    static final String NAMED = """
            SELECT a.id AS address_id, b.strength, v.id AS villager_id, v.name, h.id AS household_id, h.code, h.head_name,
                   h.address AS place, h.grid_id, l.id AS link_id, l.cadre_id AS link_cadre_id
            FROM link l
            JOIN household h ON h.id = l.household_id
            LEFT JOIN villager v ON v.household_id = h.id AND v.name_hash = $2
            LEFT JOIN LATERAL (
                SELECT b.address_id, b.strength FROM binding b
                JOIN address own ON own.id = b.address_id
                WHERE b.household_id = h.id AND b.until IS NULL AND (b.villager_id = v.id OR v.id IS NULL)
                ORDER BY own.reachable DESC, b.strength = 'PHONE' DESC, own.wrote_at DESC NULLS LAST,
                    array_position($3::text[], own.channel), b.id
                LIMIT 1) b ON true
            LEFT JOIN address a ON a.id = b.address_id
            WHERE l.cadre_id = $1 AND l.until IS NULL AND (h.head_name_hash = $2 OR v.id IS NOT NULL)
            ORDER BY h.code, v.id
            LIMIT 30
            """;

    /**
     * Those of that name among the households linked to the cadre, each at the address where he is best reached: well proved, written from
     * lately, else the first in the order of {@code channels}.
     */
    public Future<List<KnownPerson>> named(
            SqlClient client, long cadreId, String canonicalName, Collection<String> channels) {
        Tuple tuple = Tuple.of(
                cadreId, Buffer.buffer(vault.hash(Hashed.NAME, canonicalName)), channels.toArray(String[]::new));
        return client.preparedQuery(NAMED).execute(tuple).map(rows -> Rows.list(rows, this::person));
    }

    static final String LINKED = """
            SELECT NULL::bigint AS address_id, NULL::text AS strength, NULL::bigint AS villager_id, NULL::bytea AS name,
                   h.id AS household_id, h.code, h.head_name, h.address AS place, h.grid_id, l.id AS link_id, l.cadre_id AS link_cadre_id
            FROM link l
            JOIN household h ON h.id = l.household_id
            WHERE l.cadre_id = $1 AND l.until IS NULL
            ORDER BY h.code
            LIMIT 200
            """;

    /** The households linked to the cadre, by code; at most 200. */
    public Future<List<KnownPerson>> linked(SqlClient client, long cadreId) {
        return client.preparedQuery(LINKED).execute(Tuple.of(cadreId)).map(rows -> Rows.list(rows, this::person));
    }

    static final String PROVED_BY_CARD = """
            SELECT NULL::bigint AS address_id, NULL::text AS strength, v.id AS villager_id, v.name, h.id AS household_id, h.code,
                   h.head_name, h.address AS place, h.grid_id, l.id AS link_id, l.cadre_id AS link_cadre_id
            FROM household h
            LEFT JOIN link l ON l.household_id = h.id AND l.until IS NULL
            LEFT JOIN villager v ON v.household_id = h.id AND (v.name_hash = $2 OR v.phone_tail_hash = $3)
            WHERE h.code = $1 AND (h.head_name_hash = $2 OR v.id IS NOT NULL)
            ORDER BY v.id NULLS LAST
            LIMIT 1
            """;

    /** The household of that code, when {@code proof} is the name of one of its people or the last 4 digits of a phone of theirs. */
    public Future<List<KnownPerson>> provedByCard(SqlClient client, String code, String proof) {
        Tuple tuple = Tuple.of(
                code,
                Buffer.buffer(vault.hash(Hashed.NAME, proof)),
                Buffer.buffer(vault.hash(Hashed.PHONE_TAIL, proof)));
        return client.preparedQuery(PROVED_BY_CARD).execute(tuple).map(rows -> Rows.list(rows, this::person));
    }

    static final String OF_PHONE = """
            SELECT NULL::bigint AS address_id, NULL::text AS strength, v.id AS villager_id, v.name, h.id AS household_id, h.code,
                   h.head_name, h.address AS place, h.grid_id, l.id AS link_id, l.cadre_id AS link_cadre_id
            FROM villager v
            JOIN household h ON h.id = v.household_id
            LEFT JOIN link l ON l.household_id = h.id AND l.until IS NULL
            WHERE v.phone_hash = $1
            ORDER BY v.id
            LIMIT 10
            """;

    /** Everybody registered with that phone (its keyed hash); several people may share one. */
    public Future<List<KnownPerson>> ofPhone(SqlClient client, byte[] phoneHash) {
        return client.preparedQuery(OF_PHONE)
                .execute(Tuple.of(Buffer.buffer(phoneHash)))
                .map(rows -> Rows.list(rows, this::person));
    }

    private KnownPerson person(Row row) {
        KnownHousehold household = new KnownHousehold(
                row.getLong("household_id"),
                row.getString("code"),
                vault.open(Sealed.NAME, Rows.bytes(row, "head_name")),
                vault.open(Sealed.PLACE, Rows.bytes(row, "place")),
                row.getLong("grid_id"),
                row.getLong("link_id"),
                row.getLong("link_cadre_id"));
        String name = vault.openOrNull(Sealed.NAME, Rows.bytesOrNull(row, "name"));
        return new KnownPerson(
                household,
                row.getLong("villager_id"),
                name == null ? household.headName() : name,
                row.getLong("address_id"),
                row.getString("strength"));
    }

    static final String BOUND_TO = """
            SELECT b.address_id, b.strength, b.villager_id, v.name, h.id AS household_id, h.code, h.head_name, h.address AS place,
                   h.grid_id, l.id AS link_id, l.cadre_id AS link_cadre_id
            FROM binding b
            JOIN household h ON h.id = b.household_id
            LEFT JOIN villager v ON v.id = b.villager_id
            LEFT JOIN link l ON l.household_id = h.id AND l.until IS NULL
            JOIN address a ON a.id = b.address_id
            WHERE b.household_id = $1 AND b.until IS NULL AND ($2::bigint IS NULL OR b.villager_id = $2)
            ORDER BY b.strength = 'PHONE' DESC, a.wrote_at DESC NULLS LAST, b.id
            """;

    /** The addresses of a person, or of the whole household where {@code villagerId} is null; proved ones first. */
    public Future<List<KnownPerson>> addressesOf(SqlClient client, long householdId, @Nullable Long villagerId) {
        return client.preparedQuery(BOUND_TO)
                .execute(Tuple.of(householdId, villagerId))
                .map(rows -> Rows.list(rows, this::person));
    }

    /** By which duty a cadre is linked to a household. */
    public record Link(long householdId, long dutyId, long cadreId) {}

    static final String LINKS =
            "SELECT household_id, id, cadre_id FROM link WHERE household_id = ANY ($1::bigint[]) AND until IS NULL";

    /** The links of those of the households that have one. */
    public Future<List<Link>> links(SqlClient client, Collection<Long> householdIds) {
        return client.preparedQuery(LINKS)
                .execute(Tuple.of(Rows.ids(householdIds)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Link(row.getLong("household_id"), row.getLong("id"), row.getLong("cadre_id"))));
    }

    /** A binding to be made. */
    public record NewBinding(
            long addressId, long householdId, @Nullable Long villagerId, String strength) {}

    static final String BIND = """
            INSERT INTO binding (address_id, household_id, villager_id, strength, since)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[])
            ON CONFLICT (address_id, household_id, villager_id) WHERE until IS NULL
            DO UPDATE SET strength = excluded.strength WHERE excluded.strength = 'PHONE'
            """;

    /** Binds; where the binding is there already it only ever grows stronger. */
    public Future<Void> bind(SqlClient client, List<NewBinding> bindings, Instant since) {
        Tuple tuple = Tuple.of(
                Rows.column(bindings, Long[]::new, NewBinding::addressId),
                Rows.column(bindings, Long[]::new, NewBinding::householdId),
                Rows.column(bindings, Long[]::new, NewBinding::villagerId),
                Rows.column(bindings, String[]::new, NewBinding::strength),
                Rows.column(bindings, OffsetDateTime[]::new, b -> Rows.at(since)));
        return client.preparedQuery(BIND).execute(tuple).mapEmpty();
    }
}

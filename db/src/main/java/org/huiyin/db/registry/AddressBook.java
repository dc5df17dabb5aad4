package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.huiyin.db.Ids;
import org.huiyin.db.Rows;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.registry.AddressRow.Owner;
import org.huiyin.db.registry.ImportLog.Change;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** Addresses and whom they speak for: a cadre's belongs to him, a villager's is bound to him and his household by the strength PHONE. */
final class AddressBook implements Importing<AddressRow> {
    private static final String DEFAULT_LANGUAGE = "zh-CN";

    private final Vault vault;

    AddressBook(Vault vault) {
        this.vault = vault;
    }

    /**
     * Officials' first. Those that share an address beside each other, for chunks of them are written side by side; else in the order of the
     * file, in which neighbours stand together in the database too: in the order of the addresses each row cost pages of its own.
     */
    static List<AddressRow> sorted(List<AddressRow> rows) {
        Map<AddressKey, Integer> first = new HashMap<>(rows.size() * 4 / 3 + 1);
        rows.forEach(row -> first.merge(AddressEntry.keyOf(row).folded(), row.line(), Math::min));
        List<AddressRow> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(AddressRow::owner)
                .reversed()
                .thenComparing(row ->
                        Objects.requireNonNull(first.get(AddressEntry.keyOf(row).folded())))
                .thenComparing(AddressRow::line));
        return sorted;
    }

    @Override
    public Future<List<AddressRow>> differing(SqlClient client, List<AddressRow> chunk) {
        return look(client, chunk)
                .map(entries -> entries.stream()
                        .filter(AddressEntry::differs)
                        .map(AddressEntry::row)
                        .toList());
    }

    @Override
    public Future<Applied> apply(SqlClient client, List<AddressRow> rows, ImportLog log) {
        return look(client, rows)
                .compose(entries -> insert(client, entries))
                .compose(entries ->
                        claim(client, some(entries, AddressEntry::claims)).map(entries))
                .compose(entries -> bind(client, some(entries, AddressEntry::binds), log.at())
                        .map(entries))
                .compose(entries -> strengthen(client, some(entries, AddressEntry::strengthens))
                        .map(entries))
                .compose(entries -> log.changes(client, changes(entries)).map(applied(entries)));
    }

    private static List<AddressEntry> some(List<AddressEntry> entries, Predicate<AddressEntry> which) {
        return entries.stream().filter(which).toList();
    }

    private static List<Change> changes(List<AddressEntry> entries) {
        return entries.stream()
                .filter(AddressEntry::changes)
                .map(AddressBook::change)
                .toList();
    }

    private static Applied applied(List<AddressEntry> entries) {
        int changed = some(entries, AddressEntry::changes).size();
        return new Applied(some(entries, AddressEntry::differs).size() - changed, changed, 0);
    }

    private static final String LOOK = """
            SELECT f.ord, a.id, c.code AS cadre_code, v.id AS villager_id, v.household_id, v.language, b.strength
            FROM unnest($1::text[], $2::bytea[], $3::text[]) WITH ORDINALITY AS f(channel, hash, villager_code, ord)
            LEFT JOIN address a ON a.channel = f.channel AND a.address_hash = f.hash
            LEFT JOIN cadre c ON c.id = a.cadre_id
            LEFT JOIN villager v ON v.code = f.villager_code
            LEFT JOIN binding b ON b.villager_id = v.id AND b.address_id = a.id AND b.household_id = v.household_id
                AND b.until IS NULL
            """;

    private AddressEntry blank(AddressRow row) {
        Buffer hash = Buffer.buffer(AddressEntry.keyOf(row).hash(vault));
        return new AddressEntry(row, hash, null, null, null, null);
    }

    private Future<List<AddressEntry>> look(SqlClient client, List<AddressRow> chunk) {
        return looked(client, chunk.stream().map(this::blank).toList());
    }

    /** The same entries, with what the database says now. */
    private static Future<List<AddressEntry>> looked(SqlClient client, List<AddressEntry> entries) {
        return client.preparedQuery(LOOK)
                .execute(Tuple.of(channels(entries), hashes(entries), codes(entries, Owner.VILLAGER)))
                .map(rows -> {
                    List<AddressEntry> filled = new ArrayList<>(entries);
                    rows.forEach(row -> {
                        int at = row.getInteger("ord") - 1;
                        filled.set(at, filled(entries.get(at), row));
                    });
                    return filled;
                });
    }

    private static AddressEntry filled(AddressEntry blank, Row row) {
        Long villagerId = row.getLong("villager_id");
        return new AddressEntry(
                blank.row(),
                blank.hash(),
                row.getLong("id"),
                row.getString("cadre_code"),
                villagerId == null
                        ? null
                        : new AddressEntry.Villager(villagerId, row.getLong("household_id"), row.getString("language")),
                row.getString("strength"));
    }

    private static final String INSERT = """
            INSERT INTO address (id, channel, address, address_hash, language)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[], $4::bytea[], $5::text[])
            ON CONFLICT (channel, address_hash) DO NOTHING
            """;

    /** One row for each address that is not there yet, though several people may share it; gives the entries with the ids of all. */
    private Future<List<AddressEntry>> insert(SqlClient client, List<AddressEntry> entries) {
        Map<Buffer, AddressEntry> fresh = new LinkedHashMap<>();
        entries.stream().filter(e -> e.id() == null).forEach(e -> fresh.putIfAbsent(e.hash(), e));
        // In the order in which the senders of new messages get theirs, else both could wait for each other.
        List<AddressEntry> rows = fresh.values().stream()
                .sorted(Comparator.comparing(AddressEntry::key, AddressKey.ORDER))
                .toList();
        if (rows.isEmpty()) {
            return Future.succeededFuture(entries);
        }
        Ids ids = new Ids();
        return ids.reserve(client, Ids.Kind.ADDRESS, rows.size())
                .compose(reserved -> insert(
                        client,
                        entries,
                        rows.stream().map(e -> e.at(ids.take(Ids.Kind.ADDRESS))).toList()));
    }

    private Future<List<AddressEntry>> insert(SqlClient client, List<AddressEntry> entries, List<AddressEntry> rows) {
        return client.preparedQuery(INSERT)
                .execute(values(rows))
                .compose(written -> written.rowCount() == rows.size()
                        ? Future.succeededFuture(numbered(entries, rows))
                        : looked(client, entries));
    }

    private Tuple values(List<AddressEntry> rows) {
        return Tuple.of(
                Columns.longs(rows, e -> Objects.requireNonNull(e.id())),
                channels(rows),
                Columns.bytes(rows, e -> vault.seal(Sealed.ADDRESS, e.row().address())),
                hashes(rows),
                Columns.texts(
                        rows,
                        e -> e.owner() == null ? DEFAULT_LANGUAGE : e.owner().language()));
    }

    private static List<AddressEntry> numbered(List<AddressEntry> entries, List<AddressEntry> written) {
        Map<Buffer, AddressEntry> byHash = written.stream().collect(Collectors.toMap(AddressEntry::hash, e -> e));
        return entries.stream()
                .map(e -> e.id() == null
                        ? e.at(Objects.requireNonNull(
                                Objects.requireNonNull(byHash.get(e.hash())).id()))
                        : e)
                .toList();
    }

    private static final String CLAIM = """
            WITH mine AS MATERIALIZED (
                SELECT a.id, c.id AS cadre_id
                FROM unnest($1::text[], $2::bytea[], $3::text[]) AS f(channel, hash, cadre_code)
                JOIN cadre c ON c.code = f.cadre_code
                JOIN address a ON a.channel = f.channel AND a.address_hash = f.hash
                ORDER BY a.id FOR NO KEY UPDATE OF a)
            UPDATE address a SET cadre_id = m.cadre_id FROM mine m WHERE a.id = m.id
            """;

    /** Every node's copy of the cadres' addresses is old after it. */
    private static Future<Void> claim(SqlClient client, List<AddressEntry> entries) {
        return entries.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(CLAIM)
                        .execute(Tuple.of(channels(entries), hashes(entries), codes(entries, Owner.CADRE)))
                        .compose(claimed -> Officials.rise(client));
    }

    private static final String BIND = """
            INSERT INTO binding (address_id, household_id, villager_id, strength, since)
            SELECT f.address_id, f.household_id, f.villager_id, 'PHONE', $4
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS f(address_id, household_id, villager_id)
            """;

    /** Of villagers who were not bound to the address when we looked: who has bound himself since makes this fail, and the next attempt sees it. */
    private static Future<Void> bind(SqlClient client, List<AddressEntry> entries, OffsetDateTime now) {
        List<AddressEntry.Villager> owners = entries.stream()
                .map(AddressEntry::owner)
                .filter(Objects::nonNull)
                .toList();
        if (owners.size() < entries.size()) {
            return Future.failedFuture(new IllegalStateException(
                    "addresses.csv: " + owners.size() + " of " + entries.size() + " addresses could be bound"));
        }
        return entries.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(BIND)
                        .execute(Tuple.of(
                                Columns.longs(entries, e -> Objects.requireNonNull(e.id())),
                                Columns.longs(owners, AddressEntry.Villager::householdId),
                                Columns.longs(owners, AddressEntry.Villager::id),
                                now))
                        .mapEmpty();
    }

    private static final String STRENGTHEN = """
            UPDATE binding b SET strength = 'PHONE'
            FROM unnest($1::text[], $2::bytea[], $3::text[]) AS f(channel, hash, villager_code)
            JOIN villager v ON v.code = f.villager_code
            JOIN address a ON a.channel = f.channel AND a.address_hash = f.hash
            WHERE b.address_id = a.id AND b.villager_id = v.id AND b.household_id = v.household_id AND b.until IS NULL
            """;

    private Future<Void> strengthen(SqlClient client, List<AddressEntry> entries) {
        return entries.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(STRENGTHEN)
                        .execute(Tuple.of(channels(entries), hashes(entries), codes(entries, Owner.VILLAGER)))
                        .mapEmpty();
    }

    /** The code of an address is its owner's: its own text is personal. */
    private static Change change(AddressEntry entry) {
        AddressRow row = entry.row();
        Fields before = new Fields().with("cadre_code", entry.cadreCode()).with("strength", entry.strength());
        Fields after = entry.of(Owner.CADRE)
                ? new Fields().with("cadre_code", row.ownerCode())
                : new Fields().with("strength", AddressEntry.PHONE);
        return new Change(
                Part.ADDRESSES,
                row.ownerCode(),
                before.map(),
                after.with("channel", row.channel())
                        .with("address", row.address())
                        .map());
    }

    private static final String MISSING = """
            SELECT count(*) OVER () AS n, c.code || '/' || a.channel AS code
            FROM address a JOIN cadre c ON c.id = a.cadre_id
            WHERE NOT EXISTS (
                SELECT FROM unnest($1::text[], $2::bytea[]) AS f(channel, hash) WHERE f.channel = a.channel AND f.hash = a.address_hash)
            ORDER BY c.code, a.channel
            LIMIT 20
            """;

    /** Finds cadres' addresses that the file does not name; a villager may have bound his own, which no file knows. */
    Future<Missing.Found> missing(SqlClient client, List<AddressRow> rows) {
        List<AddressEntry> cadres = rows.stream()
                .filter(row -> row.owner() == Owner.CADRE)
                .map(this::blank)
                .toList();
        return client.preparedQuery(MISSING)
                .execute(Tuple.of(channels(cadres), (Object) hashes(cadres)))
                .map(found -> Rows.list(found, row -> row))
                .map(found -> new Missing.Found(
                        found.isEmpty() ? 0 : found.get(0).getLong("n"),
                        found.stream().map(row -> row.getString("code")).toList()));
    }

    private static @Nullable String[] channels(List<AddressEntry> entries) {
        return Columns.texts(entries, e -> e.row().channel());
    }

    private static Buffer[] hashes(List<AddressEntry> entries) {
        return entries.stream().map(AddressEntry::hash).toArray(Buffer[]::new);
    }

    private static @Nullable String[] codes(List<AddressEntry> entries, Owner owner) {
        return Columns.texts(entries, e -> e.of(owner) ? e.row().ownerCode() : null);
    }
}

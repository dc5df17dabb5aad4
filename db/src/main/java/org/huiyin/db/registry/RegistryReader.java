package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;

/** What the check of an import needs to know of the database: only what the files themselves cannot answer. */
public final class RegistryReader {
    /** A grid that stands. */
    public record StandingGrid(Level level, @Nullable String parentCode) {}

    /**
     * A household's link that differs from the file's, or its past where it has none now.
     *
     * @param cadreCode the linked cadre; empty when there is none
     * @param since when that link began; empty when there is none
     * @param lastUntil when the link before ended; empty when there was none
     */
    public record StandingLink(Optional<String> cadreCode, Optional<LocalDate> since, Optional<LocalDate> lastUntil) {}

    private final Vault vault;

    public RegistryReader(Vault vault) {
        this.vault = vault;
    }

    private static final String GRIDS = """
            SELECT g.code, g.level, p.code AS parent_code FROM grid g LEFT JOIN grid p ON p.id = g.parent_id
            """;

    /** All grids, by code. */
    public Future<Map<String, StandingGrid>> grids(SqlClient client) {
        return client.preparedQuery(GRIDS).execute().map(rows -> {
            Map<String, StandingGrid> found = new HashMap<>();
            rows.forEach(row -> found.put(
                    row.getString("code"),
                    new StandingGrid(Level.valueOf(row.getString("level")), row.getString("parent_code"))));
            return found;
        });
    }

    private static final String UNITS = """
            SELECT code FROM unit
            """;

    /** The codes of all units. */
    public Future<Set<String>> units(SqlClient client) {
        return client.preparedQuery(UNITS).execute().map(rows -> {
            Set<String> found = new HashSet<>();
            rows.forEach(row -> found.add(row.getString("code")));
            return found;
        });
    }

    private static final String CADRES = """
            SELECT code, exempt_reason IS NOT NULL AS exempt FROM cadre
            """;

    /** All cadres by code, with whether they are exempt from being linked. */
    public Future<Map<String, Boolean>> cadres(SqlClient client) {
        return client.preparedQuery(CADRES).execute().map(rows -> {
            Map<String, Boolean> found = new HashMap<>();
            rows.forEach(row -> found.put(row.getString("code"), row.getBoolean("exempt")));
            return found;
        });
    }

    private static final String HOUSEHOLDS = """
            SELECT code FROM household WHERE code = ANY ($1::text[])
            """;

    /** Which of these households there are. */
    public Future<Set<String>> households(SqlClient client, Collection<String> codes) {
        return among(client, HOUSEHOLDS, codes);
    }

    private static final String VILLAGERS = """
            SELECT code FROM villager WHERE code = ANY ($1::text[])
            """;

    /** Which of these villagers there are. */
    public Future<Set<String>> villagers(SqlClient client, Collection<String> codes) {
        return among(client, VILLAGERS, codes);
    }

    private static Future<Set<String>> among(SqlClient client, String sql, Collection<String> codes) {
        Set<String> found = new HashSet<>();
        return Chunks.each(
                        List.copyOf(codes),
                        chunk -> client.preparedQuery(sql)
                                .execute(Tuple.of((Object) chunk.toArray(String[]::new)))
                                .onSuccess(rows -> rows.forEach(row -> found.add(row.getString("code"))))
                                .mapEmpty())
                .map(found);
    }

    private static final String LINKS = """
            SELECT h.code, c.code AS cadre_code, l.since, past.until AS last_until
            FROM unnest($1::text[], $2::text[], $3::date[]) AS f(household_code, cadre_code, since)
            JOIN household h ON h.code = f.household_code
            LEFT JOIN link l ON l.household_id = h.id AND l.until IS NULL
            LEFT JOIN cadre c ON c.id = l.cadre_id
            LEFT JOIN LATERAL (
                SELECT max(p.until) AS until FROM link p
                WHERE p.household_id = h.id AND p.until IS NOT NULL
            ) past ON true
            WHERE c.code IS DISTINCT FROM f.cadre_code OR l.since <> f.since
            """;

    /** The links that stand, by household, where they are not the file's. */
    public Future<Map<String, StandingLink>> links(SqlClient client, List<LinkRow> rows) {
        Map<String, StandingLink> found = new HashMap<>();
        return Chunks.each(
                        rows,
                        chunk -> client.preparedQuery(LINKS)
                                .execute(Tuple.of(
                                        Columns.texts(chunk, LinkRow::householdCode),
                                        Columns.texts(chunk, LinkRow::cadreCode),
                                        chunk.stream().map(LinkRow::since).toArray(LocalDate[]::new)))
                                .onSuccess(links -> links.forEach(row -> found.put(row.getString("code"), link(row))))
                                .mapEmpty())
                .map(found);
    }

    private static StandingLink link(Row row) {
        return new StandingLink(
                Optional.ofNullable(row.getString("cadre_code")),
                Optional.ofNullable(row.getLocalDate("since")),
                Optional.ofNullable(row.getLocalDate("last_until")));
    }

    private static final String OTHERS = """
            SELECT f.line
            FROM unnest($1::int[], $2::text[], $3::bytea[], $4::boolean[]) AS f(line, channel, hash, of_cadre)
            JOIN address a ON a.channel = f.channel AND a.address_hash = f.hash
            WHERE CASE WHEN f.of_cadre
                THEN EXISTS (SELECT FROM binding b WHERE b.address_id = a.id AND b.until IS NULL)
                ELSE a.cadre_id IS NOT NULL END
            """;

    /** The lines of the file whose address belongs to the other kind of person already. */
    public Future<Set<Integer>> takenByOthers(SqlClient client, List<AddressRow> rows) {
        Set<Integer> lines = new HashSet<>();
        return Chunks.each(
                        rows,
                        chunk -> client.preparedQuery(OTHERS)
                                .execute(Tuple.of(
                                        chunk.stream().map(AddressRow::line).toArray(Integer[]::new),
                                        Columns.texts(chunk, AddressRow::channel),
                                        chunk.stream().map(this::hash).toArray(Buffer[]::new),
                                        ofCadre(chunk)))
                                .onSuccess(found -> found.forEach(row -> lines.add(row.getInteger("line"))))
                                .mapEmpty())
                .map(lines);
    }

    private static Boolean[] ofCadre(List<AddressRow> rows) {
        List<Boolean> flags = new ArrayList<>(rows.size());
        rows.forEach(row -> flags.add(row.owner() == AddressRow.Owner.CADRE));
        return flags.toArray(Boolean[]::new);
    }

    private Buffer hash(AddressRow row) {
        return Buffer.buffer(new AddressKey(row.channel(), row.address()).hash(vault));
    }
}

package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** Who can be played in the demo: the people that have an address on the channels that are named, and nobody else. */
public final class Cast {
    private final Vault vault;

    public Cast(Vault vault) {
        this.vault = vault;
    }

    /**
     * A villager with an address.
     *
     * @param code of the person, or of the household where it is not known who of it writes from there
     * @param cadreCode the household's cadre, null while it has none
     */
    public record Villager(
            String code,
            String name,
            String grid,
            String place,
            @Nullable String cadreCode,
            String channel,
            String address) {}

    static final String VILLAGERS = """
            SELECT coalesce(v.code, h.code) AS code, coalesce(v.name, h.head_name) AS name, g.name AS grid, h.address AS place,
                   c.code AS cadre_code, a.channel, a.address
            FROM address a
            JOIN binding b ON b.address_id = a.id AND b.until IS NULL
            JOIN household h ON h.id = b.household_id
            JOIN grid g ON g.id = h.grid_id
            LEFT JOIN villager v ON v.id = b.villager_id
            LEFT JOIN link l ON l.household_id = h.id AND l.until IS NULL
            LEFT JOIN cadre c ON c.id = l.cadre_id
            WHERE a.channel = ANY ($1::text[])
            ORDER BY h.code, v.name_hash IS DISTINCT FROM h.head_name_hash, v.code, a.id
            LIMIT $2
            """;

    /** Villagers, household by household, its head first. */
    public Future<List<Villager>> villagers(SqlClient client, Collection<String> channels, int limit) {
        return client.preparedQuery(VILLAGERS)
                .execute(Tuple.of(channels.toArray(String[]::new), limit))
                .map(rows -> Rows.list(rows, this::villager));
    }

    private Villager villager(Row row) {
        return new Villager(
                row.getString("code"),
                vault.open(Sealed.NAME, Rows.bytes(row, "name")),
                row.getString("grid"),
                vault.open(Sealed.PLACE, Rows.bytes(row, "place")),
                row.getString("cadre_code"),
                row.getString("channel"),
                vault.open(Sealed.ADDRESS, Rows.bytes(row, "address")));
    }

    /** A cadre with an address. */
    public record Cadre(String code, String name, String rank, String unit, String channel, String address) {}

    static final String CADRES = """
            SELECT c.code, c.name, c.rank, u.name AS unit, a.channel, a.address
            FROM address a
            JOIN cadre c ON c.id = a.cadre_id
            JOIN unit u ON u.id = c.unit_id
            WHERE a.channel = ANY ($1::text[])
            ORDER BY c.code, a.id
            LIMIT $2
            """;

    /** Cadres, by code. */
    public Future<List<Cadre>> cadres(SqlClient client, Collection<String> channels, int limit) {
        return client.preparedQuery(CADRES)
                .execute(Tuple.of(channels.toArray(String[]::new), limit))
                .map(rows -> Rows.list(rows, this::cadre));
    }

    private Cadre cadre(Row row) {
        return new Cadre(
                row.getString("code"),
                vault.open(Sealed.NAME, Rows.bytes(row, "name")),
                row.getString("rank"),
                row.getString("unit"),
                row.getString("channel"),
                vault.open(Sealed.ADDRESS, Rows.bytes(row, "address")));
    }
}

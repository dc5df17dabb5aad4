package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import org.huiyin.db.Rows;
import org.huiyin.db.registry.OfficialRows.Absence;
import org.huiyin.db.registry.OfficialRows.Cadre;
import org.huiyin.db.registry.OfficialRows.Chat;
import org.huiyin.db.registry.OfficialRows.Grid;
import org.huiyin.db.registry.OfficialRows.Post;
import org.huiyin.db.registry.OfficialRows.Unit;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** Reads who holds which post. */
public final class Officials {
    private final Vault vault;

    public Officials(Vault vault) {
        this.vault = vault;
    }

    static final String VERSION = "SELECT version FROM registry_version";

    /** The present version, which tells whether a copy is old. */
    public Future<Long> version(SqlClient client) {
        return client.preparedQuery(VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    static final String RISE = "UPDATE registry_version SET version = version + 1";

    /** Says that grids, posts, cadres or their addresses changed; in the transaction that changes them. */
    public static Future<Void> rise(SqlClient client) {
        return client.preparedQuery(RISE).execute().mapEmpty();
    }

    static final String GRIDS = "SELECT id, code, name, level, parent_id FROM grid";

    static final String UNITS = "SELECT id, code, name FROM unit";

    static final String POSTS =
            "SELECT id, kind, grid_id, unit_id, cadre_id FROM duty WHERE live AND kind NOT IN ('LINK', 'COVER')";

    static final String CADRES = """
            SELECT c.id, c.code, c.name, c.rank, u.name AS unit, c.phone FROM cadre c JOIN unit u ON u.id = c.unit_id
            """;

    static final String CHATS = """
            SELECT a.cadre_id, a.id, a.channel, a.reachable, a.language FROM address a WHERE a.cadre_id IS NOT NULL ORDER BY a.id
            """;

    static final String ABSENCES = """
            SELECT a.id, a.cadre_id, a.cover_duty_id, d.cadre_id AS cover_cadre_id, a.until_at
            FROM absence a LEFT JOIN duty d ON d.id = a.cover_duty_id WHERE a.ended_at IS NULL
            """;

    /** Reads everything; {@code version} must have been read before, in the same transaction or an earlier one. */
    public Future<OfficialRows> read(SqlClient client, long version) {
        Future<List<Grid>> grids = client.preparedQuery(GRIDS).execute().map(rows -> Rows.list(rows, Officials::grid));
        Future<List<Post>> posts = client.preparedQuery(POSTS).execute().map(rows -> Rows.list(rows, Officials::post));
        Future<List<Cadre>> cadres = client.preparedQuery(CADRES).execute().map(rows -> Rows.list(rows, this::cadre));
        Future<List<Chat>> chats = client.preparedQuery(CHATS).execute().map(rows -> Rows.list(rows, Officials::chat));
        Future<List<Unit>> units = client.preparedQuery(UNITS).execute().map(rows -> Rows.list(rows, Officials::unit));
        Future<List<Absence>> absences =
                client.preparedQuery(ABSENCES).execute().map(rows -> Rows.list(rows, Officials::absence));
        return Future.all(grids, units, posts, cadres, chats, absences)
                .map(all -> new OfficialRows(
                        version,
                        grids.result(),
                        units.result(),
                        posts.result(),
                        cadres.result(),
                        chats.result(),
                        absences.result()));
    }

    private static Grid grid(Row row) {
        return new Grid(
                row.getLong("id"),
                row.getString("code"),
                row.getString("name"),
                row.getString("level"),
                row.getLong("parent_id"));
    }

    private static Post post(Row row) {
        return new Post(
                row.getLong("id"),
                row.getString("kind"),
                row.getLong("grid_id"),
                row.getLong("unit_id"),
                row.getLong("cadre_id"));
    }

    private static Absence absence(Row row) {
        return new Absence(
                row.getLong("id"),
                row.getLong("cadre_id"),
                row.getLong("cover_duty_id"),
                row.getLong("cover_cadre_id"),
                Rows.instant(row, "until_at"));
    }

    private static Unit unit(Row row) {
        return new Unit(row.getLong("id"), row.getString("code"), row.getString("name"));
    }

    private Cadre cadre(Row row) {
        return new Cadre(
                row.getLong("id"),
                row.getString("code"),
                vault.open(Sealed.NAME, Rows.bytes(row, "name")),
                row.getString("rank"),
                row.getString("unit"),
                vault.openOrNull(Sealed.PHONE, Rows.bytesOrNull(row, "phone")));
    }

    private static Chat chat(Row row) {
        return new Chat(
                row.getLong("cadre_id"),
                row.getLong("id"),
                row.getString("channel"),
                row.getBoolean("reachable"),
                row.getString("language"));
    }
}

package org.huiyin.db.config;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huiyin.db.Rows;

/** The table {@code config_version}: what the county decided to say and to decide by, one row each time; the highest number is in force. */
public final class ConfigVersions {
    private ConfigVersions() {}

    /**
     * What is known of a version besides its content.
     *
     * @param sha256 of the content's UTF-8 bytes, in hexadecimal
     * @param madeBy the login name of who applied it, and the machine
     * @param release the Huiyin that checked it
     */
    public record Head(long number, String sha256, Instant madeAt, String madeBy, String release, String note) {}

    /** A version with its content. */
    public record Version(Head head, String content) {}

    /** One that shall be the next. */
    public record Draft(String content, String sha256, String madeBy, String release, String note) {}

    static final String NEWEST = "SELECT coalesce(max(number), 0) AS number FROM config_version";

    /** The number of the version in force; 0 where there is none yet. */
    public static Future<Long> newest(SqlClient client) {
        return client.preparedQuery(NEWEST)
                .execute()
                .map(rows -> rows.iterator().next().getLong("number"));
    }

    static final String READ = """
            SELECT number, sha256, made_at, made_by, release, note, content FROM config_version WHERE number = $1
            """;

    public static Future<Optional<Version>> read(SqlClient client, long number) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(number))
                .map(rows -> Rows.list(rows, row -> new Version(head(row), row.getString("content"))).stream()
                        .findFirst());
    }

    static final String HEADS = """
            SELECT number, sha256, made_at, made_by, release, note FROM config_version ORDER BY number DESC
            """;

    /** All versions, the newest first. */
    public static Future<List<Head>> heads(SqlClient client) {
        return client.preparedQuery(HEADS).execute().map(rows -> Rows.list(rows, ConfigVersions::head));
    }

    private static Head head(Row row) {
        return new Head(
                row.getLong("number"),
                row.getString("sha256"),
                Rows.instant(row, "made_at"),
                row.getString("made_by"),
                row.getString("release"),
                row.getString("note"));
    }

    static final String ADD = """
            INSERT INTO config_version (number, content, sha256, made_by, release, note) VALUES ($1 + 1, $2, $3, $4, $5, $6)
            ON CONFLICT (number) DO NOTHING
            """;

    /** Adds the version that follows {@code after}, unless somebody else has added it; says whether it did. */
    public static Future<Boolean> add(SqlClient client, long after, Draft draft) {
        Tuple tuple = Tuple.of(after, draft.content(), draft.sha256(), draft.madeBy(), draft.release(), draft.note());
        return client.preparedQuery(ADD).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    static final String DECIDING = """
            SELECT name, config_version FROM node WHERE seen_at > clock_timestamp() - interval '15 seconds' ORDER BY name
            """;

    /** A node that was seen within the last 15 s, and by which version it decides. */
    public record Deciding(String node, long version) {}

    /** The nodes that live now. */
    public static Future<List<Deciding>> deciding(SqlClient client) {
        return client.preparedQuery(DECIDING)
                .execute()
                .map(rows ->
                        Rows.list(rows, row -> new Deciding(row.getString("name"), row.getLong("config_version"))));
    }
}

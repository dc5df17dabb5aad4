package org.huiyin.db.schema;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import org.huiyin.db.Rows;

/** The table {@code node}: who lives on this schema, as each says of itself every few seconds, and what one sees of the others. */
public final class Nodes {
    private Nodes() {}

    static final String STAND_TOGETHER = "SELECT epoch FROM schema_lease FOR KEY SHARE";

    /** Until the end of the transaction nobody takes anything away from the schema; whoever is about to waits for it, or is waited for. */
    static Future<Void> standTogether(SqlClient client) {
        return client.preparedQuery(STAND_TOGETHER).execute().mapEmpty();
    }

    static final String JOIN = """
            INSERT INTO node (name, release, knows, started_at, seen_at)
            VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp())
            ON CONFLICT (name) DO UPDATE SET release = excluded.release, knows = excluded.knows, config_version = 0,
                started_at = excluded.started_at, seen_at = excluded.seen_at
            """;

    /** After {@link #standTogether} and before anything else that a node does; whoever would take away what it needs sees it from its commit on. */
    static Future<Void> join(SqlClient client, NodeCard card) {
        return client.preparedQuery(JOIN)
                .execute(Tuple.of(card.name(), card.release(), card.knows()))
                .mapEmpty();
    }

    /**
     * What a node says of itself.
     *
     * @param configVersion by which it decides, 0 while it has none
     * @param fileDigest of what must be the same in every node's own file
     */
    public record Beat(NodeCard card, long configVersion, String fileDigest) {}

    /**
     * What it sees.
     *
     * @param databaseTime when the statement ran, by the database's clock
     * @param nodes seen within the last minute, itself included
     * @param configVersions by how many versions of the configuration they decide
     * @param files how many different files they were started with, as far as those must agree
     * @param schema the newest migration that was run
     * @param narrowed the newest one of those that took something away, 0 for none
     */
    public record Seen(Instant databaseTime, int nodes, int configVersions, int files, int schema, int narrowed) {}

    static final String BEAT = """
            WITH own AS (
                INSERT INTO node (name, release, knows, config_version, file_digest, started_at, seen_at)
                VALUES ($1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp())
                ON CONFLICT (name) DO UPDATE SET config_version = excluded.config_version, file_digest = excluded.file_digest,
                    seen_at = excluded.seen_at
                RETURNING name, config_version, file_digest),
            living AS (
                SELECT name, config_version, file_digest FROM own
                UNION ALL
                SELECT n.name, n.config_version, n.file_digest FROM node n
                WHERE n.name <> $1 AND n.seen_at > clock_timestamp() - interval '1 minute')
            SELECT clock_timestamp() AS database_time, count(*)::int AS nodes,
                count(DISTINCT config_version) FILTER (WHERE config_version > 0)::int AS config_versions,
                count(DISTINCT file_digest) FILTER (WHERE file_digest <> '')::int AS files,
                (SELECT coalesce(max(m.version), 0) FROM schema_migration m) AS schema,
                (SELECT coalesce(max(m.version), 0) FROM schema_migration m WHERE m.kind = 'CONTRACT') AS narrowed
            FROM living
            """;

    /** Says that a node lives, and looks at the others. */
    public static Future<Seen> beat(SqlClient client, Beat beat) {
        NodeCard card = beat.card();
        Tuple tuple = Tuple.of(card.name(), card.release(), card.knows(), beat.configVersion(), beat.fileDigest());
        return client.preparedQuery(BEAT)
                .execute(tuple)
                .map(rows -> seen(rows.iterator().next()));
    }

    private static Seen seen(Row row) {
        return new Seen(
                Rows.instant(row, "database_time"),
                row.getInteger("nodes"),
                row.getInteger("config_versions"),
                row.getInteger("files"),
                row.getInteger("schema"),
                row.getInteger("narrowed"));
    }

    static final String LEAVE = "DELETE FROM node WHERE name = $1";

    /** The node has ended, and nobody need wait for it. */
    public static Future<Void> leave(SqlClient client, String name) {
        return client.preparedQuery(LEAVE).execute(Tuple.of(name)).mapEmpty();
    }

    static final String FORGET = "DELETE FROM node WHERE seen_at < clock_timestamp() - interval '30 days'";

    /** Forgets nodes that ended by force long ago. */
    public static Future<Void> forget(SqlClient client) {
        return client.query(FORGET).execute().mapEmpty();
    }
}

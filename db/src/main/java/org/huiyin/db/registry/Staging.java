package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.db.Rows;
import org.huiyin.db.registry.Importing.Applied;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** What an import has still to do, chunk by chunk, so that another process can go on with it. At most one import is staged at a time. */
final class Staging {
    private final Vault vault;

    Staging(Vault vault) {
        this.vault = vault;
    }

    static final String TURN = "SELECT FROM import_turn FOR UPDATE";

    /** However long another import takes, and however long ours does nothing on this connection. */
    static final String NO_TIMEOUTS = """
            SELECT set_config(name, '0', true)
            FROM unnest(ARRAY['statement_timeout', 'idle_in_transaction_session_timeout', 'lock_timeout']) AS name
            """;

    static final String BY_INDEXES = """
            SELECT set_config(name, value, true)
            FROM (VALUES ('plan_cache_mode', 'force_generic_plan'), ('enable_seqscan', 'off'), ('enable_mergejoin', 'off')) AS s(name, value)
            """;

    /**
     * Until the transaction ends chunks are looked up by indexes, whatever the planner makes of tables that grow from nothing: it read all
     * households for each few hundred links.
     */
    static Future<Void> byIndexes(SqlClient client) {
        return client.preparedQuery(BY_INDEXES).execute().mapEmpty();
    }

    /** Waits for another import to end, and keeps others waiting until this transaction ends. */
    static Future<Void> turn(SqlClient client) {
        return client.preparedQuery(NO_TIMEOUTS)
                .execute()
                .compose(set -> client.preparedQuery(TURN).execute())
                .compose(mine -> byIndexes(client));
    }

    static final String BEGIN = """
            INSERT INTO registry_import (imported_at, added, changed) VALUES ($1, 0, 0) RETURNING id
            """;

    /** The id of a new import. */
    static Future<Long> begin(SqlClient client, OffsetDateTime at) {
        return client.preparedQuery(BEGIN)
                .execute(Tuple.of(at))
                .map(rows -> rows.iterator().next().getLong("id"));
    }

    static final String ADD = "INSERT INTO import_chunk (import_id, number, step, content) VALUES ($1, $2, $3, $4)";

    Future<Void> add(SqlClient client, long importId, int number, Step step, byte[] content) {
        Buffer sealed = Buffer.buffer(vault.sealBytes(Sealed.STAGED, content));
        return client.preparedQuery(ADD)
                .execute(Tuple.of(importId, number, step.name(), sealed))
                .mapEmpty();
    }

    /** A chunk that is not applied yet. */
    record Chunk(int number, Step step) {}

    /** An import that is not finished. */
    record Unfinished(long importId, List<Chunk> chunks) {}

    static final String UNFINISHED = """
            SELECT i.id, c.number, c.step
            FROM registry_import i LEFT JOIN import_chunk c ON c.import_id = i.id AND c.applied_at IS NULL
            WHERE i.finished_at IS NULL ORDER BY i.id, c.number
            """;

    static Future<Optional<Unfinished>> unfinished(SqlClient client) {
        return client.preparedQuery(UNFINISHED).execute().map(rows -> {
            List<Chunk> chunks = Rows.list(rows, row -> row).stream()
                    .filter(row -> row.getInteger("number") != null)
                    .map(row -> new Chunk(row.getInteger("number"), Step.valueOf(row.getString("step"))))
                    .toList();
            return Rows.list(rows, row -> row.getLong("id")).stream()
                    .findFirst()
                    .map(id -> new Unfinished(id, chunks));
        });
    }

    static final String TAKE = """
            SELECT content FROM import_chunk WHERE import_id = $1 AND number = $2 AND applied_at IS NULL FOR UPDATE
            """;

    /** What a chunk says, kept from others until the transaction ends; empty when somebody has applied it. */
    Future<Optional<byte[]>> take(SqlClient client, long importId, int number) {
        return client.preparedQuery(TAKE)
                .execute(Tuple.of(importId, number))
                .map(rows -> Rows.list(rows, row -> vault.openBytes(Sealed.STAGED, Rows.bytes(row, "content"))).stream()
                        .findFirst());
    }

    static final String APPLIED = """
            UPDATE import_chunk SET applied_at = $3, added = $4, changed = $5, moved = $6, content = ''
            WHERE import_id = $1 AND number = $2
            """;

    static Future<Void> applied(SqlClient client, long importId, int number, OffsetDateTime at, Applied what) {
        return client.preparedQuery(APPLIED)
                .execute(Tuple.of(importId, number, at, what.added(), what.changed(), what.moved()))
                .mapEmpty();
    }

    static final String FINISH = """
            WITH gone AS (DELETE FROM import_chunk WHERE import_id = $1 RETURNING step, added, changed, moved),
            parts AS (
                INSERT INTO import_part (import_id, step, added, changed, moved)
                SELECT $1, step, sum(added), sum(changed), sum(moved) FROM gone GROUP BY step)
            UPDATE registry_import
            SET finished_at = $2, added = (SELECT coalesce(sum(added), 0) FROM gone),
                changed = (SELECT coalesce(sum(changed), 0) FROM gone)
            WHERE id = $1
            """;

    /** Ends an import, and forgets what of it was not applied. */
    static Future<Void> finish(SqlClient client, long importId, OffsetDateTime at) {
        return client.preparedQuery(FINISH).execute(Tuple.of(importId, at)).mapEmpty();
    }

    static final String DONE = "SELECT step, added, changed, moved FROM import_part WHERE import_id = $1";

    /** What a finished import did, by step. */
    static Future<Map<Step, Applied>> done(SqlClient client, long importId) {
        return client.preparedQuery(DONE).execute(Tuple.of(importId)).map(rows -> {
            Map<Step, Applied> done = new EnumMap<>(Step.class);
            for (Row row : rows) {
                done.put(
                        Step.valueOf(row.getString("step")),
                        new Applied(row.getInteger("added"), row.getInteger("changed"), row.getInteger("moved")));
            }
            return done;
        });
    }
}

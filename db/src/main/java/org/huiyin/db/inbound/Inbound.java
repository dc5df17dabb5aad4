package org.huiyin.db.inbound;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Hashed;
import org.huiyin.db.vault.Vault.Sealed;

/** The replay memory: a key that is in the table has had its effect, because both were committed together. */
public final class Inbound {
    private final Vault vault;

    public Inbound(Vault vault) {
        this.vault = vault;
    }

    /** What was answered to an event the first time. */
    public record Answered(Instant at, Optional<String> passive) {}

    static final String RECORD = """
            INSERT INTO inbound (channel, key_hash, at)
            SELECT channel, key_hash, at FROM unnest($1::text[], $2::bytea[], $3::timestamptz[]) AS n(channel, key_hash, at)
            ON CONFLICT (channel, key_hash) DO NOTHING
            RETURNING channel, key_hash
            """;

    /**
     * Records the keys, in an order that all nodes share so that two batches cannot wait for each other in a circle.
     *
     * @return those that were new
     */
    public Future<Set<InboundKey>> record(SqlClient client, Map<InboundKey, Instant> keys) {
        List<InboundKey> sorted =
                keys.keySet().stream().sorted(InboundKey.ORDER).toList();
        Map<Hash, InboundKey> byHash = new HashMap<>();
        sorted.forEach(key -> byHash.put(hash(key), key));
        Tuple tuple = Tuple.of(
                Rows.column(sorted, String[]::new, InboundKey::channel),
                Rows.column(sorted, Buffer[]::new, k -> hash(k).hash()),
                Rows.column(sorted, OffsetDateTime[]::new, k -> Rows.atOrNull(keys.get(k))));
        return client.preparedQuery(RECORD).execute(tuple).map(rows -> {
            Set<InboundKey> fresh = new HashSet<>();
            for (Row row : rows) {
                InboundKey key = byHash.get(new Hash(row.getString("channel"), row.getBuffer("key_hash")));
                if (key != null) {
                    fresh.add(key);
                }
            }
            return fresh;
        });
    }

    static final String ANSWERED = """
            SELECT i.channel, i.key_hash, i.at, i.passive
            FROM unnest($1::text[], $2::bytea[]) AS wanted(channel, key_hash)
            JOIN inbound i USING (channel, key_hash)
            """;

    /** What was answered to keys that are known already. */
    public Future<Map<InboundKey, Answered>> answered(SqlClient client, Collection<InboundKey> keys) {
        Map<Hash, InboundKey> byHash = new HashMap<>();
        keys.forEach(key -> byHash.put(hash(key), key));
        Tuple tuple = Tuple.of(
                Rows.column(keys, String[]::new, InboundKey::channel),
                Rows.column(keys, Buffer[]::new, k -> hash(k).hash()));
        return client.preparedQuery(ANSWERED).execute(tuple).map(rows -> {
            Map<InboundKey, Answered> found = new HashMap<>();
            for (Row row : rows) {
                InboundKey key = byHash.get(new Hash(row.getString("channel"), row.getBuffer("key_hash")));
                if (key != null) {
                    String passive = vault.openOrNull(Sealed.WORDS, Rows.bytesOrNull(row, "passive"));
                    found.put(key, new Answered(Rows.instant(row, "at"), Optional.ofNullable(passive)));
                }
            }
            return found;
        });
    }

    static final String ANSWER = """
            UPDATE inbound i SET passive = n.passive
            FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS n(channel, key_hash, passive)
            WHERE i.channel = n.channel AND i.key_hash = n.key_hash
            """;

    /** Keeps the words that travel in the answer to the webhook. */
    public Future<Void> answer(SqlClient client, Map<InboundKey, String> passive) {
        Set<InboundKey> keys = passive.keySet();
        Tuple tuple = Tuple.of(
                Rows.column(keys, String[]::new, InboundKey::channel),
                Rows.column(keys, Buffer[]::new, k -> hash(k).hash()),
                Rows.column(
                        keys, Buffer[]::new, k -> Rows.bufferOrNull(vault.sealOrNull(Sealed.WORDS, passive.get(k)))));
        return client.preparedQuery(ANSWER).execute(tuple).mapEmpty();
    }

    private record Hash(String channel, Buffer hash) {}

    private Hash hash(InboundKey key) {
        return new Hash(key.channel(), Buffer.buffer(vault.hash(Hashed.DEDUP_KEY, key.dedupKey())));
    }
}

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Hashed;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** The replay memory: a key that is in the table has had its effect, because both were committed together. */
public final class Inbound {
    private final Vault vault;

    public Inbound(Vault vault) {
        this.vault = vault;
    }

    /**
     * What was answered to an event the first time.
     *
     * @param trace of the request that brought it then
     */
    public record Answered(
            Instant at, Optional<String> passive, @Nullable UUID trace) {}

    static final String ANSWERED = """
            SELECT i.channel, i.key_hash, i.at, i.passive, i.trace
            FROM unnest($1::text[], $2::bytea[]) AS wanted(channel, key_hash)
            JOIN inbound i USING (channel, key_hash)
            """;

    /** Those of the keys that have had their effect, with what was answered to them. */
    public Future<Map<InboundKey, Answered>> answered(SqlClient client, Collection<InboundKey> keys) {
        Map<Hash, InboundKey> byHash = new LinkedHashMap<>();
        keys.forEach(key -> byHash.put(hash(key), key));
        Tuple tuple = Tuple.of(
                Rows.column(byHash.keySet(), String[]::new, Hash::channel),
                Rows.column(byHash.keySet(), Buffer[]::new, Hash::hash));
        return client.preparedQuery(ANSWERED).execute(tuple).map(rows -> {
            Map<InboundKey, Answered> found = new HashMap<>();
            for (Row row : rows) {
                InboundKey key = byHash.get(new Hash(row.getString("channel"), row.getBuffer("key_hash")));
                if (key != null) {
                    String passive = vault.openOrNull(Sealed.WORDS, Rows.bytesOrNull(row, "passive"));
                    found.put(
                            key,
                            new Answered(Rows.instant(row, "at"), Optional.ofNullable(passive), row.getUUID("trace")));
                }
            }
            return found;
        });
    }

    static final String RECORD = """
            INSERT INTO inbound (channel, key_hash, at, passive, trace)
            SELECT * FROM unnest($1::text[], $2::bytea[], $3::timestamptz[], $4::bytea[], $5::uuid[])
            ON CONFLICT (channel, key_hash) DO NOTHING
            """;

    /**
     * Records keys with the words that travel in the answer to the webhook, in an order that all nodes share so that two batches cannot wait for
     * each other in a circle.
     *
     * @return whether all of them were new; if not, somebody else has had their effect meanwhile, and this transaction must not
     */
    public Future<Boolean> record(SqlClient client, Map<InboundKey, Answered> answers) {
        List<InboundKey> sorted =
                answers.keySet().stream().sorted(InboundKey.ORDER).toList();
        List<Hash> hashes = sorted.stream().map(this::hash).toList();
        Tuple tuple = Tuple.of(
                Rows.column(hashes, String[]::new, Hash::channel),
                Rows.column(hashes, Buffer[]::new, Hash::hash),
                Rows.column(
                        sorted,
                        OffsetDateTime[]::new,
                        key -> Rows.at(of(answers, key).at())),
                Rows.column(sorted, Buffer[]::new, key -> passive(of(answers, key))),
                Rows.column(sorted, UUID[]::new, key -> of(answers, key).trace()));
        return client.preparedQuery(RECORD).execute(tuple).map(rows -> rows.rowCount() == sorted.size());
    }

    private static Answered of(Map<InboundKey, Answered> answers, InboundKey key) {
        return Objects.requireNonNull(answers.get(key));
    }

    private @Nullable Buffer passive(Answered answered) {
        return Rows.bufferOrNull(
                vault.sealOrNull(Sealed.WORDS, answered.passive().orElse(null)));
    }

    private record Hash(String channel, Buffer hash) {}

    private Hash hash(InboundKey key) {
        return new Hash(key.channel(), Buffer.buffer(vault.hash(Hashed.DEDUP_KEY, key.dedupKey())));
    }
}

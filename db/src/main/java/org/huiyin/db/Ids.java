package org.huiyin.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * Hands out ids from blocks of the database's sequences, so that pure code can make rows that point to each other. Not thread-safe: one for
 * each event loop. Ids that a failed batch took are lost, which a sequence allows.
 */
public final class Ids {

    /** The sequences, each with its INCREMENT BY: the size of a block. */
    public enum Kind {
        ADDRESS("address_id", 64),
        TICKET("ticket_id", 16),
        QUESTION("question_id", 16),
        ATTACHMENT("attachment_id", 16),
        PART("part_id", 64);

        private final String sequence;
        private final int block;

        Kind(String sequence, int block) {
            this.sequence = sequence;
            this.block = block;
        }

        /** How many ids one {@code nextval} stands for: it and those after it. */
        public int block() {
            return block;
        }
    }

    private final Map<Kind, Deque<Long>> free = new EnumMap<>(Kind.class);

    public Ids() {
        for (Kind kind : Kind.values()) {
            free.put(kind, new ArrayDeque<>());
        }
    }

    static final String BLOCKS = "SELECT nextval($1::text::regclass) AS first FROM generate_series(1, $2)";

    /** Makes sure that {@code count} ids of the kind can be taken. */
    public Future<Void> reserve(SqlClient client, Kind kind, int count) {
        Deque<Long> ids = of(kind);
        int blocks = Math.floorDiv(count - ids.size() + kind.block - 1, kind.block);
        if (blocks <= 0) {
            return Future.succeededFuture();
        }
        return client.preparedQuery(BLOCKS)
                .execute(Tuple.of(kind.sequence, blocks))
                .map(rows -> {
                    rows.forEach(row -> fill(ids, row.getLong("first"), kind.block));
                    return null;
                });
    }

    private static void fill(Deque<Long> ids, long first, int count) {
        for (long id = first; id < first + count; id++) {
            ids.addLast(id);
        }
    }

    /** The next id; {@link #reserve} must have made sure of it. */
    public long take(Kind kind) {
        Long id = of(kind).pollFirst();
        if (id == null) {
            throw new NoSuchElementException("no " + kind + " id was reserved");
        }
        return id;
    }

    private Deque<Long> of(Kind kind) {
        return Objects.requireNonNull(free.get(kind));
    }
}

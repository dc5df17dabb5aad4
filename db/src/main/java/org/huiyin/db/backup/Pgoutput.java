package org.huiyin.db.backup;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of logical replication, version 1 of its protocol (PostgreSQL documentation, 53.9 "Logical Replication Message Formats"). Every
 * server since 10 writes them.
 */
final class Pgoutput {
    /** The protocol counts microseconds from here. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private Pgoutput() {}

    /** A table as the messages after it mean it. */
    record Relation(int id, String table, List<String> columns, List<Boolean> key) {}

    /** A value of a row. */
    record Value(@Nullable String text, boolean unchanged) {
        static final Value NULL = new Value(null, false);
        /** Too large to be written again, and not changed. */
        static final Value UNCHANGED = new Value(null, true);
    }

    /** Is told of each message. */
    interface Visitor {
        /** Of a transaction that was committed then. */
        default void begin(Instant at) throws IOException {}

        /** The transaction is whole; it ends at {@code lsn}. */
        default void commit(String lsn, Instant at) throws IOException {}

        default void relation(Relation relation) throws IOException {}

        default void insert(int relation, List<Value> row) throws IOException {}

        /** {@code old} has the columns of the key as they were, where they changed; else null. */
        default void update(int relation, @Nullable List<Value> old, List<Value> row) throws IOException {}

        default void delete(int relation, List<Value> old) throws IOException {}

        default void truncate(List<Integer> relations) throws IOException {}
    }

    /** Reads one message. Kinds that say nothing of rows are passed over. */
    static void read(ByteBuffer in, Visitor visitor) throws IOException {
        try {
            char kind = (char) in.get();
            switch (kind) {
                case 'B' -> begin(in, visitor);
                case 'C' -> commit(in, visitor);
                case 'R' -> visitor.relation(relation(in));
                case 'I' -> visitor.insert(in.getInt(), row(in));
                case 'U' -> update(in, visitor);
                case 'D' -> visitor.delete(in.getInt(), row(in));
                case 'T' -> visitor.truncate(relations(in));
                case 'O', 'Y', 'M' -> {}
                default -> throw new IOException("has a message of the unknown kind " + kind);
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("has a message that ends in the middle", e);
        }
    }

    private static void begin(ByteBuffer in, Visitor visitor) throws IOException {
        in.getLong();
        visitor.begin(time(in));
    }

    private static void commit(ByteBuffer in, Visitor visitor) throws IOException {
        in.get();
        in.getLong();
        long end = in.getLong();
        visitor.commit(org.postgresql.replication.LogSequenceNumber.valueOf(end).asString(), time(in));
    }

    private static Instant time(ByteBuffer in) {
        return EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
    }

    private static void update(ByteBuffer in, Visitor visitor) throws IOException {
        int relation = in.getInt();
        // K: the key as it was; O: the whole row as it was, of a table without a key.
        boolean old = in.get(in.position()) != 'N';
        visitor.update(relation, old ? row(in) : null, row(in));
    }

    private static Relation relation(ByteBuffer in) {
        int id = in.getInt();
        text(in);
        String table = text(in);
        in.get();
        int count = in.getShort();
        List<String> columns = new ArrayList<>(count);
        List<Boolean> key = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            key.add(in.get() == 1);
            columns.add(text(in));
            in.getInt();
            in.getInt();
        }
        return new Relation(id, table, columns, key);
    }

    private static List<Integer> relations(ByteBuffer in) {
        int count = in.getInt();
        in.get();
        List<Integer> relations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            relations.add(in.getInt());
        }
        return relations;
    }

    private static String text(ByteBuffer in) {
        int start = in.position();
        while (in.get() != 0) {
            // on to its end
        }
        return new String(in.array(), in.arrayOffset() + start, in.position() - start - 1, StandardCharsets.UTF_8);
    }

    /** A letter that says what row it is, then its values. */
    private static List<Value> row(ByteBuffer in) throws IOException {
        in.get();
        int count = in.getShort();
        List<Value> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            char kind = (char) in.get();
            values.add(
                    switch (kind) {
                        case 'n' -> Value.NULL;
                        case 'u' -> Value.UNCHANGED;
                        case 't' -> value(in);
                        default -> throw new IOException("has a value of the unknown kind " + kind);
                    });
        }
        return values;
    }

    private static Value value(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return new Value(new String(bytes, StandardCharsets.UTF_8), false);
    }

    /** Counts what a file does to the number of rows, as one who must know them afterwards. */
    static final class Count implements Visitor {
        private final Map<Integer, String> names = new HashMap<>();
        private final Map<String, Long> more = new HashMap<>();
        private final Set<String> emptied = new HashSet<>();
        long transactions;
        long changed;
        private long changedBefore;

        @Nullable
        String lsn;

        @Nullable
        Instant until;

        @Override
        public void relation(Relation relation) {
            names.put(relation.id(), relation.table());
        }

        @Override
        public void commit(String end, Instant at) {
            // Older servers tell of transactions that changed nothing of ours as well.
            transactions += changed > changedBefore ? 1 : 0;
            changedBefore = changed;
            lsn = end;
            until = at;
        }

        @Override
        public void insert(int relation, List<Value> row) throws IOException {
            add(relation, 1);
        }

        @Override
        public void update(int relation, @Nullable List<Value> old, List<Value> row) throws IOException {
            add(relation, 0);
        }

        @Override
        public void delete(int relation, List<Value> old) throws IOException {
            add(relation, -1);
        }

        @Override
        public void truncate(List<Integer> relations) throws IOException {
            for (int relation : relations) {
                String name = name(relation);
                emptied.add(name);
                more.put(name, 0L);
                changed++;
            }
        }

        /** How many rows each table has after this, when it had so many before. */
        Map<String, Long> applyTo(Map<String, Long> before) {
            Map<String, Long> after = new TreeMap<>(before);
            emptied.forEach(table -> after.put(table, 0L));
            more.forEach((table, rows) -> after.merge(table, rows, Long::sum));
            return after;
        }

        private void add(int relation, long rows) throws IOException {
            more.merge(name(relation), rows, Long::sum);
            changed++;
        }

        private String name(int relation) throws IOException {
            String name = names.get(relation);
            if (name == null) {
                throw new IOException("has a change of a table that it does not name");
            }
            return name;
        }
    }
}

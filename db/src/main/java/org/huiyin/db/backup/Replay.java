package org.huiyin.db.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huiyin.db.backup.Pgoutput.Relation;
import org.huiyin.db.backup.Pgoutput.Value;
import org.jspecify.annotations.Nullable;

/**
 * Does to the target what was done to the source, in the same order, each row by its key. A change that finds no row of its key, or more than
 * one, shows that the backup does not fit together, and ends the restore.
 */
final class Replay implements Pgoutput.Visitor {
    private static final int BATCH_ROWS = 500;
    /** A photo is some megabytes long: a batch of them must still fit the memory. */
    private static final long BATCH_CHARS = 8_000_000;

    private final Connection connection;
    private final Set<String> tables;
    private final @Nullable Instant to;
    private final Pgoutput.Count count = new Pgoutput.Count();
    private final Map<Integer, Relation> relations = new HashMap<>();
    private String sql = "";
    private @Nullable PreparedStatement statement;
    private int rows;
    private long chars;
    private boolean ended;

    /**
     * A replay into {@code connection}, which does not commit by itself.
     *
     * @param tables that the target has; changes of others, which were dropped later, are passed over
     * @param to the first transaction that was committed after this ends it
     */
    Replay(Connection connection, Set<String> tables, @Nullable Instant to) {
        this.connection = connection;
        this.tables = tables;
        this.to = to;
    }

    /** What was done, counted from the messages themselves. */
    Pgoutput.Count count() {
        return count;
    }

    /** Whether a transaction came that was too late. */
    boolean ended() {
        return ended;
    }

    @Override
    public void begin(Instant at) {
        ended = ended || (to != null && at.isAfter(to));
    }

    @Override
    public void commit(String lsn, Instant at) {
        if (!ended) {
            count.commit(lsn, at);
        }
    }

    @Override
    public void relation(Relation relation) {
        relations.put(relation.id(), relation);
        count.relation(relation);
    }

    /** The table, when something is to be done to it. */
    private @Nullable Relation target(int id) {
        Relation relation = relations.get(id);
        return !ended && relation != null && tables.contains(relation.table()) ? relation : null;
    }

    @Override
    public void insert(int id, List<Value> row) throws IOException {
        Relation relation = target(id);
        if (relation != null) {
            count.insert(id, row);
            String names = list(relation.columns().stream().map(Sql::name).toList(), ", ");
            String places = list(relation.columns().stream().map(column -> "?").toList(), ", ");
            add(
                    "INSERT INTO " + Sql.name(relation.table()) + " (" + names + ") OVERRIDING SYSTEM VALUE VALUES ("
                            + places + ")",
                    row);
        }
    }

    @Override
    public void update(int id, @Nullable List<Value> old, List<Value> row) throws IOException {
        Relation relation = target(id);
        if (relation != null) {
            count.update(id, old, row);
            List<Integer> set = IntStream.range(0, row.size())
                    .filter(i -> !row.get(i).unchanged() && (!relation.key().get(i) || moved(old, row, i)))
                    .boxed()
                    .toList();
            List<Integer> key = key(relation);
            List<Value> values = new ArrayList<>();
            set.forEach(i -> values.add(row.get(i)));
            key.forEach(i -> values.add((old == null ? row : old).get(i)));
            if (!set.isEmpty()) {
                add(
                        "UPDATE " + Sql.name(relation.table()) + " SET " + equal(relation, set, ", ") + " WHERE "
                                + equal(relation, key, " AND "),
                        values);
            }
        }
    }

    /** A part of the key is written only where it is another: one that the database numbers must not be written at all. */
    private static boolean moved(@Nullable List<Value> old, List<Value> row, int column) {
        return old != null && !old.get(column).equals(row.get(column));
    }

    @Override
    public void delete(int id, List<Value> old) throws IOException {
        Relation relation = target(id);
        if (relation != null) {
            count.delete(id, old);
            List<Integer> key = key(relation);
            add(
                    "DELETE FROM " + Sql.name(relation.table()) + " WHERE " + equal(relation, key, " AND "),
                    key.stream().map(old::get).toList());
        }
    }

    @Override
    public void truncate(List<Integer> ids) throws IOException {
        List<Relation> targets =
                ids.stream().map(this::target).filter(Objects::nonNull).toList();
        if (!targets.isEmpty()) {
            count.truncate(targets.stream().map(Relation::id).toList());
            flush();
            String names = list(
                    targets.stream().map(relation -> Sql.name(relation.table())).toList(), ", ");
            try {
                Sql.run(connection, "TRUNCATE " + names);
            } catch (SQLException e) {
                throw new BackupFailure("a change cannot be replayed: " + Words.of(e), e);
            }
        }
    }

    private static List<Integer> key(Relation relation) {
        return IntStream.range(0, relation.columns().size())
                .filter(relation.key()::get)
                .boxed()
                .toList();
    }

    private static String equal(Relation relation, List<Integer> columns, String between) {
        return list(
                columns.stream()
                        .map(i -> Sql.name(relation.columns().get(i)) + " = ?")
                        .toList(),
                between);
    }

    private static String list(List<String> parts, String between) {
        return parts.stream().collect(Collectors.joining(between));
    }

    // ----------------------------------------------------------------------------------------------------------------
    // in batches

    private void add(String next, List<Value> values) {
        try {
            PreparedStatement current = statement;
            if (current == null || !next.equals(sql)) {
                end();
                sql = next;
                current = connection.prepareStatement(next);
                statement = current;
            }
            for (int i = 0; i < values.size(); i++) {
                String text = values.get(i).text();
                current.setString(i + 1, text);
                chars += text == null ? 0 : text.length();
            }
            current.addBatch();
            rows++;
            if (rows >= BATCH_ROWS || chars >= BATCH_CHARS) {
                flush();
            }
        } catch (SQLException e) {
            throw new BackupFailure("a change cannot be replayed: " + Words.of(e), e);
        }
    }

    /** Sends what has gathered. */
    void flush() {
        PreparedStatement current = statement;
        if (current != null && rows > 0) {
            try {
                for (int changed : current.executeBatch()) {
                    if (changed != 1) {
                        throw new BackupFailure("the backup does not fit together: " + sql + " changed " + changed
                                + " rows instead of one");
                    }
                }
                rows = 0;
                chars = 0;
            } catch (SQLException e) {
                SQLException first = e.getNextException() == null ? e : e.getNextException();
                throw new BackupFailure("a change cannot be replayed: " + Words.of(first), e);
            }
        }
    }

    /** Sends what has gathered, and lets the statement go. */
    void end() {
        flush();
        PreparedStatement current = statement;
        statement = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                throw new BackupFailure("a change cannot be replayed: " + Words.of(e), e);
            }
        }
    }
}

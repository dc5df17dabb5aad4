package org.huiyin.db.ticket;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.db.ticket.HistoryRoot.Hash;
import org.huiyin.db.ticket.HistoryRoot.Leaf;
import org.jspecify.annotations.Nullable;

/** Looks whether what was sealed is still there, just as it was: the roots, and every row that one of them is over. Blocking. */
public final class HistoryVerification {
    /** So many roots are in memory at a time, each of a megabyte at the most. */
    private static final int ROOTS_AT_ONCE = 20;

    private HistoryVerification() {}

    /**
     * What was found.
     *
     * @param roots how many were looked at
     * @param rows how many rows of histories they are over
     * @param last the name of the last one, for publication; null where there is none
     * @param problem the first thing that is wrong, in words; empty where all is well
     */
    public record Found(long roots, long rows, @Nullable String last, Optional<String> problem) {}

    static final String ROOTS = """
            SELECT n, at, covers, leaves, root, previous, chain, public_key, signature FROM history_root ORDER BY n
            """;

    static final String ROWS = """
            SELECT s.ticket_id, t.code, h.hash
            FROM unnest(?::bigint[], ?::integer[]) AS s(ticket_id, seq)
            LEFT JOIN ticket t ON t.id = s.ticket_id
            LEFT JOIN history h ON h.ticket_id = s.ticket_id AND h.seq = s.seq
            """;

    /**
     * Looks at everything; {@code connection} must not commit by itself, so that roots come in portions.
     *
     * @param key that the county signs with
     * @param published a root's name that was published once, which must still be among them; null to look for none
     */
    public static Found of(Connection connection, Hash key, @Nullable String published) throws SQLException {
        long roots = 0;
        long rows = 0;
        boolean seen = published == null;
        Hash before = HistoryRoot.beginning();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROOTS_AT_ONCE);
            try (ResultSet row = statement.executeQuery(ROOTS)) {
                while (row.next()) {
                    HistoryRoot root = root(row);
                    Optional<String> problem = problem(connection, root, roots + 1, before, key);
                    if (problem.isPresent()) {
                        return new Found(roots, rows, root.name(), problem);
                    }
                    roots++;
                    rows += root.leaves().size();
                    before = root.chain();
                    seen |= root.name().equalsIgnoreCase(published);
                }
            }
        }
        Optional<String> lost = seen
                ? Optional.empty()
                : Optional.of("the published root " + published
                        + " is not among the roots: what is here now is not what was there when it was published");
        return new Found(roots, rows, roots == 0 ? null : before.hex(), lost);
    }

    private static Optional<String> problem(
            Connection connection, HistoryRoot root, long expected, Hash before, Hash key) throws SQLException {
        String name = "root " + root.n() + " of " + root.at();
        if (root.n() != expected) {
            return Optional.of("root " + expected + " is missing");
        } else if (!root.previous().equals(before)) {
            return Optional.of(name + " does not follow the one before it");
        } else if (!root.holds(key)) {
            return Optional.of(name + " was changed, or is not signed by this county's key");
        }
        return rows(connection, root).map(row -> row + ", as " + name + " proves");
    }

    private static Optional<String> rows(Connection connection, HistoryRoot root) throws SQLException {
        Map<Long, Leaf> leaves = new HashMap<>();
        List<Long> tickets = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (Leaf leaf : root.leaves()) {
            leaves.put(leaf.ticketId(), leaf);
            tickets.add(leaf.ticketId());
            places.add(leaf.seq());
        }
        try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
            statement.setArray(1, connection.createArrayOf("bigint", tickets.toArray()));
            statement.setArray(2, connection.createArrayOf("integer", places.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Leaf leaf = leaves.get(row.getLong("ticket_id"));
                    Optional<String> problem = leaf == null ? Optional.empty() : row(row, leaf);
                    if (problem.isPresent()) {
                        return problem;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> row(ResultSet row, Leaf leaf) throws SQLException {
        String code = row.getString("code");
        byte[] hash = row.getBytes("hash");
        if (code == null) {
            return Optional.of("the ticket with the id " + leaf.ticketId() + " is missing");
        } else if (hash == null) {
            return Optional.of("row " + leaf.seq() + " of ticket " + code + " is missing");
        }
        return Hash.of(hash).equals(leaf.hash())
                ? Optional.empty()
                : Optional.of("the history of ticket " + code + " was changed up to row " + leaf.seq());
    }

    private static HistoryRoot root(ResultSet row) throws SQLException {
        return new HistoryRoot(
                row.getLong("n"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("covers", OffsetDateTime.class).toInstant(),
                HistoryRoot.unpacked(row.getBytes("leaves")),
                Hash.of(row.getBytes("root")),
                Hash.of(row.getBytes("previous")),
                Hash.of(row.getBytes("chain")),
                Hash.of(row.getBytes("public_key")),
                Hash.of(row.getBytes("signature")));
    }
}

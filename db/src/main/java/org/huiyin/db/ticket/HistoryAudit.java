package org.huiyin.db.ticket;

import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the chains of all tickets and says which do not hold: a row is missing, changed, or not the end its ticket knows. Blocking. */
public final class HistoryAudit {
    private static final int ROWS_AT_ONCE = 1000;
    private static final int MOST_NAMED = 10;

    private HistoryAudit() {}

    /**
     * What was found.
     *
     * @param broken tickets whose chain does not hold, the first ten: the code, and the first row that is missing or was changed
     */
    public record Result(long rows, List<String> broken) {
        public Result {
            broken = List.copyOf(broken);
        }
    }

    static final String ROWS = """
            SELECT t.id, t.code, t.seq AS last, t.head, h.seq, h.at, h.kind, h.actor, h.actor_id, h.detail, h.body_digest, h.hash, h.level, h.duty_id,
                h.grid_id, h.kept
            FROM ticket t LEFT JOIN history h ON h.ticket_id = t.id
            ORDER BY t.id, h.seq
            """;

    /** The end of a chain as far as it was read. */
    private record End(long ticketId, String code, int seq, Buffer hash, int last, Buffer head, int brokenAt) {
        boolean whole() {
            return brokenAt == 0 && seq == last && hash.equals(head);
        }
    }

    /** Looks at every ticket; {@code connection} must not commit by itself, so that rows come in portions. */
    public static Result of(Connection connection) throws SQLException {
        List<String> broken = new ArrayList<>();
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            End end = null;
            try (ResultSet row = statement.executeQuery(ROWS)) {
                while (row.next()) {
                    End next = next(row, end);
                    if (end != null && end.ticketId() != next.ticketId()) {
                        note(end, broken);
                    }
                    end = next;
                    rows++;
                }
            }
            note(end, broken);
        }
        return new Result(rows, broken);
    }

    private static void note(@Nullable End end, List<String> broken) {
        if (end != null && !end.whole() && broken.size() < MOST_NAMED) {
            broken.add(end.code() + " row "
                    + (end.brokenAt() == 0 ? Math.min(end.seq(), end.last()) + 1 : end.brokenAt()));
        }
    }

    private static End next(ResultSet row, @Nullable End before) throws SQLException {
        long ticket = row.getLong("id");
        boolean same = before != null && before.ticketId() == ticket;
        Buffer previous = before != null && same ? before.hash() : HistoryChain.start();
        int expected = before != null && same ? before.seq() + 1 : 1;
        byte[] hash = row.getBytes("hash");
        int broken = before != null && same ? before.brokenAt() : 0;
        boolean holds = hash != null && row.getInt("seq") == expected && matches(row, ticket, previous, hash);
        return new End(
                ticket,
                row.getString("code"),
                row.getInt("seq"),
                hash == null ? HistoryChain.start() : Buffer.buffer(hash),
                row.getInt("last"),
                Buffer.buffer(row.getBytes("head")),
                broken == 0 && !holds ? expected : broken);
    }

    private static Charge charge(ResultSet row) throws SQLException {
        long grid = row.getLong("grid_id");
        Long gridId = row.wasNull() ? null : grid;
        return new Charge(row.getInt("level"), row.getLong("duty_id"), gridId, row.getBoolean("kept"));
    }

    private static boolean matches(ResultSet row, long ticket, Buffer previous, byte[] hash) throws SQLException {
        long actor = row.getLong("actor_id");
        Long actorId = row.wasNull() ? null : actor;
        byte[] digest = row.getBytes("body_digest");
        Buffer computed = HistoryChain.hash(
                ticket,
                row.getInt("seq"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("kind"),
                row.getString("actor"),
                actorId,
                charge(row),
                row.getString("detail"),
                digest == null ? null : Buffer.buffer(digest),
                previous);
        return computed.equals(Buffer.buffer(hash));
    }
}

package org.huiyin.db.common;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.huiyin.db.Rows;

/** The table {@code common_member}. */
public final class CommonMembers {
    static final String OF_PROBLEM = """
            SELECT problem_id, ticket_id, state, step FROM common_member WHERE problem_id = $1 AND state <> 'OUT' ORDER BY ticket_id
            """;

    /** The tickets that belong to a problem or are proposed for it, in their order. */
    public Future<List<MemberRow>> ofProblem(SqlClient client, long problemId) {
        return client.preparedQuery(OF_PROBLEM)
                .execute(Tuple.of(problemId))
                .map(rows -> Rows.list(rows, CommonMembers::row));
    }

    static final String OF_TICKETS = """
            SELECT problem_id, ticket_id, state, step FROM common_member WHERE ticket_id = ANY ($1::bigint[]) ORDER BY ticket_id, problem_id
            """;

    /** Where tickets belong and did. */
    public Future<List<MemberRow>> ofTickets(SqlClient client, Collection<Long> ticketIds) {
        return client.preparedQuery(OF_TICKETS)
                .execute(Tuple.of(Rows.ids(ticketIds)))
                .map(rows -> Rows.list(rows, CommonMembers::row));
    }

    private static MemberRow row(Row row) {
        return new MemberRow(
                row.getLong("problem_id"), row.getLong("ticket_id"), row.getString("state"), row.getInteger("step"));
    }

    /** A member's row as it was read, and as it is now. */
    public record Change(MemberRow read, MemberRow now) {}

    static final String CHANGE = """
            UPDATE common_member m SET state = u.state, step = u.step, try_at = '-infinity'
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::integer[], $5::text[], $6::integer[])
                AS u(problem_id, ticket_id, read_state, read_step, state, step)
            WHERE m.problem_id = u.problem_id AND m.ticket_id = u.ticket_id AND m.state = u.read_state AND m.step = u.read_step
            """;

    /** Writes back those that are as they were read; false when not all are, and this transaction must not commit. */
    public Future<Boolean> change(SqlClient client, Collection<Change> changes) {
        List<Change> sorted = changes.stream()
                .sorted(Comparator.comparingLong((Change c) -> c.now().ticketId())
                        .thenComparing(c -> c.now().problemId()))
                .toList();
        Tuple tuple = Tuple.tuple()
                .addValue(Rows.column(sorted, Long[]::new, c -> c.now().problemId()))
                .addValue(Rows.column(sorted, Long[]::new, c -> c.now().ticketId()))
                .addValue(Rows.column(sorted, String[]::new, c -> c.read().state()))
                .addValue(Rows.column(sorted, Integer[]::new, c -> c.read().step()))
                .addValue(Rows.column(sorted, String[]::new, c -> c.now().state()))
                .addValue(Rows.column(sorted, Integer[]::new, c -> c.now().step()));
        return client.preparedQuery(CHANGE).execute(tuple).map(rows -> rows.rowCount() == sorted.size());
    }

    static final String ADD = """
            INSERT INTO common_member (problem_id, ticket_id, state, step)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::integer[])
            """;

    /** New ones; fails where a ticket belongs to another problem already. */
    public Future<Void> add(SqlClient client, Collection<MemberRow> members) {
        Tuple tuple = Tuple.tuple()
                .addValue(Rows.column(members, Long[]::new, MemberRow::problemId))
                .addValue(Rows.column(members, Long[]::new, MemberRow::ticketId))
                .addValue(Rows.column(members, String[]::new, MemberRow::state))
                .addValue(Rows.column(members, Integer[]::new, MemberRow::step));
        return client.preparedQuery(ADD).execute(tuple).mapEmpty();
    }

    static final String ACCEPT =
            "UPDATE common_member SET state = 'IN' WHERE problem_id = ANY ($1::bigint[]) AND state = 'PROPOSED'";

    /** A person says that what was proposed for these problems belongs to them. */
    public Future<Void> accept(SqlClient client, Collection<Long> problemIds) {
        return client.preparedQuery(ACCEPT)
                .execute(Tuple.of(Rows.ids(problemIds)))
                .mapEmpty();
    }

    static final String REFUSE = """
            UPDATE common_member SET state = 'OUT' WHERE problem_id = ANY ($1::bigint[]) AND state IN ('PROPOSED', 'IN')
            """;

    /** A person says that these suggestions are none: their tickets are never suggested again. */
    public Future<Void> refuse(SqlClient client, Collection<Long> problemIds) {
        return client.preparedQuery(REFUSE)
                .execute(Tuple.of(Rows.ids(problemIds)))
                .mapEmpty();
    }

    static final String RECOUNT = """
            UPDATE common_problem SET carried = false, turn = turn + 1 WHERE id = ANY ($1::bigint[])
            """;

    /** A ticket has left these problems by itself. */
    public Future<Void> recount(SqlClient client, Collection<Long> problemIds) {
        return client.preparedQuery(RECOUNT)
                .execute(Tuple.of(Rows.ids(problemIds)))
                .mapEmpty();
    }
}

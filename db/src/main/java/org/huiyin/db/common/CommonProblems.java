package org.huiyin.db.common;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** The tables {@code common_problem} and {@code common_step}. */
public final class CommonProblems {
    private final Vault vault;

    public CommonProblems(Vault vault) {
        this.vault = vault;
    }

    static final String ID = "SELECT nextval('common_problem_id')";

    /** A number for a new problem. */
    public Future<Long> id(SqlClient client) {
        return client.preparedQuery(ID)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    static final String READ = """
            SELECT id, state, title, unit_id, promised_on, missed_at, urgent, households, villages, opened_at, step, carried, turn
            FROM common_problem WHERE id = $1
            """;

    public Future<Optional<ProblemRow>> read(SqlClient client, long id) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(id))
                .map(rows -> Rows.list(rows, this::row).stream().findFirst());
    }

    static final String LIVE = """
            SELECT id, state, title, unit_id, promised_on, missed_at, urgent, households, villages, opened_at, step, carried, turn
            FROM common_problem
            WHERE state IN ('SUGGESTED', 'OPEN', 'ANSWERED') AND (state <> 'SUGGESTED' OR households >= $1)
            ORDER BY urgent DESC, households DESC, id LIMIT 500
            """;

    /** At most 500 that are not at an end, the urgent ones first, then those of most households; suggestions of at least so many. */
    public Future<List<ProblemRow>> live(SqlClient client, int households) {
        return client.preparedQuery(LIVE).execute(Tuple.of(households)).map(rows -> Rows.list(rows, this::row));
    }

    private ProblemRow row(Row row) {
        return new ProblemRow(
                row.getLong("id"),
                row.getString("state"),
                vault.open(Sealed.WORDS, Rows.bytes(row, "title")),
                row.getLong("unit_id"),
                row.getLocalDate("promised_on"),
                Rows.instantOrNull(row, "missed_at"),
                row.getBoolean("urgent"),
                row.getInteger("households"),
                row.getInteger("villages"),
                Rows.instant(row, "opened_at"),
                row.getInteger("step"),
                row.getBoolean("carried"),
                row.getInteger("turn"));
    }

    static final String STEPS = """
            SELECT problem_id, step, at, kind, cadre_id, unit_id, promised_on, body
            FROM common_step WHERE problem_id = $1 ORDER BY step
            """;

    /** All that was decided about it, in order. */
    public Future<List<StepRow>> steps(SqlClient client, long id) {
        return client.preparedQuery(STEPS).execute(Tuple.of(id)).map(rows -> Rows.list(rows, this::step));
    }

    private StepRow step(Row row) {
        return new StepRow(
                row.getLong("problem_id"),
                row.getInteger("step"),
                Rows.instant(row, "at"),
                row.getString("kind"),
                row.getLong("cadre_id"),
                row.getLong("unit_id"),
                row.getLocalDate("promised_on"),
                vault.openOrNull(Sealed.WORDS, Rows.bytesOrNull(row, "body")));
    }

    // ------------------------------------------------------------------------------------------------------------
    // writing

    static final String OPEN = """
            INSERT INTO common_problem (id, state, title, unit_id, promised_on, missed_at, urgent, households, villages, opened_at, step, carried)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """;

    static final String CHANGE = """
            UPDATE common_problem
            SET state = $2, title = $3, unit_id = $4, promised_on = $5, missed_at = $6, urgent = $7, households = $8, villages = $9,
                opened_at = $10, step = $11, carried = $12, turn = turn + 1
            WHERE id = $1 AND turn = $13
            """;

    /** Writes a new one. */
    public Future<Void> open(SqlClient client, ProblemRow row) {
        return client.preparedQuery(OPEN).execute(tuple(row)).mapEmpty();
    }

    /** Writes one back; false when somebody else has changed it since it was read, and this transaction must not commit. */
    public Future<Boolean> change(SqlClient client, ProblemRow row) {
        return client.preparedQuery(CHANGE)
                .execute(tuple(row).addInteger(row.turn()))
                .map(rows -> rows.rowCount() == 1);
    }

    private Tuple tuple(ProblemRow row) {
        return Tuple.tuple()
                .addLong(row.id())
                .addString(row.state())
                .addBuffer(Buffer.buffer(vault.seal(Sealed.WORDS, row.title())))
                .addLong(row.unitId())
                .addLocalDate(row.promisedOn())
                .addOffsetDateTime(Rows.atOrNull(row.missedAt()))
                .addBoolean(row.urgent())
                .addInteger(row.households())
                .addInteger(row.villages())
                .addOffsetDateTime(Rows.at(row.openedAt()))
                .addInteger(row.step())
                .addBoolean(row.carried());
    }

    static final String STEP = """
            INSERT INTO common_step (problem_id, step, at, kind, cadre_id, unit_id, promised_on, body)
            SELECT * FROM unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::text[], $5::bigint[], $6::bigint[], $7::date[], $8::bytea[])
            """;

    public Future<Void> append(SqlClient client, Collection<StepRow> steps) {
        List<StepRow> sorted = steps.stream()
                .sorted(Comparator.comparingLong(StepRow::problemId).thenComparing(StepRow::step))
                .toList();
        Tuple tuple = Tuple.tuple()
                .addValue(Rows.column(sorted, Long[]::new, StepRow::problemId))
                .addValue(Rows.column(sorted, Integer[]::new, StepRow::step))
                .addValue(Rows.column(sorted, OffsetDateTime[]::new, s -> Rows.at(s.at())))
                .addValue(Rows.column(sorted, String[]::new, StepRow::kind))
                .addValue(Rows.column(sorted, Long[]::new, StepRow::cadreId))
                .addValue(Rows.column(sorted, Long[]::new, StepRow::unitId))
                .addValue(Rows.column(sorted, LocalDate[]::new, StepRow::promisedOn))
                .addValue(Rows.column(
                        sorted, Buffer[]::new, s -> Rows.bufferOrNull(vault.sealOrNull(Sealed.WORDS, s.body()))));
        return client.preparedQuery(STEP).execute(tuple).mapEmpty();
    }
}

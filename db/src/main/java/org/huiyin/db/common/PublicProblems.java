package org.huiyin.db.common;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** Common problems as everybody may see them: what a person decided is one, under the title that he gave it. No words of any villager's. */
public final class PublicProblems {
    private final Vault vault;

    public PublicProblems(Vault vault) {
        this.vault = vault;
    }

    /**
     * One of them.
     *
     * @param state OPEN without a promise that runs, ANSWERED with one, or SOLVED as its department says
     * @param unit the department's name, null while it lies with the county desk
     * @param promisedOn the last day that was promised, null for none
     * @param missed how many promises were missed
     * @param unanswered how many times the households were told no day until one was due
     */
    public record PublicProblem(
            long id,
            String state,
            String title,
            @Nullable String unit,
            Instant since,
            @Nullable LocalDate promisedOn,
            boolean urgent,
            int households,
            int villages,
            long missed,
            long unanswered) {}

    static final String ALL = """
            SELECT p.id, p.state, p.title, u.name AS unit, s.since, p.promised_on, p.urgent, p.households, p.villages, s.missed, s.unanswered
            FROM common_problem p
            LEFT JOIN unit u ON u.id = p.unit_id
            CROSS JOIN LATERAL (
                SELECT min(at) AS since,
                       count(*) FILTER (WHERE kind = 'PROMISE_MISSED') AS missed,
                       count(*) FILTER (WHERE kind = 'ANSWER_MISSED') AS unanswered
                FROM common_step WHERE problem_id = p.id) s
            WHERE p.state IN ('OPEN', 'ANSWERED', 'SOLVED')
            ORDER BY p.state = 'SOLVED', p.urgent DESC, p.households DESC, p.id DESC LIMIT 500
            """;

    /** At most 500: those not solved first, of these the urgent ones and then those of most households. */
    public Future<List<PublicProblem>> all(SqlClient client) {
        return client.preparedQuery(ALL).execute().map(rows -> Rows.list(rows, this::problem));
    }

    private PublicProblem problem(Row row) {
        return new PublicProblem(
                row.getLong("id"),
                row.getString("state"),
                vault.open(Sealed.WORDS, Rows.bytes(row, "title")),
                row.getString("unit"),
                Rows.instant(row, "since"),
                row.getLocalDate("promised_on"),
                row.getBoolean("urgent"),
                row.getInteger("households"),
                row.getInteger("villages"),
                row.getLong("missed"),
                row.getLong("unanswered"));
    }
}

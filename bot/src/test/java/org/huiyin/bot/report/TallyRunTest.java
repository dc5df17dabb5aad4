package org.huiyin.bot.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.server.Database;
import org.huiyin.db.ticket.Charge;
import org.huiyin.db.ticket.Histories;
import org.huiyin.db.ticket.HistoryChain;
import org.huiyin.db.ticket.HistoryRow;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each row of history is counted once, whoever counts and whenever it was committed. */
class TallyRunTest {
    private static final Instant START = Instant.parse("2026-11-24T01:00:00Z");
    private static final String COUNTY = """
            WITH g AS (INSERT INTO grid (code, name, level) VALUES ('C', 'county', 'COUNTY') RETURNING id),
            u AS (INSERT INTO unit (code, name, kind) VALUES ('U', 'unit', 'BUREAU') RETURNING id),
            c AS (INSERT INTO cadre (code, unit_id, rank, name, name_hash) SELECT 'K1', id, '', '', '' FROM u RETURNING id)
            INSERT INTO duty (kind, cadre_id) SELECT 'LINK', id FROM c
            """;
    private static final String TICKETS = """
            INSERT INTO ticket (id, code, kind, urgency, state, holder_id, opened_at, spoken_at, seq, head)
            SELECT n, n, 'HELP', 'NORMAL', 'OPEN', 1, now(), now(), 0, '' FROM generate_series(1, $1) n
            """;

    private final TestDatabase own = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final Database database = new Database(vertx, own.url(), 8);
    private final Histories histories = new Histories(new Vault(Keys.generate()));
    private final TallyRun run = new TallyRun(database.pool(), ZoneId.of("Asia/Shanghai"), 1100);
    private final Map<Long, HistoryRow> heads = new HashMap<>();
    private Instant now = START;

    @BeforeEach
    void county() {
        database.pool().query(COUNTY).execute().await();
        database.pool().preparedQuery(TICKETS).execute(Tuple.of(5000)).await();
    }

    @AfterEach
    void close() {
        database.close().await();
        vertx.close().await();
        own.close();
    }

    private HistoryRow next(long ticket, String kind, String detail) {
        HistoryRow head = heads.get(ticket);
        HistoryRow row = HistoryChain.next(
                ticket,
                head == null ? 0 : head.seq(),
                head == null ? Buffer.buffer() : head.hash(),
                now,
                kind,
                "SYSTEM",
                null,
                new Charge(0, 1, 7L, false),
                detail,
                null);
        heads.put(ticket, row);
        return row;
    }

    private void write(long ticket, String kind, String detail) {
        histories.append(database.pool(), List.of(next(ticket, kind, detail))).await();
    }

    private void minute() {
        now = now.plus(Duration.ofMinutes(1));
        count();
    }

    private void count() {
        while (run.step(now).await()) {
            // Until nothing is left.
        }
    }

    private long number(String sql) {
        return database.pool().query(sql).execute().await().iterator().next().getLong(0);
    }

    private long counted(String measure) {
        return number("SELECT coalesce(sum(" + measure + "), 0) FROM tally WHERE scope = 'COUNTY' AND period = 'DAY'");
    }

    // ----------------------------------------------------------------------------------------------------------------------------

    @Test
    void eachMinuteAddsWhatIsNew() {
        write(1, "OPENED", "");
        minute();
        assertThat(counted("matters")).isEqualTo(1);
        write(1, "RESOLVED", "");
        write(2, "OPENED", "");
        minute();
        minute();
        assertThat(List.of(counted("matters"), counted("claimed"), counted("yes")))
                .containsExactly(2L, 1L, 0L);
        write(1, "FEEDBACK", "NO");
        minute();
        write(1, "RESOLVED", "");
        write(1, "FEEDBACK", "YES");
        minute();
        assertThat(List.of(counted("claimed"), counted("yes"), counted("no"), counted("redone")))
                .as("once a matter, the last word stands")
                .containsExactly(1L, 1L, 0L, 1L);
        assertThat(number("SELECT count(*) FROM tally_run"))
                .as("a minute in which nothing grew has none")
                .isEqualTo(4);
        assertThat(number("SELECT count(DISTINCT scope) FROM tally")).isEqualTo(5);
    }

    @Test
    void whatIsCommittedLateIsCountedAndOnce() {
        write(1, "OPENED", "");
        SqlConnection late = database.pool().getConnection().await();
        Transaction transaction = late.begin().await();
        histories.append(late, List.of(next(2, "OPENED", ""))).await();
        minute();
        write(3, "OPENED", "");
        minute();
        assertThat(counted("matters")).isEqualTo(2);
        transaction.commit().await();
        late.close().await();
        minute();
        assertThat(counted("matters")).isEqualTo(3);
        minute();
        assertThat(counted("matters")).isEqualTo(3);
    }

    /** Ten minutes later the time of the row is not looked at any more; by then every transaction has been ended by the database. */
    @Test
    void aRowThatGrowsAfterItsBeginningWasForgottenIsCountedFromThere() {
        write(1, "OPENED", "");
        write(1, "ANSWERED", "");
        minute();
        now = now.plus(Duration.ofDays(3));
        write(1, "RESOLVED", "");
        minute();
        assertThat(List.of(counted("matters"), counted("replied"), counted("resolved")))
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void aRowWhoseNodeIsAheadOfTheCountingOneIsCountedOnce() {
        now = START.plus(Duration.ofMinutes(5));
        HistoryRow ahead = next(1, "OPENED", "");
        now = START;
        histories.append(database.pool(), List.of(ahead)).await();
        for (int minute = 0; minute < 30; minute++) {
            minute();
        }
        assertThat(counted("matters")).isEqualTo(1);
    }

    @Test
    void manyNodesCountEachOnce() {
        for (int round = 1; round <= 5; round++) {
            write(round, "OPENED", "");
            now = now.plus(Duration.ofMinutes(1));
            Instant at = now;
            Future.all(List.of(run.step(at), run.step(at), run.step(at), run.step(at)))
                    .await();
        }
        assertThat(counted("matters")).isEqualTo(5);
        assertThat(number("SELECT count(*) FROM tally_run")).isEqualTo(5);
    }

    /** More than one step's histories, and years between them. */
    @Test
    void whatHasGatheredIsCountedStepByStep() {
        for (int year = 0; year < 2; year++) {
            now = START.plus(Duration.ofDays(365L * year));
            int from = 1 + year * 2500;
            List<HistoryRow> rows = LongStream.range(from, from + 2500)
                    .mapToObj(ticket -> next(ticket, "OPENED", ""))
                    .toList();
            histories.append(database.pool(), rows).await();
        }
        minute();
        assertThat(counted("matters")).isEqualTo(5000);
        assertThat(number("SELECT count(*) FROM tally_run WHERE length(counted) > 0"))
                .as("runs of at most 1100 histories")
                .isEqualTo(6);
        assertThat(number("SELECT count(*) FROM tally WHERE scope = 'CADRE'")).isEqualTo(4);
    }

    @Test
    void countedAgainFromTheBeginningItComesToTheSame() {
        for (int day = 0; day < 40; day++) {
            now = now.plus(Duration.ofDays(1));
            write(
                    day % 7 + 1,
                    day < 7 ? "OPENED" : day % 3 == 0 ? "RESOLVED" : "FEEDBACK",
                    day % 2 == 0 ? "NO" : "YES");
            if (day % 4 == 0) {
                count();
            }
        }
        minute();
        String sums =
                "SELECT hashtextextended(string_agg(t::text, ',' ORDER BY scope, period, since, id), 0) FROM tally t "
                        + "WHERE (matters, claimed, yes, no, redone, replied) <> (0, 0, 0, 0, 0, 0)";
        long before = number(sums);
        database.pool().query("TRUNCATE tally, tally_run").execute().await();
        count();
        assertThat(number(sums)).isEqualTo(before);
    }
}

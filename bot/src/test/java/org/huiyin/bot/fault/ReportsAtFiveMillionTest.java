package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huiyin.bot.report.Report;
import org.huiyin.bot.report.ReportAnswer;
import org.huiyin.bot.report.ReportQuery;
import org.huiyin.bot.report.ReportQuestion;
import org.huiyin.bot.report.Reporting;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.report.ReportNames;
import org.huiyin.db.server.Database;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every report of the reference county after five million tickets in two years; prints the median of five of each, and the slowest ({@code report_ms}). */
@Tag("fault")
class ReportsAtFiveMillionTest {
    private static final int TICKETS = Integer.getInteger("huiyin.tickets", 5_000_000);
    /** As many as are open at a time when each takes eight days. */
    private static final int OPEN = TICKETS / 85;

    private static final int AT_ONCE = 500_000;
    private static final int RUNS = 5;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T02:00:00Z"), ZoneOffset.UTC);

    private static final String QUICKLY =
            "SET session_replication_role = replica; SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'; SET TIME ZONE 'Asia/Shanghai'";

    private static final List<String> COUNTY = List.of(
            "DROP INDEX ticket_address, ticket_household, ticket_villager",
            "INSERT INTO grid (code, name, level) VALUES ('C', '县', 'COUNTY')",
            "INSERT INTO grid (code, name, level, parent_id) SELECT 'T' || n, '镇', 'TOWNSHIP', 1 FROM generate_series(1, 20) n",
            "INSERT INTO grid (code, name, level, parent_id) SELECT 'A' || n, '片', 'AREA', 2 + n % 20 FROM generate_series(1, 100) n",
            "INSERT INTO grid (code, name, level, parent_id) SELECT 'V' || n, '村', 'VILLAGE', 22 + n % 100 FROM generate_series(1, 600) n",
            "INSERT INTO unit (code, name, kind) SELECT 'U' || n, '单位', 'BUREAU' FROM generate_series(1, 100) n",
            "INSERT INTO household (code, grid_id, head_name, head_name_hash, address, address_hash)"
                    + " SELECT n, 122 + n % 600, '', '', '', '' FROM generate_series(1, 337000) n");

    /** As the counting would have it, without telling each story. */
    private static final List<String> TALLIES = List.of(
            tally("'CADRE'", "holder_cadre_id", ""),
            tally("'UNIT'", "c.unit_id", "JOIN cadre c ON c.id = t.holder_cadre_id"),
            tally("'LEVEL'", "level", ""),
            tally("'GRID'", "h.grid_id", "JOIN household h ON h.id = t.household_id"),
            tally("'COUNTY'", "0", ""),
            "INSERT INTO tally SELECT scope, id, 'MONTH', date_trunc('month', since)::date, sum(matters), sum(claimed), sum(yes), sum(no), sum(partly),"
                    + " sum(silent), sum(unreached), sum(declined), sum(withdrawn), sum(merged), sum(replied), sum(replied_late), sum(missed_reply),"
                    + " sum(resolved), sum(resolved_late), sum(missed_solve), sum(reminded), sum(climbed), sum(escalated), sum(extended), sum(returned),"
                    + " sum(transferred), sum(judged), sum(redone) FROM tally GROUP BY 1, 2, 4",
            "INSERT INTO tally_run VALUES (1, now(), now(), '')",
            "CREATE INDEX ticket_household ON ticket (household_id)",
            "VACUUM ANALYZE");

    private static String tally(String scope, String id, String join) {
        return "INSERT INTO tally SELECT " + scope + ", " + id
                + ", 'DAY', opened_at::date, count(*), count(*) - 1, count(*) / 2, 1, 0, 1, 0, 0, 0, 0,"
                + " count(*), 0, 1, count(*), 0, 0, 1, 0, 0, 0, 0, 0, 0, 1 FROM ticket t " + join
                + " GROUP BY 2, opened_at::date";
    }

    private final TestDatabase own = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final Database database = new Database(vertx, own.url(), 16);
    private final Vault vault = new Vault(Keys.generate());

    @AfterEach
    void close() {
        database.close().await();
        vertx.close().await();
        own.close();
    }

    @Test
    void everyReportIsToldInAMoment() throws Exception {
        fill();
        Reporting reporting = new Reporting(database.pool(), new ReportNames(vault), NOW, ZONE, "示范县");
        double slowest = 0;
        for (String question : questions()) {
            double ms = median(reporting, question);
            System.out.printf("%-75s %6.1f ms%n", question, ms);
            slowest = Math.max(slowest, ms);
        }
        System.out.printf("report_ms %.1f at %d tickets%n", slowest, TICKETS);
    }

    private static List<String> questions() {
        List<String> questions = new ArrayList<>();
        for (String by :
                List.of("county", "level", "unit", "cadre", "cadre&unit=U7", "grid", "grid&grid=T3", "grid&grid=A3")) {
            questions.add("open?by=" + by);
            for (String report : List.of("solved", "delays")) {
                questions.add(report + "?by=" + by + "&from=2026-10-01&to=2026-10-31");
                questions.add(report + "?by=" + by + "&from=2025-11-01&to=2026-10-31");
                if (!by.equals("cadre")) {
                    questions.add(report + "?by=" + by + "&from=2024-12-02&to=2026-11-23");
                }
            }
        }
        questions.add("solved?by=cadre&from=2024-12-01&to=2026-11-30");
        return questions;
    }

    private static double median(Reporting reporting, String question) {
        List<Double> times = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            long began = System.nanoTime();
            ReportAnswer answer = reporting.report(query(question)).await();
            double ms = (System.nanoTime() - began) / 1e6;
            assertThat(answer).as(question).isInstanceOf(Report.class);
            if (run > 0) {
                times.add(ms);
            }
        }
        times.sort(null);
        return times.get(RUNS / 2);
    }

    private static ReportQuery query(String question) {
        Map<String, List<String>> asked = new HashMap<>();
        int mark = question.indexOf('?');
        for (String part : List.of(question.substring(mark + 1).split("&", -1))) {
            int equals = part.indexOf('=');
            asked.put(part.substring(0, equals), List.of(part.substring(equals + 1)));
        }
        ReportQuestion read =
                ReportQuery.read(question.substring(0, mark), asked, LocalDate.ofInstant(NOW.instant(), ZONE));
        return read.fold(understood -> understood, wrong -> {
            throw new AssertionError(wrong);
        });
    }

    // --------------------------------------------------------------------------------------------------------------------- filling

    private void fill() throws SQLException {
        long began = System.nanoTime();
        try (Connection connection = own.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(QUICKLY);
            for (String sql : COUNTY) {
                statement.execute(sql);
            }
            cadres();
            statement.execute("INSERT INTO duty (kind, cadre_id) SELECT 'LINK', id FROM cadre ORDER BY id");
            for (int from = 1; from <= TICKETS; from += AT_ONCE) {
                int to = Math.min(TICKETS, from + AT_ONCE - 1);
                statement.execute(tickets(from, to));
            }
            for (String sql : TALLIES) {
                statement.execute(sql);
            }
        }
        System.out.printf(
                "filled in %d s%n", Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private static String tickets(int from, int to) {
        return """
            INSERT INTO ticket (id, code, kind, urgency, state, household_id, grid_id, level, holder_id, holder_cadre_id, opened_at, spoken_at, reply_due_at,
                solve_due_at, closed_at, closed_as, seq, head)
            SELECT n, 'x' || n, 'HELP', 'NORMAL', CASE WHEN n <= $closed THEN 'CLOSED' WHEN n % 3 = 0 THEN 'RESOLVED' ELSE 'OPEN' END,
                1 + n * 7919 % 337000, (SELECT grid_id FROM household h WHERE h.id = 1 + n * 7919 % 337000), n % 20 / 16, 1 + n * 31 % 10180, 1 + n * 31 % 10180, at, at, at + interval '1 day', at + interval '5 days',
                CASE WHEN n <= $closed THEN at + interval '6 days' END, CASE WHEN n <= $closed THEN 'CONFIRMED' END, 5, sha256(int8send(n))
            FROM generate_series($from::bigint, $to) n
            CROSS JOIN LATERAL (SELECT timestamptz '2026-11-24' - ($all - n) * (interval '730 days' / $all) AS at) t
            """.replace("$closed", Integer.toString(TICKETS - OPEN))
                .replace("$from", Integer.toString(from))
                .replace("$to", Integer.toString(to))
                .replace("$all", Integer.toString(TICKETS));
    }

    private void cadres() {
        List<Tuple> cadres = new ArrayList<>();
        for (int n = 1; n <= 10_180; n++) {
            cadres.add(Tuple.of("K" + n, (long) (1 + n % 100), Buffer.buffer(vault.seal(Sealed.NAME, "干部" + n))));
        }
        database.pool()
                .preparedQuery("INSERT INTO cadre (code, unit_id, rank, name, name_hash) VALUES ($1, $2, '', $3, '')")
                .executeBatch(cadres)
                .await();
    }
}

package org.huiyin.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** How long every report takes in a county with years of work, as whoever asks over HTTP waits for it. */
final class ReportTimes {
    /** As {@link Stage} writes it into the configuration. */
    static final String TOKEN = "bench-reads-reports";

    private static final int RUNS = 5;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** What counting the filled tickets' stories would come to, by day. */
    private static final String DAYS = """
            INSERT INTO tally SELECT '%s', %s, 'DAY', t.opened_at::date, count(*), count(*), count(*) / 2, count(*) / 6, 0, count(*) / 3, 0, 0, 0, 0,
                count(*), 0, 1, count(*), 0, 0, 1, 0, 0, 0, 0, 0, 0, 1
            FROM ticket t %s WHERE t.id > 1000000000 GROUP BY 2, t.opened_at::date ON CONFLICT DO NOTHING
            """;

    private static final String MONTHS = """
            INSERT INTO tally SELECT scope, id, 'MONTH', date_trunc('month', since)::date, sum(matters), sum(claimed), sum(yes), sum(no), sum(partly),
                sum(silent), sum(unreached), sum(declined), sum(withdrawn), sum(merged), sum(replied), sum(replied_late), sum(missed_reply),
                sum(resolved), sum(resolved_late), sum(missed_solve), sum(reminded), sum(climbed), sum(escalated), sum(extended), sum(returned),
                sum(transferred), sum(judged), sum(redone)
            FROM tally WHERE period = 'DAY' GROUP BY 1, 2, 4 ON CONFLICT DO NOTHING
            """;

    private final CountyDatabase county;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    ReportTimes(CountyDatabase county, int port) {
        this.county = county;
        this.port = port;
    }

    /** Fills in the figures of the tickets that {@link ManyTickets} made. */
    static void fill(CountyDatabase county) throws SQLException {
        county.execute(
                String.format(DAYS, "CADRE", "t.holder_cadre_id", ""),
                String.format(DAYS, "UNIT", "c.unit_id", "JOIN cadre c ON c.id = t.holder_cadre_id"),
                String.format(DAYS, "LEVEL", "t.level", ""),
                String.format(DAYS, "GRID", "h.grid_id", "JOIN household h ON h.id = t.household_id"),
                String.format(DAYS, "COUNTY", "0", ""),
                MONTHS,
                "VACUUM (ANALYZE) tally");
    }

    /**
     * The median of the slowest, in milliseconds.
     *
     * @throws IllegalStateException when one of them is refused
     */
    double slowestMs() throws Exception {
        double slowest = 0;
        for (String question : questions()) {
            double ms = median(question);
            Results.say("    %-90s %6.1f ms", question, ms);
            slowest = Math.max(slowest, ms);
        }
        return slowest;
    }

    private List<String> questions() throws SQLException {
        String unit = one(
                "SELECT u.code FROM unit u JOIN cadre c ON c.unit_id = u.id GROUP BY u.code ORDER BY count(*) DESC, u.code LIMIT 1");
        String township = one("SELECT code FROM grid WHERE level = 'TOWNSHIP' ORDER BY id LIMIT 1");
        LocalDate month = LocalDate.now(ZONE).withDayOfMonth(1);
        List<String> spans = List.of(
                "&from=" + month.minusMonths(1) + "&to=" + month.minusDays(1),
                "&from=" + month.minusMonths(12) + "&to=" + month.minusDays(1));
        String days = "&from=" + month.minusMonths(22).plusDays(1) + "&to=" + month.minusDays(2);
        List<String> questions = new ArrayList<>();
        for (String by :
                List.of("county", "level", "unit", "grid", "cadre", "cadre&unit=" + unit, "grid&grid=" + township)) {
            questions.add("open?by=" + by);
            for (String report : List.of("response", "delays", "answers", "solved")) {
                spans.forEach(span -> questions.add(report + "?by=" + by + span));
                if (!by.equals("cadre")) {
                    questions.add(report + "?by=" + by + days);
                }
            }
        }
        return questions;
    }

    private String one(String sql) throws SQLException {
        return county.rows(sql).get(0).get(0);
    }

    /** The first run is not counted: it reads from the disk what a county looks at daily. */
    private double median(String question) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            double ms = ms(question);
            if (run > 0) {
                times.add(ms);
            }
        }
        times.sort(null);
        return times.get(RUNS / 2);
    }

    private double ms(String question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/reports/" + question))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        long began = System.nanoTime();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        double ms = (System.nanoTime() - began) / 1e6;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(question + ": " + answer.statusCode() + " " + answer.body());
        }
        return ms;
    }
}

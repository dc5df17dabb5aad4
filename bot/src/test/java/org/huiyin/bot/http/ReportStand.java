package org.huiyin.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.bot.config.ServiceConfig.ApiToken;
import org.huiyin.bot.report.Reporting;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.report.Measure;
import org.huiyin.db.report.ReportNames;
import org.huiyin.db.report.Tallies;
import org.huiyin.db.report.TallyRow;
import org.huiyin.db.report.TallyRow.Period;
import org.huiyin.db.report.TallyRow.Scope;
import org.huiyin.db.server.Database;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** A small county with figures, and its reports over HTTP: every request and every answer is held against the contract. */
final class ReportStand implements AutoCloseable {
    static final String TOKEN = "a-token-of-the-tests";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T02:00:00Z"), ZoneOffset.UTC);

    private static final List<String> COUNTY = List.of(
            "INSERT INTO grid (code, name, level, parent_id) VALUES ('C', '县', 'COUNTY', NULL), ('T1', '一镇', 'TOWNSHIP', 1),"
                    + " ('T2', '二镇', 'TOWNSHIP', 1), ('A1', '一片', 'AREA', 2), ('V1', '一村', 'VILLAGE', 4)",
            "INSERT INTO unit (code, name, kind) VALUES ('U1', '水利局', 'BUREAU'), ('U2', '=cmd', 'BUREAU')",
            "INSERT INTO household (code, grid_id, head_name, head_name_hash, address, address_hash) VALUES ('H1', 5, '', '', '', '')",
            "INSERT INTO duty (kind, cadre_id) VALUES ('LINK', 1), ('LINK', 2)",
            "INSERT INTO duty (kind, grid_id) VALUES ('DESK', 1)",
            // Overdue, due today, due later; answered and overdue; waiting for the villager; closed; kept in three
            // ways.
            open(1, "OPEN", "1, 1", "2026-11-24T00:00Z", "2027-01-01T00:00Z", ""),
            open(2, "OPEN", "1, 1", "2026-11-24T16:00Z", "2027-01-01T00:00Z", ""),
            open(3, "OPEN", "2, 2", "2026-11-25T16:00Z", "2027-01-01T00:00Z", ""),
            open(4, "ANSWERED", "2, 2", "2026-11-01T00:00Z", "2026-11-20T00:00Z", ""),
            open(5, "RESOLVED", "3, NULL", "2026-11-01T00:00Z", "2026-11-01T00:00Z", ""),
            open(6, "OPEN", "1, 1", "2026-11-01T00:00Z", "2026-11-01T00:00Z", "confidential = true"),
            open(7, "OPEN", "1, 1", "2026-11-01T00:00Z", "2026-11-01T00:00Z", "hold = 'ASKED'"),
            open(
                    8,
                    "OPEN",
                    "1, 1",
                    "2026-11-01T00:00Z",
                    "2026-11-01T00:00Z",
                    "state = 'CLOSED', closed_at = now(), closed_as = 'SILENT'"));

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase own = TestDatabase.create();
    private final Database database = new Database(vertx, own.url(), 4);
    private final Vault vault = new Vault(Keys.generate());
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpService service;
    private final int port;
    final ApiContract contract;

    ReportStand() {
        ApiTokens tokens = new ApiTokens(List.of(new ApiToken("statistics", Secret.of(TOKEN))));
        ReportRoutes routes = new ReportRoutes(reporting(database), tokens, Optional.empty());
        contract = new ApiContract(vertx, served(routes, "/api/v1/openapi.yaml").body());
        service = new HttpService(vertx, "127.0.0.1", 0, List.of(contract.watching(), routes));
        port = service.start().await();
        fill();
    }

    private Reporting reporting(Database of) {
        return new Reporting(of.pool(), new ReportNames(vault), NOW, ZONE, "示范县");
    }

    /** What a service with these tokens answers. */
    HttpResponse<String> served(List<ApiToken> tokens, Optional<URI> publicUrl, String path) {
        return served(new ReportRoutes(reporting(database), new ApiTokens(tokens), publicUrl), path);
    }

    /** What one answers whose database is away. */
    HttpResponse<String> servedWithoutDatabase(String path) {
        Database away = new Database(vertx, own.url().withDatabase("nowhere"), 1);
        ApiTokens tokens = new ApiTokens(List.of(new ApiToken("statistics", Secret.of(TOKEN))));
        HttpResponse<String> answer = served(new ReportRoutes(reporting(away), tokens, Optional.empty()), path);
        away.close().await();
        return answer;
    }

    private HttpResponse<String> served(ReportRoutes routes, String path) {
        HttpService other = new HttpService(vertx, "127.0.0.1", 0, List.of(routes));
        HttpResponse<String> answer = send(request(other.start().await(), path, "Bearer " + TOKEN));
        other.stop(Duration.ofMillis(10)).await();
        return answer;
    }

    private static String open(int id, String state, String holder, String reply, String solve, String change) {
        return "WITH t AS (INSERT INTO ticket (id, code, kind, urgency, state, household_id, grid_id, level, holder_id, holder_cadre_id, opened_at, spoken_at,"
                + " reply_due_at, solve_due_at, seq, head) VALUES (" + id + ", 'x" + id + "', 'HELP', 'NORMAL', '"
                + state
                + "', 1, (SELECT grid_id FROM household WHERE id = 1), " + (holder.contains("NULL") ? 4 : 0) + ", "
                + holder + ", now(), now(), '" + reply + "', '"
                + solve
                + "', 0, '')) SELECT 1"
                + (change.isEmpty() ? "" : "; UPDATE ticket SET " + change + " WHERE id = " + id);
    }

    private void fill() {
        for (String statement : COUNTY.subList(0, 2)) {
            database.pool().query(statement).execute().await();
        }
        for (int cadre = 1; cadre <= 2; cadre++) {
            database.pool()
                    .preparedQuery(
                            "INSERT INTO cadre (code, unit_id, rank, name, name_hash) VALUES ($1, $2, '', $3, '')")
                    .execute(Tuple.of("K" + cadre, (long) cadre, Buffer.buffer(vault.seal(Sealed.NAME, "干部" + cadre))))
                    .await();
        }
        for (String statement : COUNTY.subList(2, COUNTY.size())) {
            database.pool().query(statement).execute().await();
        }
        List<TallyRow> rows = new ArrayList<>();
        for (Scope scope : List.of(Scope.COUNTY, Scope.LEVEL, Scope.UNIT, Scope.CADRE, Scope.GRID)) {
            long id = scope == Scope.COUNTY || scope == Scope.LEVEL ? 0 : scope == Scope.GRID ? 5 : 1;
            counted(rows, scope, id, "2026-10-05", 20, 12);
            counted(rows, scope, id, "2026-11-03", 20, 12);
        }
        counted(rows, Scope.UNIT, 2, "2026-11-03", 12, 9);
        kept(rows, "2026-09-01", 9);
        kept(rows, "2026-10-01", 12);
        kept(rows, "2026-11-01", 30);
        Tallies.add(database.pool(), 1, NOW.instant(), NOW.instant(), List.of(), rows)
                .await();
    }

    private static void counted(List<TallyRow> rows, Scope scope, long id, String day, int claimed, int yes) {
        for (Period period : Period.values()) {
            LocalDate date = LocalDate.parse(day);
            LocalDate since = period == Period.DAY ? date : date.withDayOfMonth(1);
            TallyRow row = new TallyRow(new TallyRow.Key(scope, id, period, since));
            row.add(Measure.MATTERS, claimed + 5);
            row.add(Measure.CLAIMED, claimed);
            row.add(Measure.YES, yes);
            row.add(Measure.SILENT, 2);
            row.add(Measure.UNREACHED, 1);
            row.add(Measure.DECLINED, 1);
            row.add(Measure.REPLIED, 18);
            row.add(Measure.MISSED_REPLY, 2);
            rows.add(row);
        }
    }

    private static void kept(List<TallyRow> rows, String month, int n) {
        TallyRow row = new TallyRow(new TallyRow.Key(Scope.KEPT, 0, Period.MONTH, LocalDate.parse(month)));
        row.add(Measure.MATTERS, n);
        rows.add(row);
    }

    @Override
    public void close() {
        service.stop(Duration.ofMillis(100)).await();
        database.close().await();
        vertx.close().await();
        own.close();
    }

    // --------------------------------------------------------------------------------------------------------------------- asking

    private static HttpRequest.Builder request(int at, String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path));
        return authorization.isEmpty() ? request : request.header("authorization", authorization);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return request(port, path, "");
    }

    HttpResponse<String> get(String path, String authorization) {
        return send(request(port, path, authorization));
    }

    /** Asks as somebody who has a token; the question and the answer must be as the contract says. */
    HttpResponse<String> ask(String question) {
        HttpResponse<String> answer = get("/api/v1/" + question, "Bearer " + TOKEN);
        assertThat(contract.refused()).as("the contract knows %s", question).isEmpty();
        held(question, answer);
        return answer;
    }

    /** Fails where the answer is not as the contract says. */
    void held(String question, HttpResponse<String> answer) {
        String path = "/api/v1/" + question.replaceFirst("\\?.*$", "");
        contract.check(
                contract.operation(HttpMethod.GET, path).orElseThrow(),
                answer.statusCode(),
                answer.headers().firstValue("content-type").orElse(""),
                answer.body());
    }

    JsonNode json(String question) {
        HttpResponse<String> answer = ask(question);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer);
    }

    JsonNode read(HttpResponse<String> answer) {
        try {
            return mapper.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}

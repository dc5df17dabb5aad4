package org.huiyin.bot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who may ask for reports, and what is said to a question that cannot be answered. */
class ReportQuestionsTest {
    private static final ReportStand STAND = new ReportStand();

    @AfterAll
    static void close() {
        STAND.close();
    }

    // ------------------------------------------------------------------------------------------------------------------ who may ask

    @ParameterizedTest(name = "authorization ''{0}''")
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer wrong-wrong-wrong",
                "Basic " + ReportStand.TOKEN,
                ReportStand.TOKEN,
                "Bearer " + ReportStand.TOKEN + "x"
            })
    void withoutATokenThatIsKnownNothingIsTold(String authorization) {
        HttpResponse<String> answer = STAND.get("/api/v1/reports/open", authorization);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
        STAND.held("reports/open", answer);
    }

    @Test
    void eachLookIsLoggedByTheNameOfTheTokenAndNotByTheToken() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(ReportRoutes.class)).addAppender(log);
        STAND.ask("reports/delays?by=cadre&unit=U2");
        List<String> lines =
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines)
                .anyMatch(line -> line.contains("report delays by cadre of U2") && line.contains("'statistics'"));
        assertThat(lines).noneMatch(line -> line.contains(ReportStand.TOKEN));
    }

    @Test
    void whereNoTokenIsConfiguredThereAreNoReports() {
        URI url = URI.create("https://h.example.org");
        HttpResponse<String> answer = STAND.served(List.of(), Optional.of(url), "/api/v1/reports/open");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("api.tokens");
        STAND.held("reports/open", answer);
        assertThat(STAND.served(List.of(), Optional.of(url), "/api/v1/openapi.yaml")
                        .body())
                .contains("url: https://h.example.org/api/v1\n");
    }

    // ------------------------------------------------------------------------------------------------------------------ what is wrong

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(
                        "by a villager",
                        "reports/open?by=villager",
                        400,
                        "by",
                        "county, level, unit, cadre, grid",
                        true),
                arguments("by a household", "reports/solved?by=household", 400, "by", "is none of", true),
                arguments(
                        "a date that is none",
                        "reports/solved?from=2026-02-30",
                        400,
                        "from",
                        "such as 2026-11-24",
                        true),
                arguments("a date in words", "reports/solved?to=yesterday", 400, "to", "such as 2026-11-24", true),
                arguments(
                        "backwards", "reports/solved?from=2026-11-02&to=2026-11-01", 400, "from", "is after to", false),
                arguments("a century", "reports/solved?from=1926-11-02&to=2026-11-01", 400, "from", "10 years", false),
                arguments(
                        "of all cadres some days",
                        "reports/solved?by=cadre&from=2026-11-02",
                        400,
                        "from",
                        "whole months",
                        false),
                arguments(
                        "a form that is none", "reports/open?format=xml", 400, "format", "neither json nor csv", true),
                arguments("a language that is none", "reports/open?lang=fr", 400, "lang", "zh-CN nor en", true),
                arguments(
                        "a unit that is none",
                        "reports/open?by=cadre&unit=U9",
                        400,
                        "unit",
                        "no unit of that code",
                        false),
                arguments(
                        "a grid that is none",
                        "reports/open?by=grid&grid=X",
                        400,
                        "grid",
                        "no grid of that code",
                        false),
                arguments(
                        "a unit without cadres", "reports/open?by=level&unit=U1", 400, "unit", "by=cadre only", false),
                arguments("a grid without grids", "reports/open?grid=T1", 400, "grid", "by=grid only", false),
                arguments("twice", "reports/open?by=unit&by=level", 400, "by", "write it once", false),
                arguments("days of now", "reports/open?from=2026-11-01", 400, "from", "leave from and to away", false),
                arguments("a slip", "reports/open?form=2026-11-01", 400, "form", "is not known here", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whatCannotBeUnderstoodIsSaidWithWhatToDo(
            String label, String question, int status, String parameter, String what, boolean contractRefuses) {
        HttpResponse<String> answer = STAND.get("/api/v1/" + question, "Bearer " + ReportStand.TOKEN);
        assertThat(STAND.contract.refused().isPresent())
                .as("refused by the contract: %s", STAND.contract.refused())
                .isEqualTo(contractRefuses);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = STAND.read(answer);
        assertThat(problem.get("parameter").asText()).isEqualTo(parameter);
        assertThat(problem.get("detail").asText()).startsWith(parameter + ": ").contains(what);
        assertThat(answer.body()).doesNotContain("Exception");
        STAND.held(question, answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/reports/villagers",
                "/api/v1/reports",
                "/api/v1",
                "/api/v2/reports/open",
                "/api/v1/reports/open/x"
            })
    void whatTheContractDoesNotNameIsNotThere(String path) {
        HttpResponse<String> answer = STAND.get(path, "Bearer " + ReportStand.TOKEN);
        assertThat(STAND.contract.refused()).contains("no such path");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception");
    }

    @Test
    void aFieldThatTheContractDoesNotNameIsFound() {
        String body = STAND.ask("reports/open").body();
        STAND.contract.check("open", 200, "application/json", body);
        List<String> others = List.of(
                body.replace("\"waiting\":", "\"villagers\":3,\"waiting\":"),
                body.replace("\"open\":5", "\"open\":\"5\""),
                body.replaceFirst("\"waiting\":\\d+,", ""),
                body.replaceFirst("^\\{", "{\"more\":1,"));
        for (String other : others) {
            assertThat(other).isNotEqualTo(body);
            assertThatThrownBy(() -> STAND.contract.check("open", 200, "application/json", other))
                    .as(other)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(() -> STAND.contract.check("open", 418, "application/json", body))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void itIsOnlyRead() {
        HttpResponse<String> answer =
                STAND.send(STAND.request("/api/v1/reports/open").POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("GET");
    }

    @Test
    void aDatabaseThatIsAwayIsSaidInWords() {
        HttpResponse<String> answer = STAND.servedWithoutDatabase("/api/v1/reports/open");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("come again").doesNotContain("Exception", "nowhere");
        STAND.held("reports/open", answer);
    }
}

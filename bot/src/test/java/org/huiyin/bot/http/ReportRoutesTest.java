package org.huiyin.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reports say, as JSON and as tables. */
class ReportRoutesTest {
    private static final ReportStand STAND = new ReportStand();

    @AfterAll
    static void close() {
        STAND.close();
    }

    // ------------------------------------------------------------------------------------------------------------------ what they say

    @ParameterizedTest(name = "open by {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "by=county||5 1 1 2",
                "by=level|0 linked cadre|4 0 1 2",
                "by=level|4 county desk|1 1 0 0",
                "by=level|2 area grid|0 0 0 0",
                "by=unit|U1 水利局|2 0 1 1",
                "by=unit|U2 =cmd|2 0 0 1",
                "by=cadre|K1 干部1|2 0 1 1",
                "by=cadre&unit=U2|K2 干部2|2 0 0 1",
                "by=grid|T1 一镇|5 1 1 2",
                "by=grid|T2 二镇|0 0 0 0",
                "by=grid&grid=A1|V1 一村|5 1 1 2"
            })
    void whatIsOpenNowWithoutWhatIsKept(String by, @Nullable String whose, String figures) {
        JsonNode report = STAND.json("reports/open?lang=en&" + by);
        JsonNode line = whose == null ? report.get("county") : line(report, whose.substring(0, whose.indexOf(' ')));
        if (whose != null) {
            assertThat(line.get("name").asText()).isEqualTo(whose.substring(whose.indexOf(' ') + 1));
        }
        assertThat(line.get("open").asText() + " " + line.get("waiting").asText() + " "
                        + line.get("dueToday").asText() + " "
                        + line.get("overdue").asText())
                .isEqualTo(figures);
        assertThat(report.get("kept").toString()).isEqualTo("{\"rounded\":true,\"hidden\":\"n<10\"}");
    }

    private static JsonNode line(JsonNode report, String code) {
        for (JsonNode line : report.get("lines")) {
            if (line.get("code").asText().equals(code)) {
                return line;
            }
        }
        throw new AssertionError("no line of " + code + " in " + report);
    }

    @Test
    void solvedAsClaimedAndAsVillagersSay() {
        JsonNode report = STAND.json("reports/solved?by=unit&from=2026-10-01&to=2026-11-24");
        JsonNode line = line(report, "U1");
        assertThat(line.get("matters").asInt()).isEqualTo(50);
        assertThat(line.get("solvedAsClaimed").toString()).isEqualTo("{\"value\":0.8,\"n\":50}");
        assertThat(line.get("solvedOfAnswers").toString()).isEqualTo("{\"value\":1.0,\"n\":24}");
        assertThat(line.get("solvedOfAll").toString()).isEqualTo("{\"value\":0.6,\"n\":40}");
        assertThat(line.get("declined").asInt()).isEqualTo(2);
        assertThat(report.get("county").get("matters").asInt()).isEqualTo(50);
        assertThat(report.get("asOf").asText()).isEqualTo("2026-11-24T02:00:00Z");
    }

    @Test
    void opinionsOfFewerThanTenAreHiddenFromStaffToo() {
        JsonNode answers = line(STAND.json("reports/answers?by=unit"), "U2");
        assertThat(answers.toString())
                .isEqualTo(
                        "{\"code\":\"U2\",\"name\":\"=cmd\",\"claimed\":12,\"answers\":9,\"silent\":2,\"unreached\":1,\"waiting\":0,"
                                + "\"answered\":{\"value\":0.75,\"n\":12},\"hidden\":\"n<10\"}");
        JsonNode solved = line(STAND.json("reports/solved?by=unit"), "U2");
        assertThat(solved.get("solvedOfAnswers").toString()).isEqualTo("{\"n\":9,\"hidden\":\"n<10\"}");
        assertThat(solved.get("solvedOfAll").toString()).isEqualTo("{\"n\":12,\"hidden\":\"n<10\"}");
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "2026-10-05, 2026-10-05, 25",
        "2026-10-01, 2026-10-31, 25",
        "2026-10-06, 2026-11-02, 0",
        "2026-10-05, 2026-11-03, 50",
        "2026-09-30, 2026-11-03, 50",
        "2026-09-15, 2026-12-02, 50",
        "2025-01-01, 2026-10-31, 25",
        "2026-11-03, 2026-11-03, 25",
        "2026-11-04, 2030-01-01, 0"
    })
    void daysAndMonthsAddUp(String from, String to, int matters) {
        for (String by : List.of("county", "level", "unit", "grid", "cadre&unit=U1")) {
            JsonNode report = STAND.json("reports/solved?by=" + by + "&from=" + from + "&to=" + to);
            assertThat(report.get("county").get("matters").asInt()).as(by).isEqualTo(matters);
            if (!by.equals("county") && report.get("lines").size() > 0) {
                assertThat(report.get("lines").get(0).get("matters").asInt())
                        .as(by)
                        .isEqualTo(matters);
            }
        }
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "2026-10-01, 2026-11-24, 12",
        "2026-09-01, 2026-10-31, 12",
        "2026-10-02, 2026-11-24, n<10",
        "2026-09-01, 2026-09-30, n<10",
        "2026-11-01, 2026-11-30, n<10"
    })
    void whatIsKeptIsToldOfWholeMonthsThatAreOverAndHadTen(String from, String to, String expected) {
        JsonNode kept = STAND.json("reports/solved?from=" + from + "&to=" + to).get("kept");
        assertThat(
                        kept.has("matters")
                                ? kept.get("matters").asText()
                                : kept.get("hidden").asText())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "response", "delays", "answers", "solved"})
    void everyReportIsThereByEverythingInBothForms(String report) {
        for (String by : List.of("county", "level", "unit", "cadre&unit=U1", "grid", "grid&grid=T1")) {
            assertThat(STAND.json("reports/" + report + "?by=" + by)
                            .get("report")
                            .asText())
                    .isEqualTo(report);
            HttpResponse<String> table = STAND.ask("reports/" + report + "?format=csv&by=" + by);
            assertThat(table.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
            assertThat(table.headers().firstValue("content-disposition").orElse(""))
                    .matches("attachment; filename=\"" + report + "-[a-z]+-2026-11-24\\.csv\"");
            assertThat(table.body()).startsWith("\uFEFF编号,名称,").contains("\r\ncounty,示范县,");
        }
    }

    @Test
    void aNameIsNoFormulaInATable() {
        assertThat(STAND.ask("reports/open?by=unit&format=csv").body()).contains("\r\nU2,'=cmd,2,0,0,1\r\n");
    }
}

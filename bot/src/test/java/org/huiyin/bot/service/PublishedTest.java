package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.node.Sealing;
import org.huiyin.bot.rules.RulesText;
import org.huiyin.bot.wiring.CountyRules;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.ticket.HistoryRoot;
import org.huiyin.db.ticket.HistoryRoots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published from outside, and to it: the calendar of a year, and the roots over all histories. */
class PublishedTest {
    private final TestDatabase database = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void drop() {
        vertx.close().await();
        database.close();
    }

    @ParameterizedTest(name = "2027 {0}: told of it {1} times")
    @CsvSource({"off, 1", "worked, 0"})
    void whatWasDueProvisionallyIsCountedAnewOnceAndNeverSooner(String published, int told) throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1).withNodes(2).withTemplates(), database)) {
            stand.clock.advance(Duration.between(stand.clock.instant(), Instant.parse("2026-12-30T02:00:00Z")));
            String code = stand.matter(1, "路灯坏了");
            stand.cadreSays(1, "#" + code + " 明天来看");
            String before = stand.records.value("SELECT solve_due_at::text FROM ticket WHERE due_provisional");
            String day = published.equals("off")
                    ? "{\"name\":\"元旦\",\"date\":\"2027-01-04\",\"isOffDay\":true}"
                    : "{\"name\":\"元旦\",\"date\":\"2027-01-02\",\"isOffDay\":false}";
            try (CountyRules rules = new CountyRules(vertx, database.url())) {
                String calendar = "{\"year\":2027,\"papers\":[],\"days\":[" + day + "]}";
                assertThat(rules.add(
                                1,
                                RulesText.of(ConfigFolder.of(Map.of("calendars/2027.json", calendar))),
                                "li",
                                "test",
                                ""))
                        .contains(2L);
            }
            Awaiting.until(
                    "counted anew",
                    Stand.PATIENCE,
                    () -> stand.records.number("SELECT count(*) FROM ticket WHERE NOT due_provisional") == 1);
            stand.settled();
            assertThat(stand.records.number("SELECT count(*) FROM history WHERE kind = 'RECOUNTED'"))
                    .isEqualTo(1);
            assertThat(stand.records.value("SELECT (solve_due_at - '" + before + "'::timestamptz)::text FROM ticket"))
                    .isEqualTo(published.equals("off") ? "1 day" : "00:00:00");
            assertThat(stand.toVillagers.sentTo(PaperCounty.openId(1)).stream()
                            .filter(part -> part.text().contains("改为1月7日24:00前"))
                            .count())
                    .isEqualTo(told);
        }
    }

    /** Ten days after a villager wrote, his chat takes templates only: without one he hears by text message. */
    @ParameterizedTest(name = "with templates {0}")
    @ValueSource(booleans = {true, false})
    void everybodyMayReadWhatIsCommonAndWhoOwesAnAnswer(boolean templates) throws Exception {
        Stand.Setup setup = Stand.Setup.of(2, 1);
        try (Stand stand = new Stand(templates ? setup.withTemplates() : setup, database)) {
            String one = stand.matter(1, "停水三天了");
            String other = stand.matter(2, "我家也停水");
            stand.deskSays("共性 合并 #" + one + " #" + other + " 北关<b>停水");
            stand.toVillager(2, part -> part.text().contains("北关<b>停水"));
            stand.clock.advance(Duration.ofDays(10));
            String late = "还没有按时答复";
            if (templates) {
                stand.toVillager(2, part -> part.text().contains(late));
                assertThat(stand.smsOf(2)).doesNotContain(late);
            } else {
                Awaiting.until(
                        "told by text message",
                        Stand.PATIENCE,
                        () -> stand.smsOf(2).contains(late));
                assertThat(stand.sentToVillager(2))
                        .noneMatch(part -> part.text().contains(late));
            }
            String machine = stand.door().get("/promises.json").body();
            assertThat(machine)
                    .contains("\"title\":\"北关<b>停水\"", "\"state\":\"OPEN\"", "\"households\":2", "\"unanswered\":1")
                    .doesNotContain(one, "三天");
            var page = stand.door().get("/promises");
            assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
            assertThat(page.body())
                    .contains("北关&lt;b&gt;停水", "县服务台", "<td>0 / 1</td>")
                    .doesNotContain("<b>", one, "三天");
        }
    }

    @Test
    void everybodyMayHaveTheRootsOfADay() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            stand.matter(1, "路灯坏了");
            Instant now = stand.clock.instant();
            HistoryRoot root = HistoryRoots.seal(stand.pool(), now, Sealing.signer(stand.vault))
                    .await()
                    .orElseThrow();
            LocalDate day = LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai"));
            String published =
                    stand.door().get("/history/roots/" + day + ".json").body();
            assertThat(published)
                    .contains(
                            "\"day\":\"" + day + "\"",
                            "\"complete\":false",
                            root.name(),
                            root.publicKey().hex())
                    .doesNotContain("ticket");
            var before = stand.door().get("/history/roots/" + day.minusDays(1));
            assertThat(before.body()).contains("\"complete\":true", "\"roots\":[]");
            assertThat(before.headers().firstValue("cache-control")).hasValue("public, max-age=31536000, immutable");
            for (String wrong : List.of("tomorrow", day.plusDays(2) + ".json", "2026-02-30.json")) {
                assertThat(stand.door().get("/history/roots/" + wrong).statusCode())
                        .as(wrong)
                        .isEqualTo(404);
            }
        }
    }
}

package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A whole township without water: thousands of matters become one problem, and each household hears of each step once, though a node goes meanwhile. */
@Tag("fault")
class ManyAlikeTest {
    private static final int CADRES = 50;
    private static final int VILLAGERS = 5000;
    private static final int AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void fiveThousandHouseholdsHearOfEachStepOnce() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(CADRES, VILLAGERS / CADRES), database)) {
            for (int first = 1; first <= VILLAGERS; first += AT_ONCE) {
                write(stand, first);
            }
            stand.clock.advance(Duration.ofHours(2));
            Awaiting.until(
                    "suggested",
                    PATIENCE,
                    () -> stand.records.number("SELECT coalesce(max(households), 0) FROM common_problem") == VILLAGERS);
            String problem = "共性 K" + stand.records.number("SELECT id FROM common_problem");

            stand.deskSays(problem + " 合并 全镇停水");
            Awaiting.until("some are told", PATIENCE, () -> told(stand, "全镇停水").size() > VILLAGERS / 10);
            stand.stopNode(1);
            assertThat(told(stand, "全镇停水").size())
                    .as("told before that node went; otherwise nothing was tried")
                    .isLessThan(VILLAGERS);
            stand.startNode("after-1");
            stand.startNode("after-2");
            eachOnce(stand, "全镇停水");
            assertThat(stand.records.number("SELECT count(*) FROM ticket WHERE state = 'MERGED'"))
                    .isEqualTo(VILLAGERS);

            stand.deskSays(problem + " 不是");
            eachOnce(stand, "已从共性问题");
            assertThat(stand.records.number("SELECT count(*) FROM ticket WHERE state = 'OPEN' AND acts_at IS NOT NULL"))
                    .as("each by its own clock again")
                    .isEqualTo(VILLAGERS);
            assertThat(stand.records.number("SELECT count(*) FROM set_aside")).isZero();
        }
    }

    private static void write(Stand stand, int first) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> posted = new ArrayList<>();
        for (int villager = first; villager < first + AT_ONCE; villager++) {
            posted.add(stand.door()
                    .posting(
                            "wechat", stand.wechat.text(PaperCounty.openId(villager), stand.messageId(), "我们这里停水三天了")));
        }
        for (CompletableFuture<HttpResponse<String>> one : posted) {
            assertThat(one.get(Stand.PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
        }
    }

    /** How often each villager was told something. */
    private static Map<String, Long> told(Stand stand, String words) {
        return stand.toVillagers.sent().stream()
                .filter(part -> part.text().contains(words))
                .collect(Collectors.groupingBy(StubSent::to, Collectors.counting()));
    }

    private static void eachOnce(Stand stand, String words) throws Exception {
        Awaiting.until("all are told", PATIENCE, () -> told(stand, words).size() == VILLAGERS);
        Awaiting.until(
                "nothing more waits for villagers",
                PATIENCE,
                () -> stand.records.number("SELECT count(*) FROM outbox WHERE channel <> 'wecom'") == 0);
        assertThat(told(stand, words).values())
                .as("times that one of them was told")
                .containsOnly(1L);
    }
}

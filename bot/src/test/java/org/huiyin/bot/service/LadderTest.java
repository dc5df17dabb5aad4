package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.huiyin.adapters.tencent.StubFault;
import org.huiyin.adapters.tencent.TencentStub.Api;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is not answered climbs by itself: reminded of once, overdue once, and then somebody else's. */
class LadderTest {
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whatNobodyAnswersIsRemindedOfAndThenClimbs() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1).withTemplates(), database)) {
            String code = stand.matter(1, "路灯坏了");
            untilItActs(stand);
            stand.toCadreOf(1, part -> part.text().contains("黄牌 #" + code));
            untilItActs(stand);
            stand.toCadreOf(1, part -> part.text().contains("红牌 #" + code));
            stand.toCadre(
                    "desk",
                    part -> part.text().contains("逾期上报 #" + code) && part.text().contains("路灯坏了"));
            stand.toVillager(1, part -> part.text().contains("没有按时办"));
            assertThat(story(stand)).containsExactly("OPENED", "SAID", "YELLOW", "RED", "CLIMBED");
            assertThat(stand.records.value("SELECT level || ' ' || state FROM ticket"))
                    .isEqualTo("4 OPEN");

            // Nobody is above the desk: it is told again on each working day.
            untilItActs(stand);
            for (int day = 1; day <= 2; day++) {
                untilItActs(stand);
                int days = day;
                Awaiting.until(
                        "told on working day " + day,
                        Stand.PATIENCE,
                        () -> stand.toCadres.sentTo("desk").stream()
                                        .filter(part -> part.text().contains("红牌 #" + code))
                                        .count()
                                == days);
            }
            assertThat(stand.records.number("SELECT count(*) FROM history WHERE kind = 'CLIMBED'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void anAnswerStopsOneClockAndTheOtherGoesOn() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1).withTemplates(), database)) {
            String code = stand.matter(1, "路灯坏了");
            stand.cadreSays(1, "#" + code + " 明天来修");
            stand.settled();
            assertThat(stand.records.value("SELECT (acts_at = solve_yellow_at) || ' ' || state FROM ticket"))
                    .isEqualTo("true ANSWERED");
            stand.cadreSays(1, "#" + code + " 办结 修好了");
            stand.settled();
            assertThat(stand.records.value("SELECT coalesce(acts_at::text, 'waits for the villager') FROM ticket"))
                    .isEqualTo("waits for the villager");
            stand.villagerSays(1, "2");
            assertThat(stand.records.value("SELECT (acts_at = reply_yellow_at) || ' ' || state FROM ticket"))
                    .as("once more, by clocks of its own")
                    .isEqualTo("true OPEN");
        }
    }

    /** Three nodes that were all away for days find a thousand: each climbs once. */
    @Test
    void afterDaysOfDowntimeEachOfAThousandClimbsOnceOnThreeNodes() throws Exception {
        int villagers = 1000;
        try (Stand stand = new Stand(Stand.Setup.of(50, villagers / 50), database)) {
            List<CompletableFuture<HttpResponse<String>>> posted = new ArrayList<>();
            for (int villager = 1; villager <= villagers; villager++) {
                posted.add(stand.door()
                        .posting(
                                "wechat",
                                stand.wechat.text(PaperCounty.openId(villager), stand.messageId(), "路灯坏了" + villager)));
            }
            for (CompletableFuture<HttpResponse<String>> one : posted) {
                assertThat(one.get(Stand.PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                        .isEqualTo(200);
            }
            stand.stopNode(1);
            stand.records.change("DELETE FROM outbox");
            stand.clock.advance(Duration.ofDays(10));
            for (int node = 1; node <= 3; node++) {
                stand.startNode("after-" + node);
            }
            Awaiting.until(
                    "all have climbed",
                    Duration.ofSeconds(60),
                    () -> stand.records.number("SELECT count(*) FROM ticket WHERE level = 4") == villagers);
            assertThat(stand.records.number("SELECT count(*) FROM history WHERE kind = 'CLIMBED'"))
                    .isEqualTo(villagers);
            assertThat(
                            stand.records.number(
                                    "SELECT count(*) FROM ticket t WHERE NOT EXISTS (SELECT FROM duty d WHERE d.id = t.holder_id AND d.live)"))
                    .as("without a live holder")
                    .isZero();
            assertThat(stand.records.number("SELECT count(*) FROM set_aside")).isZero();
        }
    }

    private static final String OVERDUE = """
            INSERT INTO ticket (id, code, kind, urgency, state, address_id, household_id, villager_id, holder_id, holder_cadre_id, opened_at,
                reply_due_at, reply_yellow_at, reply_red_at, carded, acts_at, spoken_at, seq, head)
            SELECT 1000000 + n, 'X' || n, 'HELP', 'NORMAL', 'OPEN', b.address_id, l.household_id, v.id, l.id, l.cadre_id, now() - interval '9 days',
                t.at, t.at, t.at, 1, t.at, now() - interval '9 days', 0, ''
            FROM generate_series(1, %d) n
            CROSS JOIN LATERAL (SELECT now() - interval '1 day' - make_interval(secs => %d - n) AS at) t
            JOIN villager v ON v.code = 'P' || (n %% 500 + 1)
            JOIN link l ON l.household_id = v.household_id AND l.live
            JOIN binding b ON b.villager_id = v.id JOIN address a ON a.id = b.address_id AND a.channel = 'wechat'
            """;

    @Test
    @Tag("fault")
    void aHundredThousandThatAreOverdueAllClimbTheOldestFirst() throws Exception {
        int many = 100_000;
        try (Stand stand = new Stand(Stand.Setup.of(25, 20).withNodes(0), database)) {
            stand.records.change(OVERDUE.formatted(many, many));
            assertThat(stand.records.number("SELECT count(*) FROM ticket")).isEqualTo(many);
            stand.toCadres.failAlways(Api.SEND, StubFault.status(503));
            stand.toVillagers.failAlways(Api.SEND, StubFault.status(503));
            long began = System.nanoTime();
            for (int node = 1; node <= 3; node++) {
                stand.startNode("after-" + node);
            }
            Awaiting.until(
                    "half have climbed",
                    Duration.ofMinutes(10),
                    () -> stand.records.number("SELECT count(*) FROM ticket WHERE level = 4") >= many / 2);
            assertThat(stand.records.number(
                            "SELECT count(*) FROM ticket WHERE level < 4 AND id <= " + (1_000_000 + many * 2 / 5)))
                    .as("of the oldest two fifths, left behind")
                    .isZero();
            Awaiting.until(
                    "all have climbed",
                    Duration.ofMinutes(10),
                    () -> stand.records.number("SELECT count(*) FROM ticket WHERE level < 4") == 0);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("%d tickets climbed in %.0f s, %.0f a second%n", many, seconds, many / seconds);
            assertThat(stand.records.number("SELECT count(*) FROM history WHERE kind = 'CLIMBED'"))
                    .isEqualTo(many);
            assertThat(stand.records.number("SELECT count(*) FROM set_aside")).isZero();
        }
    }

    /** Puts the clock to when the ticket's has something to do, and waits until that is done. */
    private static void untilItActs(Stand stand) throws Exception {
        String acts = stand.records.value(
                "SELECT to_char(acts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM ticket");
        Duration ahead =
                Duration.between(stand.clock.instant(), Instant.parse(acts)).plusSeconds(2);
        stand.clock.advance(ahead.isNegative() ? Duration.ZERO : ahead);
        Awaiting.until(
                "the clock has moved on",
                Stand.PATIENCE,
                () -> stand.records.number(
                                "SELECT count(*) FROM ticket WHERE acts_at > '" + stand.clock.instant() + "'")
                        == 1);
    }

    private static List<String> story(Stand stand) throws Exception {
        return List.of(stand.records
                .value("SELECT string_agg(kind, ' ' ORDER BY seq) FROM history")
                .split(" "));
    }
}

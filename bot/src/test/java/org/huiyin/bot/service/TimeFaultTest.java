package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.huiyin.adapters.tencent.StubFault;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentStub.Api;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What takes hours, and what happens to the clock itself, with a time that the test moves. Named in a meter and in a line of the log. */
class TimeFaultTest {
    private static final String PAUSED = "huiyin_channel_paused{channel=\"wechat\"}";
    private static final String FAULTS = "huiyin_send_faults_total{channel=\"wechat\",kind=\"provider_down\"}";
    private static final int VILLAGERS = 12;
    private static final int URGENT_FROM = 10;

    private final TestDatabase database = TestDatabase.create();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("org.huiyin");

    @BeforeEach
    void listen() {
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void drop() {
        log.detachAppender(logged);
        database.close();
    }

    private boolean said(String words) {
        return List.copyOf(logged.list).stream()
                .anyMatch(line -> line.getFormattedMessage().contains(words));
    }

    @Test
    void aProviderIsDownForSixHours() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(VILLAGERS, 1), database)) {
            stand.clock.advance(toTheNextMorning(stand.clock.instant()));
            breakDown(stand);
            assertThat(said("channel wechat is paused for 5 s: PROVIDER_DOWN")).isTrue();
            // The longest pause is an hour, and each step ends one.
            for (int hour = 1; hour <= 6; hour++) {
                double before = stand.node(1).metric(FAULTS);
                stand.clock.advance(Duration.ofMinutes(61));
                // Not the call itself: what comes of it must be known before the time is moved on.
                Awaiting.until(
                        "it fails again", Stand.PATIENCE, () -> stand.node(1).metric(FAULTS) > before);
            }
            Awaiting.until(
                    "urgent words went another way",
                    Stand.PATIENCE,
                    () -> stand.node(1).metric("huiyin_detours_total") == VILLAGERS - URGENT_FROM + 1);
            assertThat(said("urgent parts go another way")).isTrue();
            assertThat(stand.node(1).metric(FAULTS)).isGreaterThan(5);
            assertThat(stand.toVillagers.sent()).isEmpty();
            assertThat(stand.records.number("SELECT count(*) FROM outbox WHERE channel = 'wechat'"))
                    .isEqualTo(URGENT_FROM - 1);

            stand.toVillagers.behave();
            stand.clock.advance(Duration.ofMinutes(61));
            stand.settled();
            allHaveCome(stand);
            Awaiting.until("it works again", Stand.PATIENCE, () -> stand.node(1).metric(PAUSED) == 0);
        }
    }

    /** What is urgent is due on the day itself: in the evening it would climb meanwhile, and its villagers would hear of that, too. */
    private static Duration toTheNextMorning(Instant now) {
        ZonedDateTime morning =
                now.atZone(ZoneId.of("Asia/Shanghai")).plusDays(1).with(LocalTime.of(9, 0));
        return Duration.between(now, morning.toInstant());
    }

    /** Every villager has a matter, every cadre answers, and WeChat is down. */
    private static void breakDown(Stand stand) throws Exception {
        List<String> codes = new ArrayList<>();
        for (int villager = 1; villager <= VILLAGERS; villager++) {
            codes.add(stand.matter(villager, villager >= URGENT_FROM ? "家里着火了" : "路灯坏了"));
        }
        stand.toVillagers.failAlways(Api.SEND, StubFault.status(503));
        for (int villager = 1; villager <= VILLAGERS; villager++) {
            stand.cadreSays(villager, "#" + codes.get(villager - 1) + " 答复" + villager + "。");
        }
        Awaiting.until("paused", Stand.PATIENCE, () -> stand.node(1).metric(PAUSED) == 1);
    }

    private static void allHaveCome(Stand stand) throws Exception {
        assertThat(stand.toVillagers.sent().stream()
                        .map(StubSent::text)
                        .map(text -> text.substring(text.indexOf("答复"))))
                .as("what could wait has come by WeChat, once")
                .containsExactlyInAnyOrderElementsOf(IntStream.range(1, URGENT_FROM)
                        .mapToObj(n -> "答复" + n + "。")
                        .toList());
        for (int villager = 1; villager <= VILLAGERS; villager++) {
            assertThat(stand.smsOf(villager).contains("答复" + villager + "。"))
                    .as("only the urgent ones came as text messages: %d", villager)
                    .isEqualTo(villager >= URGENT_FROM);
        }
    }

    @Test
    void theMachinesClockIsSetBackTenMinutes() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1).withNodes(0), database)) {
            Node node = stand.startNodeOnSetClock("alone");
            stand.matter(1, "第1条。");
            stand.villagerSays(1, "第2条。");
            stand.clock.advance(Duration.ofMinutes(-10));
            for (int message = 3; message <= 6; message++) {
                stand.villagerSays(1, "第" + message + "条。");
            }
            stand.toCadreOf(1, part -> part.text().contains("第6条"));
            stand.settled();
            assertThat(stand.sentToCadre(1).stream()
                            .map(StubSent::text)
                            .map(text -> text.replaceFirst("(?s)^.*(第\\d条).*$", "$1")))
                    .containsExactly("第1条", "第2条", "第3条", "第4条", "第5条", "第6条");
            assertThat(node.metric("huiyin_clock_set_back_seconds")).isBetween(590.0, 601.0);
            assertThat(said("this machine's clock was set back by")).isTrue();
        }
    }
}

package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.huiyin.adapters.tencent.StubFault;
import org.huiyin.adapters.tencent.StubFault.Answer;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentStub.Api;
import org.huiyin.bot.service.Records.Part;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the provider answers, nothing is lost, nothing overtakes, nothing is sent twice that need not be, and people are told the truth. */
class ProviderFaultTest {
    /** The part arrives, and its sender never hears of it. */
    private static final StubFault TAKEN_IN_SILENCE = new StubFault(200, 0, true, Answer.HANG_UP);

    /** A number that both providers give to a message that is not acceptable to them. */
    private static final int TOO_LONG = 45_002;

    private static final Duration REPEAT = Duration.ofSeconds(30);
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest(name = "status {0}, errcode {1}: comes again after {2} s")
    @CsvSource({"429, 0, 5", "503, 0, 5", "200, -1, 5", "200, 45009, 3600"})
    void aFaultOfTheWayCostsNoTryAndNothingOvertakes(int status, int errcode, int pause) throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 2), database)) {
            String code = stand.matter(1, "路灯坏了");
            stand.toVillagers.failNext(Api.SEND, new StubFault(status, errcode, false, Answer.JSON));
            stand.cadreSays(1, "#" + code + " 答复一");
            awaitPaused(stand, "wechat", 1);
            stand.cadreSays(1, "#" + code + " 答复二");
            stand.clock.advance(Duration.ofSeconds(pause - 4));
            Awaiting.throughout(
                    "nothing is sent in the pause",
                    Duration.ofMillis(1500),
                    () -> stand.sentToVillager(1).isEmpty());
            stand.clock.advance(Duration.ofSeconds(4));
            stand.toVillager(1, part -> part.text().endsWith("答复二"));
            assertThat(answers(stand)).containsExactly("答复一", "答复二");
            awaitPaused(stand, "wechat", 0);
            stand.settled();
            assertThat(stand.records.parts())
                    .filteredOn(part -> part.purpose().equals("ANSWER"))
                    .allSatisfy(part -> assertThat(part.tries()).isEqualTo(1));
        }
    }

    private static void awaitPaused(Stand stand, String channel, int paused) throws Exception {
        Awaiting.until(
                channel + " paused: " + paused,
                Stand.PATIENCE,
                () -> stand.node(1).metric("huiyin_channel_paused{channel=\"" + channel + "\"}") == paused);
    }

    private static List<String> answers(Stand stand) {
        return stand.sentToVillager(1).stream()
                .map(StubSent::text)
                .map(text -> text.substring(text.indexOf("答复")))
                .toList();
    }

    @Test
    void aProviderThatWasDownGetsEverythingInOrder() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(3, 2), database)) {
            stand.toCadres.failAlways(Api.SEND, StubFault.status(502));
            for (int message = 1; message <= 3; message++) {
                for (int villager = 1; villager <= 6; villager++) {
                    assertThat(stand.villagerSays(villager, "路灯坏了" + villager + "第" + message))
                            .contains("#");
                }
            }
            awaitPaused(stand, "wecom", 1);
            for (int tries = 1; tries <= 3; tries++) {
                int calls = stand.toCadres.calls(Api.SEND);
                nothingUnderWay(stand);
                // Longer than each of the first pauses.
                stand.clock.advance(Duration.ofMinutes(10));
                Awaiting.until("another try", Stand.PATIENCE, () -> stand.toCadres.calls(Api.SEND) > calls);
            }
            nothingUnderWay(stand);
            stand.toCadres.behave();
            stand.clock.advance(Duration.ofHours(1));
            stand.settled();
            for (int villager = 1; villager <= 6; villager++) {
                String mark = "路灯坏了" + villager + "第";
                assertThat(stand.toCadres.sentTo(stand.county.userIdOfCadreOf(villager)))
                        .extracting(StubSent::text)
                        .filteredOn(text -> text.contains(mark))
                        .extracting(text -> text.substring(text.indexOf(mark)))
                        .containsExactly(mark + 1, mark + 2, mark + 3);
            }
            assertThat(stand.toCadres.duplicates()).isZero();
        }
    }

    private static void nothingUnderWay(Stand stand) throws Exception {
        Awaiting.until(
                "every part is back in the queue",
                Stand.PATIENCE,
                () -> stand.records.number("SELECT count(*) FROM outbox WHERE epoch IS NOT NULL") == 0);
    }

    @ParameterizedTest(name = "errcode {0}")
    @CsvSource({"45015", "45047"})
    void aClosedWindowFallsBackToTheTemplate(int errcode) throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1).withTemplates(), database)) {
            String code = stand.matter(1, "路灯坏了");
            stand.toVillagers.failNext(Api.SEND, StubFault.errcode(errcode));
            stand.cadreSays(1, "#" + code + " 已修好");
            StubSent sent = stand.toVillager(1, part -> part.type().equals("template"));
            assertThat(sent.text()).contains(code, "已修好");
            stand.settled();
            assertThat(stand.sentToVillager(1)).hasSize(1);
        }
    }

    @ParameterizedTest(name = "errcode {0}: {1}")
    @CsvSource({"45015, WINDOW_CLOSED", "45047, WINDOW_CLOSED", "43004, RECIPIENT_BLOCKED", "40003, UNKNOWN_RECIPIENT"})
    void withoutATemplateItGoesBySmsAndTheCadreIsTold(int errcode, String reason) throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            String code = stand.matter(1, "路灯坏了");
            stand.toVillagers.failNext(Api.SEND, StubFault.errcode(errcode));
            stand.cadreSays(1, "#" + code + " 已修好");
            stand.toCadreOf(
                    1,
                    part -> Wording.in(part.text(), "reason." + reason)
                            && Wording.in(part.text(), "cadre.failed.next.sms"));
            stand.settled();
            assertThat(stand.smsOf(1)).contains("已修好");
            assertThat(stand.sentToVillager(1)).isEmpty();
        }
    }

    @Test
    void aCadreWhomWeComDoesNotKnowLosesNoMatter() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            stand.toCadres.disown(PaperCounty.userId(1));
            stand.villagerSays(1, "路灯坏了");
            Awaiting.until(
                    "the loss is known",
                    Stand.PATIENCE,
                    () -> stand.records.parts().stream()
                            .anyMatch(part -> part.failure().equals("UNKNOWN_RECIPIENT")));
            stand.toCadre("desk", part -> part.text().contains("路灯坏了"));
        }
    }

    @Test
    void whatEveryWayRefusesIsAskedOfEachOnceAndThenTheCadreMustGo() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            String code = stand.matter(1, "路灯坏了");
            stand.records.change("UPDATE address SET channel = 'wechat' WHERE channel = 'sim-sms'");
            stand.toVillagers.failAlways(Api.SEND, StubFault.errcode(TOO_LONG));
            stand.cadreSays(1, "#" + code + " 已修好");
            stand.toCadreOf(1, part -> Wording.in(part.text(), "cadre.failed.next.person"));
            stand.settled();
            assertThat(addresses(stand, "ANSWER")).containsExactly(PaperCounty.openId(1), PaperCounty.phone(1));
            assertThat(stand.sentToCadre(1))
                    .filteredOn(part -> Wording.in(part.text(), "cadre.failed"))
                    .hasSize(2)
                    .filteredOn(part -> Wording.in(part.text(), "cadre.failed.next.person"))
                    .hasSize(1);
        }
    }

    @Test
    void whatNeitherCadreNorDeskCanBeSentIsAskedOfEachOnceAndStaysTheCadres() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            stand.toCadres.failAlways(Api.SEND, StubFault.errcode(TOO_LONG));
            assertThat(stand.villagerSays(1, "路灯坏了")).contains("#");
            Awaiting.until(
                    "the desk refuses",
                    Stand.PATIENCE,
                    () -> stand.records.number("SELECT count(*) FROM part WHERE state = 'FAILED'") == 2);
            stand.settled();
            assertThat(addresses(stand, "FORWARD")).containsExactly(PaperCounty.userId(1), "desk");
            assertThat(stand.toCadres.calls(Api.SEND)).isEqualTo(2);
            assertThat(stand.records.value("SELECT c.code FROM ticket t JOIN cadre c ON c.id = t.holder_cadre_id"))
                    .isEqualTo("K1");
        }
    }

    /** In the order of the tries. */
    private static List<String> addresses(Stand stand, String purpose) throws Exception {
        return stand.records.parts().stream()
                .filter(part -> part.purpose().equals(purpose))
                .map(Part::address)
                .toList();
    }

    @Test
    void anUnknownOutcomeIsRepeatedOnceAfterItsTimeAtWeChat() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            String code = stand.matter(1, "路灯坏了");
            stand.toVillagers.failNext(Api.SEND, TAKEN_IN_SILENCE, TAKEN_IN_SILENCE, TAKEN_IN_SILENCE);
            stand.cadreSays(1, "#" + code + " 答复一");
            stand.toVillager(1, part -> true);
            nothingUnderWay(stand);
            stand.clock.advance(REPEAT.minusSeconds(10));
            Awaiting.throughout(
                    "not before its time",
                    Duration.ofMillis(1500),
                    () -> answers(stand).size() == 1);
            stand.clock.advance(Duration.ofSeconds(11));
            Awaiting.until("once more", Stand.PATIENCE, () -> answers(stand).size() == 2);
            stand.toCadreOf(1, part -> Wording.in(part.text(), "reason.UNKNOWN"));
            stand.clock.advance(Duration.ofHours(1));
            stand.settled();
            assertThat(answers(stand)).containsExactly("答复一", "答复一");
            assertThat(stand.records.parts())
                    .filteredOn(part -> part.purpose().equals("ANSWER"))
                    .extracting(Part::state)
                    .containsExactly("UNKNOWN");
        }
    }

    @Test
    void anUnknownOutcomeIsRepeatedAtOnceAtWeComWhichDropsIt() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            stand.toCadres.failNext(Api.SEND, TAKEN_IN_SILENCE);
            stand.villagerSays(1, "路灯坏了");
            Awaiting.until("the repetition, which is dropped", Stand.PATIENCE, () -> stand.toCadres.duplicates() == 1);
            stand.settled();
            assertThat(stand.sentToCadre(1)).hasSize(1);
            assertThat(stand.records.parts()).extracting(Part::state).containsExactly("SENT");
        }
    }

    @Test
    void aWeComThatIsSilentForAWhileLosesNothingAndKeepsTheOrder() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            stand.toCadres.failNext(Api.SEND, StubFault.hangUp(), StubFault.hangUp(), StubFault.hangUp());
            stand.villagerSays(1, "路灯坏了一");
            stand.villagerSays(1, "路灯坏了二");
            Awaiting.until(
                    "twice in vain", Stand.PATIENCE, () -> stand.records.number("SELECT max(tries) FROM outbox") == 2);
            stand.clock.advance(Duration.ofSeconds(6));
            Awaiting.until(
                    "three times", Stand.PATIENCE, () -> stand.records.number("SELECT max(tries) FROM outbox") == 3);
            stand.clock.advance(Duration.ofSeconds(31));
            stand.settled();
            assertThat(stand.sentToCadre(1))
                    .extracting(StubSent::text)
                    .extracting(text -> text.substring(text.length() - 5))
                    .containsExactly("路灯坏了一", "路灯坏了二");
        }
    }

    @Test
    void anExpiredTokenIsRenewedOnce() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 4), database)) {
            stand.matter(1, "路灯坏了");
            int before = stand.toCadres.calls(Api.TOKEN);
            stand.toCadres.expireTokens();
            for (int villager = 2; villager <= 4; villager++) {
                stand.villagerSays(villager, "水管漏了" + villager);
            }
            stand.settled();
            assertThat(stand.toCadres.calls(Api.TOKEN)).isEqualTo(before + 1);
            assertThat(stand.sentToCadre(1)).hasSize(4);
        }
    }
}

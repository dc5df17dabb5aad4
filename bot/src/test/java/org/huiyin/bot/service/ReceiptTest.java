package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentSender.Webhook;
import org.huiyin.bot.service.Records.Part;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts come before, after and twice, and the part's state only moves forward. */
class ReceiptTest {
    private final TestDatabase database = TestDatabase.create();
    private Stand stand;
    private String code;

    /** The reply budget is over, so that what the cadre answers goes as a template message, the only one that a receipt follows. */
    @BeforeEach
    void start() throws Exception {
        stand = new Stand(Stand.Setup.of(1, 1).withTemplates(), database);
        code = stand.matter(1, "路灯坏了");
        stand.clock.advance(Duration.ofHours(49));
    }

    @AfterEach
    void stop() {
        stand.close();
        database.close();
    }

    @Test
    void afterTheSendingAndTwice() throws Exception {
        StubSent sent = answer();
        stand.settled();
        Webhook receipt = receipt(sent.messageId(), "success");
        tell(receipt);
        awaitState("DELIVERED");
        tell(receipt);
        tell(receipt(sent.messageId(), "failed:user block"));
        Awaiting.throughout("it has arrived", Duration.ofMillis(500), () -> states().equals(List.of("DELIVERED")));
        assertThat(stand.smsOf(1)).doesNotContain("已修好");
    }

    @Test
    void beforeTheSendingIsRecorded() throws Exception {
        // The stand-in counts its messages: this will be the number of the first.
        tell(receipt("1001", "success"));
        assertThat(answer().messageId()).isEqualTo("1001");
        awaitState("DELIVERED");
    }

    @Test
    void thatItWasRefusedAndThenThatItArrivedAfterAll() throws Exception {
        StubSent sent = answer();
        stand.settled();
        tell(receipt(sent.messageId(), "failed:user block"));
        stand.toCadreOf(
                1, part -> Wording.in(part.text(), "cadre.failed") && Wording.in(part.text(), "cadre.failed.next.sms"));
        Awaiting.until("the way round", Stand.PATIENCE, () -> stand.smsOf(1).contains("已修好"));
        // WeChat tells its events apart by the second.
        long second = Instant.now().getEpochSecond();
        Awaiting.until("the next second", Stand.PATIENCE, () -> Instant.now().getEpochSecond() > second);
        tell(receipt(sent.messageId(), "success"));
        awaitState("DELIVERED");
    }

    private StubSent answer() throws Exception {
        stand.cadreSays(1, "#" + code + " 已修好");
        return stand.toVillager(1, part -> part.type().equals("template"));
    }

    private Webhook receipt(String messageId, String status) {
        return stand.wechat.templateFinished(PaperCounty.openId(1), messageId, status);
    }

    private void tell(Webhook receipt) throws Exception {
        assertThat(stand.door().post("wechat", receipt).body()).isEqualTo("success");
    }

    private void awaitState(String state) throws Exception {
        Awaiting.until("the answer is " + state, Stand.PATIENCE, () -> states().contains(state));
    }

    /** Of what was sent to the villager by WeChat. */
    private List<String> states() throws Exception {
        return stand.records.parts().stream()
                .filter(part -> part.purpose().equals("ANSWER"))
                .filter(part -> part.address().equals(PaperCounty.openId(1)))
                .map(Part::state)
                .toList();
    }
}

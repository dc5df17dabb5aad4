package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentSender.Webhook;
import org.huiyin.bot.service.Records.Part;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people hear back: in the answer to the webhook, within the reply budget, and not what was taken back. */
class ReplyTest {
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aRedeliveryIsAnsweredAlikeAndHasNoEffect() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            Webhook hook = stand.wechat.text(PaperCounty.openId(1), "4711", "路灯坏了");
            HttpResponse<String> first = stand.door().post("wechat", hook);
            assertThat(stand.passive(first)).contains("#", "已转给您的联系干部");
            // WeChat seals anew what it repeats, and may also repeat the very same bytes.
            Webhook anew = stand.wechat.text(PaperCounty.openId(1), "4711", "路灯坏了");
            for (Webhook again : List.of(hook, anew)) {
                HttpResponse<String> answer = stand.door().post("wechat", again);
                assertThat(stand.passive(answer)).isEqualTo(stand.passive(first));
                assertThat(createTime(stand, answer)).isEqualTo(createTime(stand, first));
            }
            assertThat(stand.records.entries("SAID")).hasSize(1);
            assertThat(stand.node(1).metric("huiyin_duplicates_total{channel=\"wechat\"}"))
                    .isEqualTo(2);

            Webhook left = stand.wechat.event(PaperCounty.openId(1), "unsubscribe", Map.of());
            assertThat(stand.door().post("wechat", left).body()).isEqualTo("success");
            assertThat(stand.door().post("wechat", left).body()).isEqualTo("success");
        }
    }

    private static String createTime(Stand stand, HttpResponse<String> answer) {
        return stand.opened(answer).text("CreateTime");
    }

    @Test
    void fivePartsAnswerOneMessageAndTheSixthGoesAnotherWay() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            String code = stand.matter(1, "路灯坏了");
            for (int answer = 1; answer <= 6; answer++) {
                stand.cadreSays(1, "#" + code + " 答复第" + answer + "次");
                int now = answer;
                Awaiting.until("answer " + answer + " went", Stand.PATIENCE, () -> heard(stand, now));
            }
            assertThat(stand.sentToVillager(1)).hasSize(5);
            stand.toCadreOf(1, part -> part.text().contains("微信还能发 1 条（#" + code));
            stand.toCadreOf(
                    1,
                    part -> part.text().contains("微信的回复次数或时间已用完") && part.text().contains("已改发短信"));
            assertThat(stand.smsOf(1)).contains("答复第6次").doesNotContain("答复第5次");

            // His next message opens a new budget.
            stand.villagerSays(1, "好的知道");
            stand.cadreSays(1, "#" + code + " 答复第7次");
            stand.toVillager(1, part -> part.text().endsWith("答复第7次"));
        }
    }

    private static boolean heard(Stand stand, int answer) throws Exception {
        String words = "答复第" + answer + "次";
        boolean chat = stand.sentToVillager(1).stream().map(StubSent::text).anyMatch(text -> text.endsWith(words));
        return chat || stand.smsOf(1).contains(words);
    }

    @Test
    void whatIsTakenBackIsNotSentAndWhatIsSentIsNotTakenBack() throws Exception {
        int waves = 4;
        int each = 10;
        try (Stand stand = new Stand(Stand.Setup.of(waves * each, 1).withUndo(Duration.ofSeconds(30)), database)) {
            for (int wave = 0; wave < waves; wave++) {
                race(stand, wave * each + 1, each);
            }
            stand.settled();
            // Which side wins a race is the machine's affair; that it is never both is ours.
            for (int cadre = 1; cadre <= waves * each; cadre++) {
                takenBackOrSent(stand, cadre);
            }
        }
    }

    /** Each of the cadres answers; when the time to take it back is just over, all of them try: the first commits wake the deliverer. */
    private static void race(Stand stand, int first, int each) throws Exception {
        List<Webhook> undos = new ArrayList<>();
        for (int cadre = first; cadre < first + each; cadre++) {
            String code = stand.matter(cadre, "路灯坏了");
            stand.cadreSays(cadre, "#" + code + " 马上修");
            undos.add(stand.wecom.text(PaperCounty.userId(cadre), stand.messageId(), "撤回"));
        }
        Awaiting.until(
                "only the answers wait",
                Stand.PATIENCE,
                () -> stand.records.number("SELECT count(*) FROM outbox") == each);
        stand.clock.advance(Duration.ofSeconds(31));
        List<CompletableFuture<HttpResponse<String>>> posted =
                undos.stream().map(undo -> stand.door().posting("wecom", undo)).toList();
        for (CompletableFuture<HttpResponse<String>> one : posted) {
            assertThat(one.get(Stand.PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
        }
    }

    /** What the database says of it, after making sure that the provider and the cadre were told the same. */
    private static void takenBackOrSent(Stand stand, int cadre) throws Exception {
        String openId = PaperCounty.openId(cadre);
        List<Part> answers = stand.records.parts().stream()
                .filter(part ->
                        part.purpose().equals("ANSWER") && part.address().equals(openId))
                .toList();
        assertThat(answers).hasSize(1);
        boolean taken = answers.get(0).state().equals("UNDONE");
        assertThat(stand.toVillagers.sentTo(openId)).as("sent to %s", openId).hasSize(taken ? 0 : 1);
        stand.toCadre(PaperCounty.userId(cadre), part -> part.text().contains(taken ? "已撤回，没有发出" : "来不及撤回"));
    }
}

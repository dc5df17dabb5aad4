package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "Was it really solved?" The villager's word, and what silence means. */
class TalkSolvedTest {
    private static final TalkService SERVICE = new TalkService(50);
    private static final Duration UNDO = Duration.ofSeconds(31);
    private final Place place = SERVICE.place();
    private final Person zhang = place.person("zhangwei");
    private final Person wang = place.person("wangxiuying");
    private String code = "";

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @AfterEach
    void morning() {
        SERVICE.on(TalkService.MORNING);
    }

    private void resolved() {
        wang.says("路灯坏了");
        code = wang.code();
        again();
    }

    private void again() {
        zhang.says("#" + code + " 办结 路灯已修");
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).contains("解决了吗？1 解决了 2 没有 3 部分");
        zhang.hears();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "１", "1.", "一", " 1 ", "是", "yes", "解决了", "1 解决了", "满意"})
    void oneClosesIt(String yes) {
        resolved();
        wang.says(yes);
        assertThat(wang.hears()).contains("#" + code + " 就此结束");
        assertThat(zhang.hears()).contains("对方确认：已解决");
        zhang.says("待办");
        assertThat(zhang.hears()).isEqualTo("没有待办。");
    }

    @Test
    void whoHasNotBeenAskedYetHasNotAnswered() {
        wang.says("路灯坏了");
        String lamp = wang.code();
        wang.says("新 他说修又不修");
        zhang.says("#" + lamp + " 办结 路灯已修");
        wang.hears();
        wang.says("1");
        assertThat(wang.hears())
                .as("the only question he has read")
                .contains("已保密")
                .doesNotContain("就此结束");
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).contains("#" + lamp + " 解决了吗");
        wang.says("1");
        assertThat(wang.hears()).contains("#" + lamp + " 就此结束");
    }

    @Test
    void theQuestionStandsWhateverIsSaidBetween() {
        resolved();
        zhang.says("#" + code + " 您好");
        zhang.says("#" + code + " 您好");
        SERVICE.pass(UNDO);
        wang.says("进度");
        wang.hears();
        wang.says("没有");
        assertThat(wang.hears()).contains("退回张伟");
    }

    @ParameterizedTest
    @ValueSource(strings = {"还有一句", "办结 这次真修好了"})
    void whatIsTakenBackLaterLeavesTheQuestionAsItWas(String later) {
        resolved();
        zhang.says("#" + code + " " + later);
        zhang.hears();
        zhang.says("撤回");
        assertThat(zhang.hears()).contains("已撤回");
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).isEmpty();
        zhang.says("待办");
        assertThat(zhang.hears()).contains("已办结");
        wang.says("1");
        assertThat(wang.hears()).contains("#" + code + " 就此结束");
    }

    @Test
    void aButtonSaysItAsWellAndOnlyOnce() {
        resolved();
        wang.presses(wang.card(), "1");
        assertThat(wang.hears()).contains("#" + code + " 就此结束");
        wang.presses(wang.card(), "2");
        assertThat(wang.hears()).contains("#" + code + " 已经回答过了");
        assertThat(zhang.hears()).doesNotContain("重办");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "２", "二", "没有", "还没修好", "没解决", "no", "not solved"})
    void twoReopensIt(String no) {
        resolved();
        wang.says(no.equals("还没修好") ? "没修好" : no);
        assertThat(wang.hears()).contains("没有解决", "退回张伟", code);
        assertThat(zhang.hears()).contains("【重办 #" + code);
        zhang.says("待办");
        assertThat(zhang.hears()).contains("等待答复");
    }

    @Test
    void aSecondNoClimbsOneLevel() {
        resolved();
        wang.says("2");
        again();
        wang.says("2");
        assertThat(wang.hears()).contains("已报上一级，由李强", code);
        assertThat(place.person("liqiang").everything()).contains("【#" + code, "路灯坏了");
        zhang.says("待办");
        assertThat(zhang.hears()).isEqualTo("没有待办。");
    }

    @Test
    void atTheTopItIsDoneAgainAndAgain() {
        Person han = place.person("hanshuzhen");
        Person desk = place.person("liujianguo");
        han.says("要修桥");
        String bridge = han.code();
        desk.says("#" + bridge + " 办结 批了");
        assertThat(denied(han))
                .as("the county's leader, with a household of his own")
                .contains("已退回刘建国");
        desk.says("#" + bridge + " 办结 批了");
        assertThat(denied(han)).as("somebody else of the desk").contains("已报上一级，由县服务台");
        Person sun = place.person("sunli");
        for (int i = 0; i < 3; i++) {
            sun.says("#" + bridge + " 办结 批了");
            assertThat(denied(han)).contains("已退回县服务台");
        }
    }

    private static String denied(Person villager) {
        SERVICE.pass(UNDO);
        villager.hears();
        villager.says("2");
        return villager.hears();
    }

    @Test
    void partlyGoesOn() {
        resolved();
        wang.says("3");
        assertThat(wang.hears()).contains("只解决了一部分", "张伟");
        assertThat(zhang.hears()).contains("【续办 #" + code);
    }

    @Test
    void otherWordsAreAppendedAndTheQuestionIsAskedAgain() {
        resolved();
        wang.says("亮是亮了，有点闪");
        assertThat(wang.hears()).contains("#" + code + " 解决了吗？");
        assertThat(zhang.hears()).contains("【#" + code, "有点闪");
        wang.says("3");
        assertThat(wang.hears()).contains("一部分");
    }

    @Test
    void aPhotoIsAppendedAndTheQuestionIsAskedAgain() {
        resolved();
        wang.sendsPhoto("");
        assertThat(wang.hears()).contains("#" + code + " 解决了吗？");
        assertThat(zhang.news()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"谢谢", "谢谢您！", "thanks", "好的", "辛苦了"})
    void thanksReopenNothingAndCloseNothing(String thanks) {
        resolved();
        wang.says(thanks);
        assertThat(wang.hears()).contains("不客气");
        assertThat(zhang.hears()).isEmpty();
        wang.says("1");
        assertThat(wang.hears()).contains("就此结束");
    }

    @Test
    void twoQuestionsAreToldApartByCodeQuoteOrButton() {
        resolved();
        String lamp = code;
        wang.says("新 水管坏了");
        String pipe = wang.code();
        zhang.says("#" + pipe + " 办结 水管已修");
        SERVICE.pass(UNDO);
        zhang.hears();
        wang.hears();
        wang.says("#" + lamp + " 2");
        assertThat(wang.hears()).contains("#" + lamp + " 已退回");
        wang.says("1");
        assertThat(wang.hears()).contains("#" + pipe + " 就此结束");
    }

    // -------------------------------------------------------------------------------------------------------------------- silence

    @Test
    void silenceClosesItFiveWorkingDaysAfterItIsKnownToHaveArrived() {
        resolved();
        SERVICE.on("2026-11-27T23:59");
        assertThat(wang.hears()).isEmpty();
        SERVICE.on("2026-11-28T00:01");
        assertThat(wang.hears()).as("at night").isEmpty();
        SERVICE.on("2026-11-28T07:31");
        assertThat(wang.hears()).contains("#" + code + " 一直没有收到您的回音，先结束");
        zhang.hears();
        zhang.says("待办");
        assertThat(zhang.hears()).isEqualTo("没有待办。");
        wang.says("还是不亮");
        assertThat(wang.hears()).as("it goes on").contains("#" + code, "没有解决");
        assertThat(zhang.hears()).contains("还是不亮");
    }

    @Test
    void withoutProofSilenceIsNoConsent() {
        try (TalkService mute = new TalkService(1)) {
            mute.withoutReceipts();
            Person wangs = mute.place().person("wangxiuying");
            Person zhangs = new Place(mute, 0).person("zhangwei");
            wangs.says("路灯坏了");
            zhangs.says("办结 修好了");
            mute.pass(UNDO);
            wangs.hears();
            zhangs.hears();
            mute.on("2026-11-28T00:01");
            assertThat(wangs.hears()).isEmpty();
            mute.on("2026-11-28T08:00");
            assertThat(zhangs.hears()).contains("没有证据送到，请打电话或上门");
            zhangs.says("待办");
            assertThat(zhangs.hears()).contains("已办结，等对方确认");
            wangs.says("2");
            assertThat(wangs.hears()).as("a late answer counts").contains("退回张伟");
        }
    }
}

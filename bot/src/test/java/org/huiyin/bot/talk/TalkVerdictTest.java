package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The word on whether it is solved: which matter it is about, what it was asked about, and what it sets going. */
class TalkVerdictTest extends DeskChat {
    private static final TalkService SERVICE = new TalkService(33);

    TalkVerdictTest() {
        super(SERVICE);
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void theSecondNoGoesUpHoweverItIsSaid() {
        wang.says("路灯坏了");
        String code = wang.code();
        for (int i = 0; i < 2; i++) {
            zhang.says("#" + code + " 办结 修好了");
            SERVICE.pass(UNDO);
            if (i == 1) {
                SERVICE.on("2026-11-28T09:00");
            }
            wang.hears();
            wang.says("2");
        }
        assertThat(holder(code) + wang.hears()).contains("OPEN L1");
    }

    @Test
    void wordsAreEnoughAfterSilence() {
        wang.says("路灯坏了");
        String code = wang.code();
        zhang.says("#" + code + " 办结 修好了");
        SERVICE.pass(UNDO);
        SERVICE.on("2026-11-28T09:00");
        String told = wang.hears();
        wang.says("没修好，灯还是不亮");
        assertThat(holder(code) + told + wang.hears()).contains("OPEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "很满意", "非常满意", "解决了", "都好了"})
    void afterAYesNothingNewIsOpened(String text) {
        wang.says("路灯坏了");
        zhang.says("#" + wang.code() + " 办结 修好了");
        SERVICE.pass(UNDO);
        wang.says("1");
        wang.hears();
        wang.says(text);
        assertThat(wang.hears()).doesNotContain("已转给您的联系干部");
    }

    @Test
    void itGoesBackToTheDepartment() {
        wang.says("0");
        String code = wang.code();
        desk.says("#" + code + " 转办 农业农村局 归你们");
        xu.says("#" + code + " 办结 好了");
        SERVICE.on("2026-11-28T09:00");
        wang.says("2");
        assertThat(holder(code)).startsWith("xuli");
    }

    @Test
    void whatWasNotReadIsNotContested() {
        wang.says("0");
        String code = wang.code();
        SERVICE.on("2026-11-20T22:30");
        desk.says("#" + code + " 不受理 属法院管辖，请到县法院");
        wang.hears();
        wang.says("2");
        assertThat(holder(code) + wang.hears()).contains("CLOSED");
    }

    @Test
    void whatGoesOnIsNotShown() {
        wang.says("路灯坏了");
        String code = wang.code();
        zhang.says("#" + code + " 办结 修好了");
        SERVICE.pass(UNDO);
        SERVICE.on("2026-11-28T09:00");
        zhang.says("#" + code + " 公开摘要 路灯已修好");
        wang.says("1");
        wang.says("2");
        assertThat(holder(code)
                        + SERVICE.count(
                                "SELECT count(*) FROM publication p JOIN ticket t ON t.id=p.ticket_id WHERE t.code=? AND p.consent",
                                code))
                .isEqualTo(code("zhangwei") + " OPEN L00");
    }

    @Test
    void whatWasNotReadIsNotAgreedTo() {
        wang.says("路灯坏了");
        String code = wang.code();
        zhang.says("#" + code + " 办结 修好了");
        SERVICE.pass(UNDO);
        wang.says("1");
        SERVICE.on("2026-11-20T22:00");
        zhang.says("#" + code + " 公开摘要 路灯已修好");
        wang.hears();
        wang.says("1");
        assertThat(SERVICE.count(
                        "SELECT count(*) FROM publication p JOIN ticket t ON t.id=p.ticket_id WHERE t.code=? AND p.consent",
                        code))
                .as(wang.hears())
                .isZero();
    }

    @Test
    void whatWasWithdrawnIsNotShown() {
        wang.says("路灯坏了");
        String code = wang.code();
        wang.says("撤诉");
        wang.hears();
        zhang.says("#" + code + " 公开摘要 路灯已修好");
        assertThat(wang.hears()).doesNotContain("办好了");
    }

    @Test
    void whatIsPassedUpAtOnceIsNotAskedAbout() {
        wang.says("路灯坏了");
        String code = wang.code();
        wang.hears();
        zhang.says("#" + code + " 办结 修好了");
        zhang.says("#" + code + " 上报 其实要镇里协调");
        SERVICE.pass(UNDO);
        String heard = wang.hears();
        wang.says("1");
        assertThat(heard + " || " + wang.hears() + holder(code)).doesNotContain("解决了吗");
    }

    @Test
    void whatIsWithdrawnIsNotAskedAbout() {
        wang.says("路灯坏了");
        String code = wang.code();
        zhang.says("#" + code + " 办结 修好了");
        wang.says("撤诉");
        wang.hears();
        SERVICE.pass(UNDO);
        String heard = wang.hears();
        wang.says("1");
        String then = wang.hears();
        assertThat(heard + " || " + then).doesNotContain("解决了吗", "已转给");
    }

    @Test
    void whatIsGivenAwayIsNotAskedAbout() {
        wang.says("0");
        String code = wang.code();
        desk.says("#" + code + " 办结 好了");
        SERVICE.pass(UNDO);
        wang.hears();
        desk.says("#" + code + " 转办 农业农村局 还要再看");
        wang.hears();
        wang.says("1");
        assertThat(holder(code) + wang.hears() + " XU: " + xu.hears()).doesNotContain("补充");
    }

    /** Proof that the first question arrived is none that the second did. */
    @Test
    void proofIsOfThisQuestion() {
        try (TalkService county = new TalkService(1)) {
            Place there = county.place();
            Person villager = there.person("wangxiuying");
            Person cadre = there.person("zhangwei");
            villager.says("路灯坏了");
            String code = villager.code();
            cadre.says("#" + code + " 办结 修好了");
            county.pass(UNDO);
            villager.says("2");
            county.withoutReceipts();
            cadre.says("#" + code + " 办结 又修了");
            county.pass(UNDO);
            cadre.hears();
            county.on("2026-11-28T09:00");
            assertThat(county.text("SELECT state FROM ticket WHERE code = ?", code))
                    .isEqualTo("RESOLVED");
            assertThat(cadre.hears()).as("he asks in person").contains("没有证据送到");
            villager.says("2");
            Person leader = there.person("liqiang");
            leader.says("#" + code + " 办结 换了新的");
            county.pass(UNDO);
            leader.hears();
            county.on("2026-12-10T09:00");
            assertThat(leader.hears()).as("so does who has it next").contains("没有证据送到");
        }
    }

    @Test
    void aDepartmentsSecondNoGoesToTheDesk() {
        String code = department();
        for (int i = 0; i < 2; i++) {
            xu.says("#" + code + " 办结 好了");
            SERVICE.pass(UNDO);
            wang.hears();
            wang.says("2");
        }
        assertThat(holder(code) + wang.hears()).startsWith("liujianguo");
    }

    @Test
    void takingBackStartsNothingAnew() {
        wang.says("路灯坏了");
        String code = wang.code();
        String before = of("reply_due_at", code);
        SERVICE.on("2026-11-23T21:30");
        zhang.says("#" + code + " 明天来");
        SERVICE.on("2026-11-23T22:00");
        wang.says("#" + code + " 还有一盏也坏了");
        zhang.says("撤回");
        assertThat(of("reply_due_at || t.state", code)).isEqualTo(before + "OPEN");
    }

    @Test
    void whoeverHasNoAddressIsNotWaitedFor() {
        zhang.says("登记 北关村 马晓燕 低保未办");
        String code = zhang.code();
        zhang.says("#" + code + " 办结 已办好");
        String said = zhang.hears();
        SERVICE.on("2026-12-28T09:00");
        assertThat(holder(code) + " acts " + of("acts_at", code) + " questions "
                        + SERVICE.count(
                                "SELECT count(*) FROM question q JOIN ticket t ON t.id=q.ticket_id WHERE t.code=?",
                                code)
                        + said)
                .doesNotContain("RESOLVED");
    }

    private void resolvedOn(String day, String words, String result) {
        wang.says(words);
        String code = wang.code();
        zhang.says("#" + code + " 办结 " + result);
        SERVICE.pass(UNDO);
        SERVICE.on(day);
    }

    /** What was closed for want of an answer asks last, and alone on its day. */
    @Test
    void itIsAboutWhatWasAskedJustNow() {
        resolvedOn("2026-11-25T10:00", "路灯坏了", "修好了");
        String first = wang.code();
        resolvedOn("2026-11-28T09:00", "新 水管漏了", "管子换了");
        wang.hears();
        wang.says("2");
        assertThat(wang.hears()).contains("#" + first, "没有解决");
        assertThat(holder(first)).contains("OPEN");
    }

    @Test
    void whereItIsAboutEitherOfTwoHeIsAskedWhich() {
        resolvedOn("2026-11-20T10:30", "路灯坏了", "修好了");
        String first = wang.code();
        resolvedOn("2026-11-20T11:00", "新 水管漏了", "管子换了");
        String second = wang.code();
        wang.hears();
        wang.says("2");
        assertThat(wang.hears()).contains("说的是哪一件", "“#" + first + " 2”", "“#" + second + " 2”");
        assertThat(holder(first) + holder(second)).doesNotContain("OPEN");
        wang.says("#" + first + " 2");
        assertThat(wang.hears()).contains("#" + first, "没有解决");
        wang.says("1");
        assertThat(wang.hears()).contains("#" + second + " 就此结束");
    }

    @Test
    void withItsCodeItMayBeContested() {
        resolvedOn("2026-11-28T09:00", "路灯坏了", "修好了");
        String code = wang.code();
        wang.says("#" + code + " 2");
        assertThat(holder(code)).contains("OPEN");
    }

    /** Danger is a matter of its own, with its own clock. */
    @Test
    void dangerIsNotPartOfWhatIsResolved() {
        resolvedOn("2026-11-20T10:30", "路灯坏了", "修好了");
        String first = wang.code();
        wang.says("电线掉下来，有人触电了");
        assertThat(wang.code()).isNotEqualTo(first);
        assertThat(of("t.urgency || ' ' || (t.acts_at IS NOT NULL)", wang.code()))
                .isEqualTo("DANGER true");
    }
}

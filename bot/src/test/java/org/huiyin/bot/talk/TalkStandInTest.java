package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who is away has somebody who stands in for him, and what was his is his again: with a cover, without one, and with a cover who goes away too. */
class TalkStandInTest extends DeskChat {
    private static final TalkService SERVICE = new TalkService(18);

    TalkStandInTest() {
        super(SERVICE);
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void withoutACoverItIsHisAgainToo() {
        wang.says("路灯坏了");
        String code = wang.code();
        zhang.says("请假 2 天");
        zhang.hears();
        wang.hears();
        zhang.says("销假");
        assertThat(holder(code) + " | " + zhang.hears()).startsWith("zhangwei");
    }

    @Test
    void soItIsWithTheHeadOfADepartment() {
        wang.says("0");
        String code = wang.code();
        desk.says("#" + code + " 转办 农业农村局 归你们");
        xu.says("请假 1 天");
        String during = holder(code);
        xu.hears();
        xu.says("销假");
        assertThat(holder(code) + " during " + during + xu.hears()).startsWith("xuli");
    }

    @Test
    void theCoverIsToldEvenIfThereIsNothingYet() {
        zhang.says("请假 3 天 由 " + code("liqiang") + " 代");
        assertThat(li.hears()).isNotEmpty();
    }

    @Test
    void theCoverOfACover() {
        wang.says("路灯坏了");
        String code = wang.code();
        zhang.says("请假 3 天 由 " + code("liqiang") + " 代");
        li.says("请假 5 天 由 " + code("heping") + " 代");
        zhang.says("销假");
        String then = holder(code) + zhang.hears();
        li.says("销假");
        assertThat(then + " | " + holder(code) + wang.hears()).startsWith("zhangwei");
    }

    @Test
    void whoeverIsLinkedMeanwhileHasIt() throws Exception {
        wang.says("路灯坏了");
        zhang.says("请假 3 天 由 " + code("liqiang") + " 代");
        SERVICE.register(
                "links.csv",
                "household_code,cadre_code,since",
                "bg-001." + place.number + ",chenfang." + place.number + ",2026-11-20");
        wang.hears();
        zhang.hears();
        String during = SERVICE.text(
                "SELECT c.code FROM ticket t JOIN cadre c ON c.id = t.holder_cadre_id WHERE t.code = ?", wang.code());
        zhang.says("销假");
        assertThat(during + wang.hears() + zhang.hears())
                .startsWith("chenfang")
                .doesNotContain("陈芳（青禾县民政局）回来了")
                .contains("交还您 0 件");
    }

    @Test
    void whoCoversTheDeskSeesNoComplaintAboutHimself() {
        wang.says("投诉 张伟收了钱不办事");
        String code = wang.code();
        desk.says("请假 1 天 由 zhangwei." + place.number + " 代");
        zhang.hears();
        zhang.says("#" + code);
        zhang.says("待办");
        assertThat(zhang.hears()).doesNotContain("保密件", "下一句");
    }

    @Test
    void whatIsHeldWithSomebodyAwayIsNotLookedAtForEver() {
        wang.says("张伟怎么回事");
        desk.says("请假 1 天");
        for (int i = 0; i < 5; i++) {
            SERVICE.pass(Duration.ofSeconds(1));
        }
        assertThat(SERVICE.count(
                        "SELECT count(*) FROM inbound WHERE channel = 'clock' AND at > ?::timestamptz - interval '10 s'",
                        SERVICE.now()))
                .isLessThan(3);
    }

    @Test
    void aCoverIsNotCalledTheLinkedCadre() {
        zhang.says("请假 3 天 由 " + code("liqiang") + " 代");
        wang.says("路灯坏了");
        assertThat(wang.hears()).doesNotContain("您的联系干部李强");
    }

    @Test
    void theDesksOwnSeatIsSomebodysAgain() {
        wang.says("0");
        String code = wang.code();
        desk.says("请假 2 天");
        sun.says("请假 2 天");
        String during = holder(code);
        desk.says("销假");
        sun.says("销假");
        desk.hears();
        desk.says("#" + code + " 办结 好了");
        desk.says("待办");
        assertThat(during + " | " + holder(code) + " | " + desk.hears()).doesNotContain("没有找到");
    }

    @Test
    void noCoverIsNamedInIt() {
        Person stranger = place.stranger();
        stranger.says("投诉 周敏收了钱不办事");
        desk.says("请假 1 天 由 " + code("zhoumin") + " 代");
        assertThat(place.person("zhoumin").everything()).doesNotContain(stranger.code());
    }

    /** Nothing is waited for from whoever stands in: the villager has it, and is not told. */
    @Test
    void whatIsResolvedIsNotSpokenOf() {
        wang.says("路灯坏了");
        zhang.says("#" + wang.code() + " 办结 修好了");
        SERVICE.pass(UNDO);
        wang.hears();
        zhang.says("请假 3 天 由 " + code("liqiang") + " 代");
        zhang.says("销假");
        assertThat(wang.hears()).isEmpty();
        assertThat(holder(wang.code())).startsWith(code("zhangwei"));
    }
}

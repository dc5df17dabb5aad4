package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody is away: what is his goes to whoever covers for him, and back. */
class TalkLeaveTest {
    private static final TalkService SERVICE = new TalkService(20);
    private final Place place = SERVICE.place();
    private final Person wang = place.person("wangxiuying");
    private final Person ma = place.person("maguofu");
    private final Person zhang = place.person("zhangwei");
    private final Person li = place.person("liqiang");
    private final String liCode = "liqiang." + place.number;

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @AfterEach
    void morning() {
        SERVICE.on(TalkService.MORNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"请假 3 天 由 %s 代", "请假3天，由%s代", "请假三天 由%s代办", "on leave 3 days by %s"})
    void whatHeHoldsAndWhatComesGoesToTheCover(String line) {
        wang.says("路灯坏了");
        String lamp = wang.code();
        String due = SERVICE.text("SELECT reply_due_at::text FROM ticket WHERE code = ?", lamp);
        wang.hears();
        zhang.says(line.formatted(liCode));
        assertThat(zhang.hears()).contains("已请假到11月22日24:00，由李强代办，移交 1 件");
        assertThat(li.hears()).contains("【代办 #" + lamp, "张伟交接", "路灯坏了");
        assertThat(wang.hears()).contains("#" + lamp + " 张伟暂时不在，由李强", "时间不变");
        assertThat(SERVICE.text("SELECT reply_due_at::text FROM ticket WHERE code = ?", lamp))
                .as("nobody gains time")
                .isEqualTo(due);
        ma.says("水管漏了");
        assertThat(ma.hears()).contains("已转给李强");
        assertThat(li.hears()).contains("水管漏了");
        assertThat(zhang.hears()).doesNotContain("水管漏了");
    }

    @Test
    void withoutACoverTheDeputyOrTheLevelAboveHasIt() {
        wang.says("路灯坏了");
        zhang.says("请假 2 天");
        assertThat(zhang.hears()).contains("移交 1 件给副职或上一级");
        assertThat(li.hears()).contains("【代办 #" + wang.code());
    }

    @Test
    void backEarlyOrAtTheEndItIsHisAgain() {
        wang.says("路灯坏了");
        zhang.says("请假 3 天 由 " + liCode + " 代");
        zhang.hears();
        wang.hears();
        zhang.says("销假");
        assertThat(zhang.hears()).contains("【代办 #" + wang.code(), "已销假");
        assertThat(wang.hears()).contains("张伟", "回来了");
        zhang.says("销假");
        assertThat(zhang.hears()).contains("您没有在请假");

        zhang.says("请假 1 天 由 " + liCode + " 代");
        zhang.hears();
        SERVICE.on("2026-11-21T09:00");
        assertThat(zhang.hears()).contains("您的请假到期了");
        zhang.says("#" + wang.code() + " 明天来修");
        assertThat(zhang.hears()).contains("30秒后发给");
    }

    /** Chen leads a village, and is no cover of her households by that: what comes back is hers as their cadre. */
    @Test
    void itComesBackToTheVeryPostItCameFrom() {
        Person huang = place.person("huangyumei");
        Person chen = place.person("chenfang");
        huang.says("路灯坏了");
        chen.says("请假 3 天 由 " + liCode + " 代");
        chen.says("销假");
        assertThat(SERVICE.text(
                        "SELECT d.kind FROM ticket t JOIN duty d ON d.id = t.holder_id WHERE t.code = ?", huang.code()))
                .isEqualTo("LINK");
    }

    @Test
    void whoChangesHisCoverHasTheLastOne() {
        Person he = place.person("heping");
        wang.says("路灯坏了");
        zhang.says("请假 5 天 由 " + liCode + " 代");
        zhang.says("请假 2 天 由 heping." + place.number + " 代");
        assertThat(he.hears()).contains("【代办 #" + wang.code());
        zhang.says("请假 1 天");
        assertThat(li.hears()).as("his leader, as nobody covers").contains("【代办 #" + wang.code());
        assertThat(SERVICE.count("SELECT count(*) FROM duty WHERE kind = 'COVER' AND live"))
                .isZero();
    }

    @Test
    void whoCoversMayGoAwayToo() {
        Person he = place.person("heping");
        wang.says("路灯坏了");
        zhang.says("请假 5 天 由 " + liCode + " 代");
        li.hears();
        li.says("请假 2 天");
        assertThat(li.hears()).contains("移交 1 件");
        assertThat(he.hears()).contains("【代办 #" + wang.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"请假", "请假 由李强代", "请假 99 天", "请假 明天", "请假 0 天"})
    void whatIsNotClearIsAskedAndChangesNothing(String line) {
        wang.says("路灯坏了");
        zhang.hears();
        zhang.says(line);
        assertThat(zhang.hears()).contains("请写：“请假 3 天 由 李强 代”");
        assertThat(li.hears()).isEmpty();
        assertThat(wang.everything()).doesNotContain("代办");
    }

    @Test
    void anUnknownCoverIsNoCover() {
        zhang.says("请假 3 天 由 王二麻子 代");
        assertThat(zhang.hears()).contains("叫“王二麻子”、能代您的有 0 位");
        assertThat(SERVICE.count(
                        "SELECT count(*) FROM absence a JOIN cadre c ON c.id = a.cadre_id WHERE c.code = ?",
                        "zhangwei." + place.number))
                .isZero();
    }

    /** A complaint about him stays where it is, whoever covers. */
    @Test
    void aComplaintDoesNotPassThroughACover() {
        wang.says("投诉 张伟从来不来");
        zhang.says("请假 3 天 由 " + liCode + " 代");
        assertThat(zhang.hears()).contains("移交 0 件");
        assertThat(li.hears()).contains("由您代办，现有 0 件").doesNotContain("#");
    }
}

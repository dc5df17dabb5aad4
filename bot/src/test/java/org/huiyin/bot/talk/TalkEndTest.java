package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a matter ends: withdrawn, rated, contested, shown or not; and how one begins without a name. */
class TalkEndTest {
    private static final TalkService SERVICE = new TalkService(30);
    private final Place place = SERVICE.place();
    private final Person wang = place.person("wangxiuying");
    private final Person zhang = place.person("zhangwei");
    private String code = "";

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @AfterEach
    void morning() {
        SERVICE.on(TalkService.MORNING);
    }

    private void opened() {
        wang.says("路灯坏了");
        code = wang.code();
        wang.hears();
        zhang.hears();
    }

    private void resolved() {
        opened();
        zhang.says("#" + code + " 办结 路灯已修");
        SERVICE.pass(CadreChat.UNDO);
        wang.hears();
        zhang.hears();
    }

    @ParameterizedTest
    @ValueSource(strings = {"撤诉", "不用办了", "撤诉 #%s", "withdraw"})
    void theVillagerMayLeaveIt(String line) {
        opened();
        wang.says(line.formatted(code));
        assertThat(wang.hears()).contains("#" + code + " 已按您的意思撤销");
        assertThat(zhang.hears()).contains("【#" + code, "对方已撤销");
        wang.says("进度");
        assertThat(wang.hears()).contains("没有在办的事");
    }

    @Test
    void ofSeveralNoneIsGuessed() {
        opened();
        wang.says("新 水管漏了");
        wang.hears();
        wang.says("撤诉");
        assertThat(wang.hears()).contains("请写明编号");
        wang.says("撤诉 #" + code);
        assertThat(wang.hears()).contains("#" + code + " 已按您的意思撤销");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"A, SATISFIED", "b, FAIR", "Ｃ, DISSATISFIED", "不满意, DISSATISFIED", "基本满意, FAIR"})
    void whoIsContentMaySayHowMuch(String answer, String rating) {
        resolved();
        wang.says("1");
        assertThat(wang.hears()).contains("A 满意 B 基本满意 C 不满意");
        wang.says(answer);
        assertThat(wang.hears()).contains("谢谢您的评价");
        assertThat(SERVICE.count(
                        "SELECT count(*) FROM history h JOIN ticket t ON t.id = h.ticket_id WHERE t.code = ? AND h.kind = 'RATED' AND h.detail = ?",
                        code,
                        rating))
                .isEqualTo(1);
    }

    @Test
    void afterARatingWasAskedOtherWordsAreAMatterOfTheirOwn() {
        resolved();
        wang.says("1");
        wang.hears();
        wang.says("水管漏了");
        assertThat(wang.hears()).contains("已转给您的联系干部张伟");
    }

    @Test
    void whatSilenceEndedCanStillBeContested() {
        resolved();
        SERVICE.on("2026-11-28T09:00");
        assertThat(wang.hears()).contains("一直没有收到您的回音");
        wang.says("2");
        assertThat(wang.hears()).contains("没有解决", "退回张伟");
        assertThat(zhang.hears()).contains("【复核 #" + code);
        assertThat(SERVICE.count(
                        "SELECT count(*) FROM ticket WHERE code = ? AND state = 'OPEN' AND closed_at IS NULL AND redone = 1",
                        code))
                .isEqualTo(1);
    }

    @Test
    void aLateYesIsCounted() {
        resolved();
        SERVICE.on("2026-11-28T09:00");
        wang.hears();
        wang.says("1");
        assertThat(wang.hears()).contains("不客气");
        assertThat(SERVICE.count(
                        "SELECT count(*) FROM history h JOIN ticket t ON t.id = h.ticket_id WHERE t.code = ? AND h.kind = 'FEEDBACK' AND h.detail = 'YES'",
                        code))
                .isEqualTo(1);
    }

    @Test
    void aSummaryIsShownOnlyIfTheVillagerAgrees() {
        opened();
        zhang.says("#" + code + " 公开摘要 路灯已修好");
        assertThat(zhang.hears()).contains("没有办好结束");
        zhang.says("#" + code + " 办结 路灯已修");
        SERVICE.pass(CadreChat.UNDO);
        wang.says("1");
        zhang.hears();
        wang.hears();
        zhang.says("#" + code + " 公开摘要 路灯已修好");
        assertThat(zhang.hears()).contains("已问对方");
        assertThat(wang.hears()).contains("“路灯已修好”", "1 同意 2 不同意");
        assertThat(consents("consent IS NULL")).isEqualTo(1);
        wang.says("2");
        assertThat(wang.hears()).contains("不公开");
        assertThat(consents("NOT consent")).isEqualTo(1);
        zhang.says("#" + code + " 公开摘要 路灯修好了");
        wang.hears();
        wang.says("1");
        assertThat(wang.hears()).contains("可以公开");
        assertThat(consents("consent")).isEqualTo(1);
    }

    private long consents(String which) {
        return SERVICE.count(
                "SELECT count(*) FROM publication p JOIN ticket t ON t.id = p.ticket_id WHERE t.code = ? AND " + which,
                code);
    }

    @Test
    void whoGivesNoNameIsNobodysHousehold() {
        Person desk = new Person(SERVICE, "sim", "liujianguo");
        wang.says("匿名 村里的账没有公布");
        assertThat(wang.hears()).contains("匿名办理", "县服务台");
        code = wang.code();
        assertThat(desk.hears()).contains("【#" + code + " 匿名】村里的账没有公布").doesNotContain("王秀英");
        assertThat(zhang.hears()).isEmpty();
        assertThat(SERVICE.count(
                        "SELECT count(*) FROM ticket WHERE code = ? AND anonymous AND household_id IS NULL AND villager_id IS NULL",
                        code))
                .isEqualTo(1);
        desk.says("#" + code + " 已请纪委核查");
        SERVICE.pass(CadreChat.UNDO);
        assertThat(wang.hears()).contains("已请纪委核查");
    }

    @Test
    void aLevelSaysWhatItMakesOfItBeforeItPassesItOn() {
        opened();
        zhang.says("#" + code + " 上报 要镇里协调");
        Person li = place.person("liqiang");
        wang.hears();
        li.hears();
        li.says("#" + code + " 研判");
        assertThat(li.hears()).contains("请写几天内、谁、办什么");
        li.says("#" + code + " 研判 3天 电工赵师傅换灯");
        assertThat(li.hears()).contains("研判已记下");
        assertThat(wang.hears()).contains("#" + code + " 李强作了安排：电工赵师傅换灯，11月25日24:00前办");
        Person he = place.person("heping");
        li.says("#" + code + " 上报 要换变压器");
        assertThat(li.hears()).contains("已上报");
        he.says("#" + code + " 上报 镇里没有钱");
        assertThat(SERVICE.text(
                        "SELECT string_agg(h.detail, ', ' ORDER BY h.seq) FROM history h JOIN ticket t ON t.id = h.ticket_id WHERE t.code = ? AND h.kind = 'JUDGED'",
                        code))
                .as("passing it up, and why, is a judgement too")
                .isEqualTo("1 2026-11-25T16:00:00Z, 2 UP");
        zhang.hears();
        zhang.says("#" + code + " 我也去看看");
        SERVICE.pass(CadreChat.UNDO);
        assertThat(wang.hears()).as("who received it first still helps").contains("我也去看看");
    }

    @Test
    void twiceADayEverybodyHearsWhatLiesWithHim() {
        opened();
        SERVICE.on("2026-11-20T17:31");
        assertThat(zhang.hears()).contains("【待办】您手里有 1 件，其中过期 0 件", "#" + code);
        SERVICE.pass(Duration.ofMinutes(5));
        assertThat(zhang.hears()).isEmpty();
        SERVICE.on("2026-11-21T08:01");
        assertThat(zhang.hears()).as("a Saturday").doesNotContain("【待办】");
        SERVICE.on("2026-11-23T08:01");
        assertThat(zhang.hears()).contains("【待办】您手里有 1 件");
    }
}

package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The county desk gives matters to departments, which may return them, but not for ever; and declines what is nobody's. */
class TalkDispatchTest {
    private static final TalkService SERVICE = new TalkService(30);
    private final Place place = SERVICE.place();
    private final Person wang = place.person("wangxiuying");
    private final Person zhang = place.person("zhangwei");
    private final Person desk = new Person(SERVICE, "sim", "liujianguo");
    private final Person xu = new Person(SERVICE, "sim", "xuli");
    private String code = "";

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @AfterEach
    void morning() {
        SERVICE.on(TalkService.MORNING);
    }

    /** On a Friday, at the county desk. */
    @BeforeEach
    void aMatterAtTheDesk() {
        wang.says("0");
        code = wang.code();
        wang.hears();
        assertThat(desk.hears()).contains(code);
    }

    private void given() {
        desk.says("#" + code + " 转办 农业农村局 归你们管");
        assertThat(desk.hears()).contains("已转办，现在由徐莉");
    }

    @ParameterizedTest
    @ValueSource(strings = {"转办 农业农村局 归你们管", "转办青禾县农业农村局 归你们管", "交办：农业农村局，归你们管", "transfer 农业农村局 归你们管"})
    void itIsGivenToADepartmentAndTheVillagerHearsWhoHasIt(String order) {
        desk.says("#" + code + " " + order);
        assertThat(xu.hears()).contains("【转办 #" + code, "刘建国：归你们管", "不归您办，请在11月23日24:00前", "退单");
        assertThat(wang.hears()).contains("#" + code + " 已转徐莉");
        xu.says("#" + code + " 明天来看");
        SERVICE.pass(CadreChat.UNDO);
        assertThat(wang.hears()).contains("徐莉", "明天来看");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"转办 水利局 归你们管, 没有能接办的“水利局”。可转：青禾县农业农村局", "转办 民政局 归你们管, 没有能接办的“民政局”", "转办 农业农村局, 请写：“#", "转办, 没有能接办的"})
    void whoCannotTakeItIsSaidAndNothingChanges(String order, String told) {
        desk.says("#" + code + " " + order);
        assertThat(desk.hears()).contains(told);
        assertThat(wang.hears()).isEmpty();
        assertThat(xu.hears()).isEmpty();
    }

    @Test
    void itIsReturnedWithAReasonAndTheVillagerHearsThat() {
        given();
        xu.hears();
        wang.hears();
        xu.says("#" + code + " 退单");
        assertThat(xu.hears()).contains("退单要写理由");
        xu.says("#" + code + " 退单 属于水利部门");
        assertThat(xu.hears()).contains("已退回县服务台");
        assertThat(desk.hears()).contains("【退单 #" + code, "徐莉退回：属于水利部门");
        assertThat(wang.hears()).contains("徐莉说不归他们管（属于水利部门）", "县服务台");
        xu.says("#" + code + " 我再说一句");
        assertThat(xu.hears()).as("it is not his any more").contains("没有找到");
    }

    @Test
    void theThirdTimeItStays() {
        for (int time = 1; time <= 2; time++) {
            given();
            xu.says("#" + code + " 退单 不归我们");
            desk.hears();
        }
        xu.hears();
        given();
        assertThat(xu.hears()).contains("【指定办理 #" + code, "不能再退");
        xu.says("#" + code + " 退单 真的不归我们");
        assertThat(xu.hears()).contains("县里指定办理的，不能退单");
    }

    @Test
    void silenceIsAcceptance() {
        given();
        xu.says("#" + code + " 我们看看");
        SERVICE.on("2026-11-24T09:00");
        xu.hears();
        xu.says("#" + code + " 退单 不归我们");
        assertThat(xu.hears()).contains("退单的时间过了，视为接办");
    }

    @Test
    void aDepartmentsMissedDeadlineBringsItBack() {
        given();
        wang.hears();
        desk.hears();
        SERVICE.on("2026-11-24T09:00");
        assertThat(desk.hears()).contains("逾期上报 #" + code, "徐莉逾期未办");
        assertThat(wang.hears()).contains("没有按时办，已转县服务台");
        assertThat(xu.hears()).contains("红牌 #" + code);
    }

    @Test
    void whoReceivedItFirstCannotReturnItNorGiveItAway() {
        Person ma = place.person("maguofu");
        ma.says("水管漏了");
        zhang.hears();
        zhang.says("#" + ma.code() + " 退单 不归我");
        assertThat(zhang.hears()).contains("您首接的，不能退单");
        zhang.says("#" + ma.code() + " 转办 农业农村局 归你们");
        assertThat(zhang.hears()).contains("只有县服务台能转办");
        zhang.says("#" + ma.code() + " 不受理 不归我");
        assertThat(zhang.hears()).contains("只有县服务台能决定不受理");
        ma.hears();
        SERVICE.pass(CadreChat.UNDO);
        assertThat(ma.hears()).isEmpty();
    }

    @Test
    void whatIsDeclinedSaysWhyAndCanBeContested() {
        desk.says("#" + code + " 不受理");
        assertThat(desk.hears()).contains("请写理由和该去哪里");
        desk.says("#" + code + " 不受理 属法院管辖，请到县法院立案庭");
        assertThat(wang.hears()).contains("#" + code + " 这件事我们办不了：属法院管辖，请到县法院立案庭", "不同意请回“2”");
        assertThat(SERVICE.count("SELECT count(*) FROM ticket WHERE code = ? AND closed_as = 'DECLINED'", code))
                .isEqualTo(1);
        desk.hears();
        wang.says("2");
        assertThat(wang.hears()).contains("没有解决", "县服务台");
        assertThat(desk.hears()).contains("【复核 #" + code);
    }

    @Test
    void assistantsSeeItAndHelpButTheHolderResolvesIt() {
        given();
        xu.hears();
        wang.hears();
        Person qian = place.person("qianjun");
        xu.says("#" + code + " 协办 qianjun." + place.number + " 去测一下");
        assertThat(xu.hears()).contains("已请钱军协办");
        assertThat(qian.hears()).contains("【协办 #" + code, "徐莉请您协办：去测一下");
        qian.says("#" + code + " 办结 测过了");
        assertThat(qian.hears()).contains("现在由徐莉", "您是协办");
        qian.says("#" + code + " 我下午去测");
        SERVICE.pass(CadreChat.UNDO);
        assertThat(wang.hears()).contains("钱军", "我下午去测");
        assertThat(SERVICE.count("SELECT count(*) FROM ticket WHERE code = ? AND state = 'OPEN'", code))
                .as("the holder has not answered yet")
                .isEqualTo(1);
        qian.hears();
        xu.says("#" + code + " 办结 换好了");
        assertThat(qian.hears()).contains("【协办 #" + code, "承办人已办结");
    }

    @Test
    void reminders() {
        given();
        xu.hears();
        desk.says("#" + code + " 催办");
        assertThat(desk.hears()).contains("没有找到");
        wang.hears();
        wang.says("催办");
        assertThat(wang.hears()).contains("已催徐莉");
        assertThat(xu.hears()).contains("【催办 #" + code);
        wang.says("催一下");
        assertThat(wang.hears()).contains("半天内已催过");
        assertThat(xu.hears()).isEmpty();
        SERVICE.on("2026-11-20T14:00");
        wang.says("催办 #" + code);
        assertThat(xu.hears()).contains("【催办 #" + code);
    }

    /** Due on Monday, so that the card comes on Sunday, and is read at half past seven. */
    @Test
    void aCardIsAReminderToo() {
        given();
        xu.hears();
        SERVICE.on("2026-11-22T02:00");
        SERVICE.on("2026-11-22T08:00");
        assertThat(xu.hears()).contains("黄牌 #" + code);
        wang.hears();
        wang.says("催办 #" + code);
        assertThat(wang.hears()).contains("半天内已催过");
        assertThat(xu.hears()).isEmpty();
    }
}

package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quiet hours, what overrides them, and danger at any hour. */
class TalkNightTest {
    private static final TalkService SERVICE = new TalkService(40);
    private final Place place = SERVICE.place();
    private final Person wang = place.person("wangxiuying");
    private final Person zhang = place.person("zhangwei");
    private final Person zhangsPhone = place.phone("14500001009");
    private final Person liu = place.person("liujianguo");
    private final Person liusPhone = new Person(SERVICE, "sim-sms", "+8614500001001");
    private final Person sun = place.person("sunli");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @BeforeEach
    void night() {
        SERVICE.on("2026-11-20T23:00");
        liu.hears();
        liusPhone.hears();
        sun.hears();
    }

    @Test
    void aNightMessageIsAcknowledgedAtOnceAndForwardedInTheMorning() {
        wang.says("路灯坏了");
        assertThat(wang.hears()).contains("夜间先不打扰，明天07:30转给张伟", "急事请回“急”", "11月23日24:00前答复", wang.code());
        assertThat(zhang.hears()).isEmpty();
        SERVICE.on("2026-11-21T07:29");
        assertThat(zhang.hears()).isEmpty();
        SERVICE.on("2026-11-21T07:30");
        assertThat(zhang.hears()).contains("（今天23:00收到）路灯坏了");
    }

    @Test
    void afterMidnightItIsTheSameMorning() {
        SERVICE.on("2026-11-21T00:30");
        wang.says("路灯坏了");
        assertThat(wang.hears()).contains("今天07:30转给张伟", "11月23日24:00前答复");
    }

    @ParameterizedTest
    @ValueSource(strings = {"急", "急！", "urgent", "紧急"})
    void urgentAloneSendsWhatWaits(String urgent) {
        wang.says("水管爆了");
        wang.hears();
        wang.says(urgent);
        assertThat(wang.hears()).contains("已按急事马上转给张伟", "11月21日01:00前答复");
        assertThat(zhang.hears()).contains("水管爆了", "【急 #" + wang.code(), "请在11月21日01:00前答复");
    }

    @Test
    void dangerOfAStrangerAlertsTheDesk() {
        Person stranger = place.stranger();
        stranger.says("我家着火了");
        assertThat(stranger.hears()).contains("火警119", "我们已通知县服务台。", "户编号").doesNotContain("县服务台和县服务台");
        assertThat(sun.hears()).contains("我家着火了");
    }

    @ParameterizedTest
    @ValueSource(strings = {"急！水管爆了", "急 水管爆了", "紧急：水管爆了", "urgent: the pipe burst"})
    void whatBeginsWithUrgentGoesAtOnce(String text) {
        wang.says(text);
        assertThat(wang.hears()).contains("已转给").doesNotContain("夜间");
        assertThat(zhang.hears()).contains("【急 #" + wang.code(), text);
    }

    @Test
    void aCadresWordsWaitForTheMorningUnlessTheVillagerIsAwakeOrItIsUrgent() {
        SERVICE.on("2026-11-20T20:00");
        wang.says("路灯坏了");
        wang.hears();
        SERVICE.on("2026-11-20T23:00");
        zhang.hears();
        zhang.says("明天去修");
        assertThat(zhang.hears()).contains("明天07:30发给 王秀英", "撤回", "急");
        SERVICE.pass(Duration.ofMinutes(1));
        assertThat(wang.hears()).isEmpty();
        zhang.says("急，今晚别走那条路");
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.hears()).contains("今晚别走那条路").doesNotContain("明天去修");
        SERVICE.on("2026-11-21T07:30");
        assertThat(wang.hears()).contains("明天去修");
    }

    @Test
    void whoIsAwakeIsAnsweredAtNight() {
        wang.says("急，水管爆了");
        zhang.says("马上来");
        wang.hears();
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.hears()).contains("马上来");
    }

    @Test
    void aNightWordCanBeTakenBackUntilTheMorning() {
        SERVICE.on("2026-11-20T20:00");
        wang.says("路灯坏了");
        SERVICE.on("2026-11-20T23:00");
        zhang.says("明天去修");
        SERVICE.on("2026-11-21T07:00");
        zhang.hears();
        zhang.says("撤回");
        assertThat(zhang.hears()).contains("已撤回");
        wang.hears();
        SERVICE.on("2026-11-21T08:00");
        assertThat(wang.hears()).isEmpty();
    }

    @Test
    void aComplaintThatTurnsOutToBeNoneWaitsForTheMorning() {
        wang.says("他家的狗又跑出来了");
        wang.hears();
        wang.says("2");
        assertThat(wang.hears()).contains("夜间先不打扰，明天07:30转给张伟");
        assertThat(zhang.hears()).isEmpty();
        SERVICE.on("2026-11-21T07:30");
        assertThat(zhang.hears()).contains("他家的狗");
    }

    // --------------------------------------------------------------------------------------------------------------------- danger

    @ParameterizedTest
    @ValueSource(strings = {"我家着火了", "我爸昏倒了", "发大水了", "我不想活了", "Our house is on fire", "煤气泄漏", "張家著火了"})
    void dangerRingsEverybodyAtAnyHour(String text) {
        wang.says(text);
        assertThat(wang.hears()).contains("火警119", "急救120", "报警110", "张伟", wang.code());
        for (Person alerted : new Person[] {zhang, zhangsPhone, liu, liusPhone, sun}) {
            assertThat(alerted.hears().replace("\n", "")).as(alerted.address).contains("紧急危险 #" + wang.code(), text);
        }
        zhang.says("待办");
        assertThat(zhang.hears()).as("it is a ticket all the same").contains(wang.code());
    }

    @Test
    void dangerInAnOpenTicketAlertsItsHolderAndSendsWhatWaited() {
        wang.says("家里老跳闸");
        String code = wang.code();
        wang.says("我妈晕倒了");
        assertThat(wang.code()).isEqualTo(code);
        assertThat(zhang.hears()).contains("家里老跳闸", "紧急危险 #" + code, "我妈晕倒了");
    }

    @Test
    void whoeverWasAlertedMayAnswer() {
        wang.says("我家着火了");
        sun.hears();
        wang.hears();
        sun.says("#" + wang.code() + " 消防车已经出发");
        assertThat(sun.hears()).contains("30秒后发给 王秀英");
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.hears()).contains("孙丽】消防车已经出发");
        Person qian = place.person("qianjun");
        qian.says("#" + wang.code() + " 我也来");
        assertThat(qian.hears()).as("who was not, may not").contains("没有找到");
    }

    @Test
    void dangerByDayIsNoDifferent() {
        SERVICE.on(TalkService.MORNING);
        wang.says("我家着火了");
        assertThat(wang.hears()).contains("火警119");
        assertThat(zhangsPhone.hears()).contains("紧急危险");
    }

    @Test
    void dangerThatAnOfficialMayBeTheCauseOfIsKeptFromTheLine() {
        wang.says("张伟打我，我不想活了");
        assertThat(wang.hears()).contains("报警110", "当地干部看不到", wang.code());
        for (String official : new String[] {"zhangwei", "liqiang", "heping", "zhoumin"}) {
            assertThat(place.person(official).everything()).as(official).isEmpty();
        }
        assertThat(zhangsPhone.hears()).isEmpty();
        assertThat(liu.hears()).contains("紧急危险 #" + wang.code() + " 保密件", "我不想活了");
        assertThat(sun.hears()).contains(wang.code());
    }

    @Test
    void callingTheCadreForHelpIsNoComplaint() {
        wang.says("张伟，您快来，我家着火了");
        assertThat(zhang.hears()).contains("紧急危险", "我家着火了");
    }

    @Test
    void dangerIsNotHiddenInAComplaintThatIsOpen() {
        wang.says("投诉 张伟从来没来过");
        String complaint = wang.code();
        wang.says("我家着火了");
        assertThat(wang.code()).isNotEqualTo(complaint);
        assertThat(zhang.hears()).contains("紧急危险", "我家着火了").doesNotContain(complaint, "从来没来过");
    }

    @Test
    void dangerFromSomebodyUnknownAlertsTheDeskAndAsksWhoHeIs() {
        Person stranger = place.stranger();
        stranger.says("村口着火了");
        assertThat(stranger.hears()).contains("火警119", stranger.code(), "户编号");
        assertThat(liu.hears()).contains("紧急危险 #" + stranger.code() + " 未登记");
        assertThat(liusPhone.hears()).contains("紧急危险");
    }

    @ParameterizedTest
    @ValueSource(strings = {"防洪水渠堵了", "我可想死你们了", "谢谢救命恩人"})
    void notEveryDangerousWordIsDanger(String text) {
        wang.says(text);
        assertThat(wang.hears()).doesNotContain("马上拨打");
        assertThat(liusPhone.hears()).isEmpty();
    }
}

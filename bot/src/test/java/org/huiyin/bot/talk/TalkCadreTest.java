package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.huiyin.adapters.simulator.SentPart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cadre's one chat with all his households: his words find their ticket, or he is asked; nothing is ever guessed. */
class TalkCadreTest extends CadreChat {
    private static final TalkService SERVICE = new TalkService(60);

    TalkCadreTest() {
        super(SERVICE);
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    // ----------------------------------------------------------------------------------------------------------- which
    // ticket it is

    @Test
    void theOnlyOpenTicketIsMeant() {
        wang.says("路灯坏了");
        zhang.hears();
        wang.hears();
        zhang.says("今天去修");
        assertThat(zhang.hears()).isEqualTo("30秒后发给 王秀英（#" + wang.code() + "），回“撤回”可取消。");
        heard("【#" + wang.code() + " 张伟】今天去修", "");
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource({"'#%s 今天去修'", "'＃%s 今天去修'", "'# %s，今天去修'", "'%s 今天去修'", "'#%s今天去修'"})
    void aCodeIsMeant(String text) {
        twoAreOpen();
        zhang.says(text.formatted(ma.code()));
        heard("", "【#" + ma.code() + " 张伟】今天去修");
    }

    @Test
    void aQuoteIsMeantBeforeAnythingElse() {
        wang.says("路灯坏了");
        SentPart lamp = zhang.last();
        ma.says("猪圈塌了");
        zhang.hears();
        wang.hears();
        ma.hears();
        zhang.quotes(lamp, "今天去修");
        heard("【#" + wang.code() + " 张伟】今天去修", "");
        zhang.hears();
        zhang.quotes(lamp, "#" + ma.code() + " 今天去修");
        assertThat(zhang.hears()).contains("引用的是 王秀英", "#" + ma.code(), "没有发出");
        heard("", "");
    }

    @Test
    void aQuoteThatBelongsToNothingIsNotGuessedAt() {
        wang.says("路灯坏了");
        zhang.says("待办");
        zhang.quotes(zhang.last(), "今天去修");
        assertThat(zhang.hears()).contains("内容没有发出");
        wang.hears();
        heard("", "");
    }

    @Test
    void aButtonAimsTheNextWordsOnly() {
        wang.says("路灯坏了");
        SentPart lamp = zhang.card();
        ma.says("猪圈塌了");
        zhang.hears();
        wang.hears();
        ma.hears();
        zhang.presses(lamp, "reply");
        assertThat(zhang.hears()).isEqualTo("下一句发给 王秀英（#" + wang.code() + "），10分钟内有效。");
        zhang.says("今天去修");
        zhang.says("再说一句");
        assertThat(zhang.hears()).contains("30秒后发给 王秀英", "这句话发给谁");
        heard("【#" + wang.code() + " 张伟】今天去修", "");
    }

    @Test
    void anAimLastsTenMinutes() {
        twoAreOpen();
        zhang.presses(zhang.card(), "reply");
        zhang.hears();
        SERVICE.pass(Duration.ofMinutes(9).plusSeconds(59));
        zhang.says("一");
        assertThat(zhang.hears()).contains("30秒后发给");
        zhang.presses(zhang.card(), "reply");
        zhang.hears();
        SERVICE.pass(Duration.ofMinutes(10));
        zhang.says("二");
        assertThat(zhang.hears()).contains("发给谁");
    }

    @Test
    void theLatestButtonCountsAndCommandsAreStillCommands() {
        wang.says("路灯坏了");
        SentPart lamp = zhang.card();
        ma.says("猪圈塌了");
        SentPart sty = zhang.card();
        zhang.presses(lamp, "reply");
        zhang.presses(sty, "reply");
        wang.hears();
        ma.hears();
        zhang.hears();
        zhang.says("待办");
        assertThat(zhang.hears()).contains("待办 2 件");
        zhang.says("我看看");
        heard("", "【#" + ma.code() + " 张伟】我看看");
    }

    @Test
    void buttonsResolveAndEscalate() {
        wang.says("路灯坏了");
        zhang.presses(zhang.card(), "resolve");
        assertThat(zhang.hears()).contains("请写一句办理结果");
        zhang.says("灯换好了");
        wang.hears();
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).contains("说办好了：灯换好了", "解决了吗");
        ma.says("猪圈塌了");
        zhang.presses(zhang.card(), "escalate");
        zhang.says("要镇里出钱");
        assertThat(place.person("liqiang").everything()).contains("【上报 #" + ma.code(), "张伟：要镇里出钱", "猪圈塌了");
    }

    // -------------------------------------------------------------------------------------------------------------------- which one

    @ParameterizedTest
    @ValueSource(strings = {"B", "b", "Ｂ", "B.", " B ", "王秀英", "王 秀英", "#%s", "＃%s"})
    void whenTwoAreOpenTheWordsAreKeptUntilItIsSaidForWhom(String choice) {
        twoAreOpen();
        zhang.says("今天去修");
        assertThat(zhang.hears()).contains("2 件在办", "A 马国富", "B 王秀英·北关村3组 #" + wang.code(), "内容已留着");
        heard("", "");
        zhang.says(choice.formatted(wang.code()));
        assertThat(zhang.hears()).contains("30秒后发给 王秀英");
        heard("【#" + wang.code() + " 张伟】今天去修", "");
    }

    @Test
    void moreThanThreeAreShownThreeAtATime() {
        wang.says("灯坏了");
        for (String matter : new String[] {"井坏了", "路坏了", "桥坏了"}) {
            wang.says("新 " + matter);
        }
        String last = wang.code();
        zhang.hears();
        zhang.says("收到");
        assertThat(zhang.hears()).contains("A ", "B ", "C ", "更多").doesNotContain("D ");
        zhang.says("更多");
        assertThat(zhang.hears()).contains("还有：D ").doesNotContain("A ");
        zhang.says("a");
        wang.hears();
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).isEqualTo("【#" + last + " 张伟】收到");
    }

    @Test
    void linesWrittenInOneGoGoTogether() {
        twoAreOpen();
        zhang.says("今天去修");
        zhang.sendsPhoto("");
        assertThat(zhang.hears()).contains("这 2 句话一起发给谁");
        zhang.says("B");
        SERVICE.pass(UNDO);
        assertThat(wang.news()).hasSize(3);
        assertThat(ma.hears()).isEmpty();
    }

    @Test
    void anOlderLineThatWasGivenUpIsNotSentWithANewOne() {
        twoAreOpen();
        zhang.says("今天去修");
        SERVICE.pass(Duration.ofMinutes(11));
        zhang.hears();
        zhang.says("明天开会");
        assertThat(zhang.hears()).contains("“今天去修”没有发出");
        zhang.says("A");
        heard("", "【#" + ma.code() + " 张伟】明天开会");
    }

    /** Over weekends, in which nothing climbs away meanwhile. */
    @Test
    void aQuestionLivesThreeDays() {
        SERVICE.on("2026-11-27T18:00");
        twoAreOpen();
        zhang.says("今天去修");
        SERVICE.pass(Duration.ofHours(71));
        zhang.hears();
        zhang.says("B");
        assertThat(zhang.hears()).contains("30秒后发给 王秀英");
        SERVICE.on("2026-12-04T18:00");
        twoAreOpen();
        zhang.says("又一句");
        SERVICE.pass(Duration.ofHours(73));
        zhang.hears();
        zhang.says("B");
        assertThat(zhang.hears()).as("a letter is only a letter then").contains("发给谁");
        SERVICE.on(TalkService.MORNING);
    }

    @Test
    void withNothingOpenNothingIsSent() {
        zhang.says("今天去修");
        assertThat(zhang.hears()).contains("没有在办的事可以回复");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // escalation

    @Test
    void escalationClimbsLevelByLevelToTheCountyDesk() {
        wang.says("要修桥");
        String code = wang.code();
        String[][] way = {{"zhangwei", "李强"}, {"liqiang", "何平"}, {"heping", "周敏"}, {"zhoumin", "县服务台"}};
        for (String[] step : way) {
            Person holder = place.person(step[0]);
            wang.hears();
            holder.says("#" + code + " 上报 需要上面定");
            assertThat(holder.hears()).contains("已上报，现在由" + step[1]);
            assertThat(wang.hears()).contains("现在由" + step[1], code, "前答复");
        }
        Person desk = place.person("liujianguo");
        desk.says("#" + code + " 上报 还要上面");
        assertThat(desk.hears()).contains("不能再上报");
        zhang.says("#" + code + " 我还在跟");
        wang.hears();
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).as("who got it first may still speak").contains("我还在跟");
    }

    @Test
    void escalationWantsAReason() {
        wang.says("要修桥");
        zhang.hears();
        zhang.says("#" + wang.code() + " 上报");
        assertThat(zhang.hears()).contains("请写上报原因");
        assertThat(place.person("liqiang").everything()).doesNotContain(wang.code());
    }

    @Test
    void aCadreWhoLeadsTheVillageHimselfEscalatesPastHimself() {
        Person feng = place.phone("14500012006");
        feng.says("要修桥");
        Person li = place.person("liqiang");
        assertThat(li.everything()).contains("要修桥");
        li.says("#" + feng.code() + " 上报 需镇里协调");
        assertThat(li.hears()).contains("现在由何平");
    }

    // ---------------------------------------------------------------------------------------------------------- on
    // somebody's behalf

    @ParameterizedTest
    @ValueSource(
            strings = {"登记 北关村 王秀英 低保未办", "登记 王秀英 低保未办", "登記 北關村 王秀英 低保未办", "register 北关村 王秀英 低保未办", "登记：北关村，王秀英，低保未办"})
    void aMatterIsPutDownForSomebodyWhoIsTold(String text) {
        zhang.says(text.replace("北關村", "北关村"));
        assertThat(zhang.hears()).contains("已替 王秀英 登记 #", "11月23日24:00前答复");
        assertThat(wang.hears()).contains("张伟替您登记了一件事（#" + zhang.code() + "）：低保未办");
        wang.says("还有户口本");
        assertThat(zhang.hears()).contains("#" + zhang.code(), "还有户口本");
    }

    @Test
    void someoneWithoutAPhoneIsPutDownAndTheCadreIsToldThatNobodyToldHim() {
        zhang.says("登记 马晓燕 低保未办");
        assertThat(zhang.hears()).contains("已替 马晓燕 登记 #", "没能通知本人");
        zhang.says("联系 马晓燕 明天来");
        assertThat(zhang.hears()).contains("没有可用的聊天地址");
    }

    @Test
    void theCadreWritesFirst() {
        zhang.says("联系 王秀英 明天我去您家\n下午三点");
        assertThat(zhang.hears()).contains("30秒后发给 王秀英");
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).endsWith(" 张伟】明天我去您家\n下午三点");
        wang.says("好，我在家");
        assertThat(zhang.hears()).contains("好，我在家");
    }

    @Test
    void nobodyOfThatNameAmongHisHouseholds() {
        zhang.says("联系 黄玉梅 明天我去您家");
        assertThat(zhang.hears()).isEqualTo("在您联系的户里没有找到“黄玉梅”。");
        assertThat(place.person("huangyumei").everything()).isEmpty();
    }

    // ------------------------------------------------------------------------------------------------------------------ after the end

    @Test
    void nothingIsSentAboutAClosedTicket() {
        wang.says("路灯坏了");
        String code = wang.code();
        zhang.says("办结 修好了");
        SERVICE.pass(UNDO);
        wang.says("1");
        wang.hears();
        zhang.hears();
        zhang.says("#" + code + " 还有一句");
        assertThat(zhang.hears()).contains("已经结束，没有发出");
        heard("", "");
        assertThat(zheng.everything()).isEmpty();
    }
}

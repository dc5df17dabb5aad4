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
class TalkCadreTest {
    private static final TalkService SERVICE = new TalkService(150);
    private static final Duration UNDO = Duration.ofSeconds(31);
    private final Place place = SERVICE.place();
    private final Person zhang = place.person("zhangwei");
    private final Person wang = place.person("wangxiuying");
    private final Person ma = place.person("maguofu");
    private final Person zheng = place.person("zhengguilan");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    private void twoAreOpen() {
        wang.says("路灯坏了");
        ma.says("猪圈塌了");
        zhang.hears();
        wang.hears();
        ma.hears();
    }

    /** Three seconds after the time to undo, what the villagers heard. */
    private void heard(String wangs, String mas) {
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).isEqualTo(wangs);
        assertThat(ma.hears()).isEqualTo(mas);
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
        wang.says("一");
        for (String matter : new String[] {"二", "三", "四"}) {
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

    @Test
    void aQuestionLivesThreeDays() {
        twoAreOpen();
        zhang.says("今天去修");
        SERVICE.pass(Duration.ofHours(71));
        zhang.hears();
        zhang.says("B");
        assertThat(zhang.hears()).contains("30秒后发给 王秀英");
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

    // --------------------------------------------------------------------------------------------------------------------- undoing

    @ParameterizedTest
    @ValueSource(
            strings = {
                "撤回",
                "撤销",
                "undo",
                "撤回！",
                "撤回 #%s",
                "撤回#%s",
                "#%s 撤回",
                "撤回 %s",
                "撤回一下",
                "撤回刚才那句",
                "撒回",
                "umdo",
                "udno",
                "把 #%s 撤回",
                "车回一下",
                "撤回吧，写错了",
                "取消发送"
            })
    void withinThirtySecondsWordsAreTakenBack(String undo) {
        wang.says("路灯坏了");
        zhang.says("今天去修");
        zhang.hears();
        wang.hears();
        SERVICE.pass(Duration.ofSeconds(29));
        zhang.says(undo.formatted(wang.code()));
        assertThat(zhang.hears()).isEqualTo("已撤回，没有发出（#" + wang.code() + "，王秀英）。");
        heard("", "");
        zhang.says("待办");
        assertThat(zhang.hears()).contains("等待答复");
    }

    @Test
    void withACodeOnlyThatTicketsWordsAreTakenBack() {
        twoAreOpen();
        zhang.says("#" + wang.code() + " 今天去修");
        zhang.hears();
        zhang.says("撤回 #" + ma.code());
        assertThat(zhang.hears()).contains("等待发送的是给 王秀英 的话", "#" + ma.code(), "没有撤回");
        zhang.says("#" + ma.code() + " 我来看看");
        zhang.says("撤回 #" + wang.code());
        assertThat(zhang.hears()).contains("已撤回，没有发出（#" + wang.code());
        heard("", "【#" + ma.code() + " 张伟】我来看看");
    }

    @Test
    void aWrongDigitTakesNothingBack() {
        wang.says("路灯坏了");
        zhang.says("今天去修");
        zhang.hears();
        String wrong = wang.code().substring(0, 6) + (wang.code().charAt(6) == '0' ? "1" : "0");
        zhang.says("撤回 #" + wrong);
        assertThat(zhang.hears()).contains("没有找到 #" + wrong);
        wang.hears();
        heard("【#" + wang.code() + " 张伟】今天去修", "");
    }

    @Test
    void aQuoteToTakeBackIsForTheService() {
        wang.says("路灯坏了");
        SentPart lamp = zhang.last();
        zhang.quotes(lamp, "今天去修");
        zhang.quotes(lamp, "撤回");
        assertThat(zhang.hears()).contains("已撤回");
        wang.hears();
        heard("", "");
    }

    @Test
    void afterThirtySecondsItIsTooLateAndSaidSo() {
        wang.says("路灯坏了");
        zhang.says("今天去修");
        SERVICE.pass(UNDO);
        zhang.hears();
        zhang.says("撤回");
        assertThat(zhang.hears()).contains("来不及撤回");
        assertThat(wang.hears()).contains("今天去修");
    }

    @Test
    void onlyTheLatestWordsAreTakenBackAndTheStateIsWhatItWas() {
        wang.says("路灯坏了");
        zhang.says("我问问");
        SERVICE.pass(UNDO);
        wang.hears();
        zhang.says("办结 修好了");
        zhang.hears();
        zhang.says("撤回");
        assertThat(zhang.hears()).contains("已撤回");
        zhang.says("待办");
        assertThat(zhang.hears()).contains("已答复");
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).isEmpty();
        wang.says("1");
        assertThat(wang.hears()).as("nobody asked whether it is solved").doesNotContain("就此结束");
    }

    // -------------------------------------------------------------------------------------------------------------
    // notes and commands

    @ParameterizedTest
    @ValueSource(
            strings = {
                "。他家困难",
                "note: 他家困难",
                "备注：他家困难",
                "#%s 。他家困难",
                "#%s note：他家困难",
                "备注 这家困难",
                "note 这家困难",
                "备注这家困难",
                "note这家困难",
                "#%s备注 这家困难",
                "内部备注 这家困难",
                "Note his house is damp"
            })
    void notesNeverReachAVillager(String note) {
        wang.says("路灯坏了");
        wang.hears();
        zhang.hears();
        zhang.says(note.formatted(wang.code()));
        assertThat(zhang.hears()).contains("已记为内部备注（#" + wang.code());
        heard("", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "延期 3 雨天",
                "退单 不归我管",
                "转办民政局",
                "走访 北关村 王秀英 已核实低保",
                "请假3天 由李强代",
                "催办",
                "#%s 延期 3 雨天",
                "延期3天",
                "请假 3 天 由 李强 代"
            })
    void wordsThatAreSpokenForNeverReachAVillager(String text) {
        wang.says("路灯坏了");
        wang.hears();
        zhang.hears();
        zhang.says(text.formatted(wang.code()));
        assertThat(zhang.hears()).contains("还没有开通", "没有发给群众");
        heard("", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "待办",
                "代办",
                "todo",
                "我的户",
                "帮助",
                "help",
                "全文",
                "更多",
                "撤回",
                "登记",
                "联系",
                "登记 没有人",
                "联系 某某 好",
                "待办 2",
                "待办2",
                "待办 路灯",
                "我的户 石桥",
                "我的户 北关村",
                "todos",
                "查待办",
                "todo 2",
                "撤回一下",
                "撤回 #1234567",
                "#%s 待办",
                "#%s 我的户",
                "tood"
            })
    void whatIsSaidToTheServiceNeverReachesAVillager(String text) {
        wang.says("路灯坏了");
        wang.hears();
        zhang.hears();
        zhang.says(text.formatted(wang.code()));
        assertThat(zhang.hears()).isNotEmpty().doesNotContain("30秒后");
        heard("", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "help is on the way",
                "done with the lamp? not yet, sorry",
                "more people will come",
                "gone",
                "联系不上您",
                "上报了镇里",
                "办结了吗",
                "登记表带上",
                "3点来",
                "您的事已经办结，请放心",
                "车会来接您",
                "车回来了再说",
                "这件事办结要三天",
                "办结后通知您",
                "上报材料要带齐",
                "households like yours get it on Monday",
                "to do that we need your card",
                "撤回的申请要重新写一份，身份证户口本都要带上"
            })
    void whatOnlyLooksLikeACommandIsForTheVillager(String text) {
        wang.says("路灯坏了");
        wang.hears();
        zhang.says(text.replace("done with", "I am done with"));
        heard("【#" + wang.code() + " 张伟】" + text.replace("done with", "I am done with"), "");
    }

    @Test
    void resolvingTakesOneLine() {
        twoAreOpen();
        zhang.says("#" + wang.code() + " 办结 路灯已修");
        assertThat(zhang.hears()).contains("30秒后告诉 王秀英 已办结并请他确认");
        heard("#" + wang.code() + " 解决了吗？\n【#" + wang.code() + "】张伟说办好了：路灯已修\n解决了吗？1 解决了 2 没有 3 部分", "");
        zhang.says("#" + ma.code() + " 办结");
        assertThat(zhang.hears()).contains("请写办理结果");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#%s办结路灯已修", "#%s 办结路灯已修", "#%s办结 路灯已修", "办结路灯已修", "办结了，路灯已修"})
    void resolvingNeedsNoSpace(String text) {
        wang.says("路灯坏了");
        zhang.hears();
        wang.hears();
        zhang.says(text.formatted(wang.code()));
        assertThat(zhang.hears()).contains("30秒后告诉 王秀英 已办结");
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).contains("说办好了：路灯已修\n解决了吗");
    }

    @ParameterizedTest
    @ValueSource(strings = {"办结", "办结了", "已办结", "已办结了", "已办结了。", "#%s办结了"})
    void resolvedAndNothingElseIsAskedWhatWasDone(String text) {
        wang.says("路灯坏了");
        zhang.hears();
        wang.hears();
        zhang.says(text.formatted(wang.code()));
        assertThat(zhang.hears()).contains("请写办理结果");
        heard("", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"备注", "note", "备注：", "#%s 备注"})
    void aNoteOfNothingIsAskedFor(String text) {
        wang.says("路灯坏了");
        zhang.hears();
        wang.hears();
        zhang.says(text.formatted(wang.code()));
        assertThat(zhang.hears()).contains("请写备注内容");
        heard("", "");
    }

    @Test
    void escalatingNeedsNoSpace() {
        wang.says("要修桥");
        zhang.hears();
        zhang.says("#" + wang.code() + "上报需镇里协调");
        assertThat(zhang.hears()).contains("已上报，现在由李强");
    }

    @Test
    void aLongListIsShownAPageAtATime() {
        wang.says("第1件");
        for (int i = 2; i <= 23; i++) {
            wang.says("新 第" + i + "件");
        }
        zhang.hears();
        zhang.says("待办");
        String first = zhang.hears();
        assertThat(first.lines().toList()).hasSize(12).last().isEqualTo("还有 13 件，回“更多”看。");
        zhang.says("更多");
        String second = zhang.hears();
        assertThat(second.lines().toList()).hasSize(12).last().isEqualTo("还有 3 件，回“更多”看。");
        zhang.says("更多");
        String third = zhang.hears();
        assertThat(third.lines().toList()).hasSize(4);
        assertThat((first + "\n" + second + "\n" + third).lines().filter(line -> line.startsWith("#")))
                .as("every one is seen, once")
                .hasSize(23)
                .doesNotHaveDuplicates();
        zhang.says("待办 3");
        assertThat(zhang.hears().lines().toList()).hasSize(4);
        zhang.says("more");
        assertThat(zhang.hears().lines().toList()).as("the first again").hasSize(12);
        zhang.says("待办 " + wang.code());
        assertThat(zhang.hears().lines().toList()).hasSize(2);
        wang.hears();
        heard("", "");
    }

    @Test
    void moreMeansWhatWasShownLast() {
        for (int i = 1; i <= 12; i++) {
            wang.says("新 第" + i + "件");
        }
        zhang.hears();
        zhang.says("待办");
        zhang.says("今天去修");
        zhang.hears();
        zhang.says("更多");
        assertThat(zhang.hears()).contains("还有：D ");
        zhang.says("待办");
        zhang.hears();
        zhang.says("更多");
        assertThat(zhang.hears()).startsWith("待办 12 件");
        zhang.says("A");
        assertThat(zhang.hears()).as("the words still wait").contains("30秒后发给");
    }

    @Test
    void aListMayBeOfOnePlaceOrName() {
        zhang.says("我的户 马国富");
        assertThat(zhang.hears().lines().toList()).hasSize(2).last().asString().contains("马国富");
        zhang.says("我的户 没有的村");
        assertThat(zhang.hears()).contains("您联系 3 户");
    }

    @Test
    void todoShowsTheMostUrgentFirstAndWhatIsOverdue() {
        wang.says("路灯坏了");
        ma.says("急！水管爆了");
        zhang.hears();
        zhang.says("待办");
        assertThat(zhang.hears().lines().toList()).satisfies(lines -> {
            assertThat(lines).hasSize(3);
            assertThat(lines.get(1)).contains(ma.code());
            assertThat(lines.get(2)).contains(wang.code(), "11月23日24:00");
        });
        SERVICE.on("2026-11-24T09:00");
        zhang.hears();
        zhang.says("待办");
        assertThat(zhang.hears()).contains("【已过期】");
        SERVICE.on(TalkService.MORNING);
    }

    @Test
    void householdsAreListed() {
        zhang.says("我的户");
        assertThat(zhang.hears()).contains("您联系 3 户", "王秀英·北关村3组", "马国富", "郑桂兰·北关村1组");
    }

    @Test
    void theWholeTextIsShownWithAndWithoutCode() {
        wang.says("很长".repeat(2000));
        assertThat(zhang.hears()).contains("回“全文 #" + wang.code() + "”看全部");
        zhang.says("全文");
        assertThat(zhang.hears().replace("\n", "")).isEqualTo("很长".repeat(2000));
        ma.says("猪圈塌了");
        zhang.hears();
        zhang.says("全文");
        assertThat(zhang.hears()).contains("请写“全文 #编号”");
        zhang.says("全文 #" + ma.code());
        assertThat(zhang.hears()).isEqualTo("猪圈塌了");
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

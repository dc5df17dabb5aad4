package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cadre says to the service and not to a villager: notes, commands, lists; none of it reaches a villager. */
class TalkCommandsTest extends CadreChat {
    private static final TalkService SERVICE = new TalkService(100);

    TalkCommandsTest() {
        super(SERVICE);
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

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
                "转办 水利局",
                "退单 不归我管",
                "转办农业农村局",
                "请假明天",
                "催办",
                "#%s 转办 水利局",
                "#%s 退单",
                "#%s 研判 明天",
                "#%s 协办 王二麻子",
                "#%s 公开摘要 灯好了"
            })
    void ordersNeverReachAVillager(String text) {
        wang.says("路灯坏了");
        wang.hears();
        zhang.hears();
        zhang.says(text.formatted(wang.code()));
        assertThat(zhang.hears()).isNotEmpty().doesNotContain("秒后发给");
        heard("", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "转办手续已经办好了",
                "催办过了，供电所明天来",
                "#%s 转办的事有回音了",
                "研判过了，明天来修",
                "公开摘要的事不急",
                "分类垃圾桶明天送来",
                "退单手续已经办好了",
                "延期两天的事我给您问好了"
            })
    void whatOnlySoundsLikeAnOrderIsAnAnswer(String text) {
        wang.says("路灯坏了");
        zhang.hears();
        zhang.says(text.formatted(wang.code()));
        assertThat(zhang.hears()).contains("秒后发给");
    }

    @ParameterizedTest
    @ValueSource(strings = {"走访 北关村 王秀英 已核实低保", "#%s 走访 已核实低保"})
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
        assertThat(zhang.hears()).as("what is overdue is somebody else's").contains("没有待办");
        SERVICE.on("2026-11-26T09:00");
        wang.says("水管漏了");
        SERVICE.on("2026-11-28T09:00");
        zhang.hears();
        zhang.says("待办");
        assertThat(zhang.hears()).as("until the next working day").contains("【已过期】");
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
}

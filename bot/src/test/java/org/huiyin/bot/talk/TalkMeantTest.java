package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is meant by words that only nearly say it: orders with a slip, answers that sound like orders, a code before or behind. */
class TalkMeantTest extends DeskChat {
    private static final TalkService SERVICE = new TalkService(74);

    TalkMeantTest() {
        super(SERVICE);
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"不给办了", "不用办了？", "不能办了", "不好办了", "不办了？", "不办了吗"})
    void complainingIsNotWithdrawing(String text) {
        wang.says("路灯坏了");
        String code = wang.code();
        wang.hears();
        wang.says(text);
        assertThat(holder(code) + wang.hears()).contains("OPEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"withdraw it", "不用再办了", "别办了", "还没办了", "撤销诉求？"})
    void norAreOtherWords(String text) {
        wang.says("路灯坏了");
        String code = wang.code();
        wang.hears();
        wang.says(text);
        assertThat(holder(code) + wang.hears()).contains("OPEN");
    }

    @Test
    void anothersCodeIsNamed() {
        wang.says("路灯坏了");
        ma.says("水管漏了");
        wang.hears();
        wang.says("撤诉 #" + ma.code());
        assertThat(wang.hears()).doesNotContain("您现在没有在办的事");
    }

    @Test
    void aCodeBeforeTheCommand() {
        wang.says("路灯坏了");
        String code = wang.code();
        wang.says("新 水管漏了");
        wang.hears();
        zhang.hears();
        wang.says("#" + code + " 撤诉");
        assertThat(holder(code) + wang.hears() + zhang.hears()).contains("CLOSED");
    }

    @Test
    void aCodeBeforeTheReminder() {
        wang.says("路灯坏了");
        String code = wang.code();
        wang.says("新 水管漏了");
        wang.hears();
        zhang.hears();
        wang.says("#" + code + " 催办");
        assertThat(wang.hears() + zhang.hears()).contains("【催办 #" + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"沿期 3 要等配件", "崔办", "推单 不归我", "延其 3 要等配件", "演判 3天 去看"})
    void slipsInOrdersAreForgiven(String order) {
        wang.says("路灯坏了");
        wang.hears();
        zhang.says("#" + wang.code() + " " + order);
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).doesNotContain(order);
    }

    @ParameterizedTest
    @ValueSource(strings = {"消假", "我销假", "销假了", "请价 3 天", "我请假3天"})
    void slipsInLeaveToo(String text) {
        wang.says("路灯坏了");
        wang.hears();
        zhang.says(text);
        SERVICE.pass(UNDO);
        assertThat(wang.hears()).doesNotContain(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"退单已经给您办好了，钱三天内到账", "退单手续已经办好了"})
    void anAnswerIsNoReturn(String text) {
        String code = department();
        xu.says("#" + code + " " + text);
        assertThat(holder(code) + xu.hears()).startsWith("xuli");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "转办手续已经办好了",
                "催办过了，水利站明天来",
                "延期两天的事我给您问好了，不用担心",
                "交办的材料收到了",
                "请假条我批好了",
                "Remind me tomorrow please",
                "Transfer is done"
            })
    void anAnswerIsNoOrder(String text) {
        wang.says("路灯坏了");
        wang.hears();
        zhang.hears();
        zhang.says("#" + wang.code() + " " + text);
        SERVICE.pass(UNDO);
        assertThat(wang.hears() + " ZHANG: " + zhang.hears()).contains("张伟】" + text);
    }

    @ParameterizedTest
    @CsvSource({"研判 二十天 换变压器, 12月18日", "研判 十五天 换变压器, 12月11日", "研判 1个月内 换变压器, 12月", "研判 2周 换变压器, 12月4日"})
    void daysAreReadWhole(String order, String until) {
        wang.says("路灯坏了");
        zhang.says("#" + wang.code() + " 上报 要镇里");
        wang.hears();
        li.hears();
        li.says("#" + wang.code() + " " + order);
        String heard = wang.hears() + li.hears();
        assertThat(heard.contains("请写几天内") || heard.contains(until)).as(heard).isTrue();
    }

    @Test
    void theOtherPhoneMayLeaveItToo() {
        wang.says("路灯坏了");
        Person phone = place.phone("14500012001");
        phone.says("进度");
        String status = phone.hears();
        phone.says("撤诉 #" + wang.code());
        assertThat(status + " || " + phone.hears()).contains("#" + wang.code()).doesNotContain("没有在办的事");
    }

    @Test
    void whatIsHeldIsNotReminded() {
        wang.says("张伟从来不来");
        wang.hears();
        wang.says("催办");
        assertThat(wang.hears()).doesNotContain("已催过");
    }

    @Test
    void anAssistantsWordsAreNotLost() {
        wang.says("路灯坏了");
        String code = wang.code();
        zhang.says("#" + code + " 上报 要村里");
        wang.hears();
        zhang.hears();
        zhang.says("#" + code + " 催办过了，电工明天来");
        SERVICE.pass(UNDO);
        assertThat(wang.hears() + " ZHANG: " + zhang.hears()).contains("张伟】");
    }

    @Test
    void whyItIsPassedUpIsTold() {
        wang.says("路灯坏了");
        wang.hears();
        zhang.says("#" + wang.code() + " 上报 要换变压器");
        assertThat(wang.hears()).contains("变压器");
    }

    @Test
    void aDepartmentPassesUpAndNotDown() {
        String code = department();
        xu.says("#" + code + " 上报 需要县里定");
        assertThat(holder(code) + wang.hears() + xu.hears()).startsWith("liujianguo");
    }

    @Test
    void whoSaysWhoHeIsTakesItFromNobody() {
        Person stranger = place.stranger();
        stranger.says("路灯坏了");
        String code = stranger.code();
        desk.says("#" + code + " 转办 农业农村局 归你们");
        xu.says("#" + code + " 明天派人去");
        xu.hears();
        stranger.says(place.household("bg-001"));
        stranger.says("王秀英");
        assertThat(holder(code) + xu.hears()).contains(code);
    }

    @Test
    void ofTwoVillagesOfOneNameTheNearOne() {
        wang.says("0");
        String code = wang.code();
        desk.says("#" + code + " 转办 北关村 请核实");
        assertThat(of("c.code", code)).as("one of %s", place.number).isIn(code("liqiang"), "liujianguo");
    }
}

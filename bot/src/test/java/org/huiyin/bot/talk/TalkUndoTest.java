package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.huiyin.adapters.simulator.SentPart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cadre takes back what he has written while it waits. */
class TalkUndoTest extends CadreChat {
    private static final TalkService SERVICE = new TalkService(30);

    TalkUndoTest() {
        super(SERVICE);
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

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
}

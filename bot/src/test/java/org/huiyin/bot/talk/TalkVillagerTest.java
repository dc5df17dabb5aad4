package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.simulator.SentPart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A villager whom we know, by day: the first word, more words, commands, thanks, pictures. */
class TalkVillagerTest {
    private static final TalkService SERVICE = new TalkService(70);
    private final Place place = SERVICE.place();
    private final Person wang = place.person("wangxiuying");
    private final Person zhang = place.person("zhangwei");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void theFirstWordsGoToTheCadreAndAreAcknowledgedWithCodeAndTime() {
        wang.says("路灯坏了");
        String said = wang.hears();
        assertThat(said).contains("已转给您的联系干部张伟（青禾县农业农村局）", "编号 #" + wang.code(), "11月23日24:00前答复");
        assertThat(said).contains("我们保存往来内容", "看得到的只有", "退订");
        assertThat(zhang.hears())
                .isEqualTo("#" + wang.code() + " 11月23日24:00前答复\n【#" + wang.code() + " 王秀英·北关村3组】路灯坏了");
        assertThat(zhang.card().buttons()).extracting(option -> option.label()).containsExactly("回复", "办结", "上报");
        wang.says("新 水管也坏了");
        assertThat(wang.hears()).as("the welcome is said once").doesNotContain("我们保存往来内容");
    }

    @Test
    void twoQuickFirstMessagesMakeOneTicket() {
        wang.saysTogether("路灯坏了", "在村口", "三天了");
        wang.says("进度");
        assertThat(wang.hears()).contains("在办 1 件");
        assertThat(zhang.hears()).contains("路灯坏了", "在村口", "三天了");
    }

    @Test
    void moreWordsWithinADayAreAppendedAndReachTheCadre() {
        wang.says("路灯坏了");
        String code = wang.code();
        zhang.hears();
        SERVICE.pass(Duration.ofHours(23));
        wang.says("还有一盏也坏了");
        assertThat(wang.code()).isEqualTo(code);
        assertThat(zhang.hears()).isEqualTo("【#" + code + " 王秀英·北关村3组】还有一盏也坏了");
        SERVICE.on("2026-11-22T12:00");
        wang.says("水管坏了");
        assertThat(wang.code()).as("a day later it is another matter").isNotEqualTo(code);
        SERVICE.on(TalkService.MORNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"新 水管坏了", "新：水管坏了", "new: 水管坏了", "新事，水管坏了"})
    void newStartsAnotherMatter(String text) {
        wang.says("路灯坏了");
        String first = wang.code();
        zhang.hears();
        wang.says(text);
        assertThat(wang.code()).isNotEqualTo(first);
        assertThat(zhang.hears()).endsWith("】水管坏了");
    }

    @Test
    void newAloneAsksForTheWords() {
        wang.says("路灯坏了");
        String first = wang.code();
        wang.says("新");
        assertThat(wang.hears()).contains("请写下另一件事");
        wang.says("水管坏了");
        assertThat(wang.code()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"进度", "進度", " 进度 ", "进度。", "查询", "status", "Status", "staus", "近度"})
    void statusListsWhatIsOpen(String text) {
        wang.says("路灯坏了").hears();
        wang.says(text);
        assertThat(wang.hears()).startsWith("在办 1 件：\n#" + wang.code() + " 等待答复，张伟");
    }

    @Test
    void statusWithNothingOpenSaysSo() {
        wang.says("进度");
        assertThat(wang.hears()).contains("没有在办的事");
    }

    @ParameterizedTest
    @ValueSource(strings = {"帮助", "幫助", "help", "菜单", "帮住"})
    void helpIsGiven(String text) {
        wang.says(text);
        assertThat(wang.hears()).contains("直接写您的事就行");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "帮助老人的补贴怎么领",
                "进度太慢了吧",
                "电话费又涨了",
                "新房漏水",
                "help me, my roof leaks",
                "new lamps are needed",
                "call the vet for us"
            })
    void whatIsNotUnderstoodIsTheMatter(String text) {
        wang.says(text);
        assertThat(zhang.hears()).endsWith("】" + text);
    }

    @Test
    void callMeAsksTheCadreToRing() {
        wang.says("路灯坏了");
        zhang.hears();
        wang.says("电话");
        assertThat(wang.hears()).contains("已请张伟", "给您打电话");
        assertThat(zhang.hears()).contains("请您打电话给对方", wang.code());
    }

    @Test
    void callMeWithNothingOpenIsAMatterOfItsOwn() {
        wang.says("call me");
        assertThat(wang.hears()).contains("给您打电话", wang.code());
        assertThat(zhang.hears()).contains("〔请给我打电话〕", wang.code());
    }

    @Test
    void anEscortIsAskedFor() {
        wang.says("陪同");
        assertThat(wang.hears()).contains("写一句");
        wang.says("宅基地的事");
        assertThat(wang.hears()).contains("陪您去信访接待处", wang.code());
        assertThat(zhang.hears()).contains("宅基地的事");
    }

    @Test
    void zeroIsAPerson() {
        wang.says("0");
        assertThat(wang.hears()).contains("县服务台的人", wang.code());
        assertThat(zhang.hears()).isEmpty();
        assertThat(place.person("liujianguo").everything()).contains("#" + wang.code(), "〔请人工联系我〕");
    }

    @Test
    void thanksAreNoMatterEvenWhenThereWasNone() {
        wang.says("谢谢");
        assertThat(wang.hears()).isEqualTo("不客气。有事随时写在这里。");
        assertThat(zhang.hears()).isEmpty();
        wang.says("进度");
        assertThat(wang.hears()).contains("没有在办的事");
    }

    @Test
    void thanksReopenNothing() {
        wang.says("路灯坏了");
        String code = wang.code();
        zhang.hears();
        wang.hears();
        wang.says("谢谢您！");
        assertThat(wang.hears()).isEqualTo("不客气（#" + code + "）。有事随时写在这里。");
        assertThat(zhang.hears()).isEmpty();
    }

    @Test
    void moreWordsAfterAnAnswerStartTheClockAnew() {
        wang.says("路灯坏了");
        zhang.hears();
        zhang.says("今天修");
        SERVICE.pass(Duration.ofSeconds(31));
        wang.says("进度");
        assertThat(wang.hears()).contains("已答复");
        SERVICE.on("2026-11-21T09:00");
        wang.says("没修呢");
        assertThat(wang.hears()).contains("11月23日24:00前答复");
        wang.says("进度");
        assertThat(wang.hears()).contains("等待答复");
        SERVICE.on(TalkService.MORNING);
    }

    // ------------------------------------------------------------------------------------------------------------------ opting out

    @ParameterizedTest
    @ValueSource(strings = {"退订", "拒收", "STOP", "R", "TD", "T", "n", "退訂"})
    void optOutWordsStopNotices(String word) {
        wang.says(word);
        assertThat(wang.hears()).contains("已退订");
        zhang.says("联系 王秀英 下周开会");
        assertThat(zhang.hears()).contains("已退订通知，没有发出");
        wang.says("路灯坏了");
        assertThat(zhang.hears()).as("own matters go on").contains("路灯坏了");
        zhang.says("#" + wang.code() + " 今天修");
        wang.hears();
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.hears()).contains("今天修");
    }

    @Test
    void aSingleLetterIsNoOptOutWhileAQuestionIsOpen() {
        wang.says("张伟从来没来过");
        wang.hears();
        wang.says("N");
        assertThat(wang.hears()).doesNotContain("退订");
        wang.says("退订");
        assertThat(wang.hears()).contains("已退订");
    }

    // -------------------------------------------------------------------------------------------------------------
    // which ticket is it

    @Test
    void aQuoteOrACodeChoosesOneOfTheOwnTickets() {
        wang.says("路灯坏了");
        String lamp = wang.code();
        SentPart aboutLamp = wang.last();
        wang.says("新 水管坏了");
        String pipe = wang.code();
        zhang.hears();
        wang.quotes(aboutLamp, "是村口那盏");
        assertThat(zhang.hears()).contains("【#" + lamp + " 王秀英·北关村3组】是村口那盏");
        wang.says("#" + pipe + " 厨房的");
        assertThat(zhang.hears()).contains("【#" + pipe + " 王秀英·北关村3组】厨房的");
    }

    @Test
    void somebodyElsesCodeIsOnlyPartOfTheText() {
        Person ma = place.person("maguofu");
        ma.says("猪圈塌了");
        zhang.hears();
        wang.says("#" + ma.code() + " 我也是");
        assertThat(zhang.hears()).contains("王秀英", "】#" + ma.code() + " 我也是");
    }

    @Test
    void theWholeAnswerIsShownToItsOwnerOnly() {
        wang.says("路灯坏了");
        zhang.says("#" + wang.code() + " " + "很长".repeat(2000));
        SERVICE.pass(Duration.ofSeconds(31));
        wang.hears();
        wang.says("全文 #" + wang.code());
        assertThat(wang.hears().replace("\n", "")).contains("很长".repeat(1000));
        Person ma = place.person("maguofu");
        ma.says("全文 #" + wang.code());
        assertThat(ma.everything()).doesNotContain("很长");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // pictures etc

    @Test
    void photosVoiceNotesAndPlacesReachTheCadre() {
        wang.sendsPhoto("");
        assertThat(zhang.news().stream().flatMap(part -> part.media().stream()))
                .hasSize(1)
                .allMatch(media ->
                        media.kind() == MediaKind.IMAGE && media.contentType().equals("image/jpeg"));
        wang.sendsPhoto("路灯");
        assertThat(zhang.hears()).contains("〔照片〕路灯");
        wang.sendsVoice("");
        assertThat(zhang.news().stream().flatMap(part -> part.media().stream()))
                .hasSize(1)
                .allMatch(media -> media.kind() == MediaKind.VOICE);
        wang.sendsPlace("村口大槐树");
        assertThat(zhang.hears()).contains("〔位置〕村口大槐树（36.5,117.25）");
        wang.says("进度");
        assertThat(wang.hears()).as("all of it one ticket").contains("在办 1 件");
    }

    @Test
    void theCadresPhotosAndPlacesReachTheVillager() {
        wang.says("路灯坏了");
        zhang.sendsPhoto("#" + wang.code() + " 修好了");
        wang.hears();
        SERVICE.pass(Duration.ofSeconds(31));
        Stream<SentPart> heard = wang.news().stream();
        assertThat(heard.map(part ->
                        part.text() + part.media().map(m -> m.kind().name()).orElse("")))
                .containsExactly("【#" + wang.code() + " 张伟】〔照片〕修好了", "IMAGE");
        zhang.sendsPlace("镇政府");
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.hears()).contains("张伟】〔位置〕镇政府（36.5,117.25）");
    }
}

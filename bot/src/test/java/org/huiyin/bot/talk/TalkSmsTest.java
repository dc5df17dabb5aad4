package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.huiyin.adapters.simulator.SentPart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A villager and a cadre who have text messages only. */
class TalkSmsTest {
    private static final TalkService SERVICE = new TalkService(20);
    private static final int LONGEST = 67;
    private final Place place = SERVICE.place();
    private final Person wang = place.phone("14500012001");
    private final Person zhang = place.phone("14500001009");
    private final Person zhangsChat = place.person("zhangwei");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    /** The cadre has nothing but the phone. */
    private void zhangHasNoChat() {
        zhangsChat.leaves();
    }

    @ParameterizedTest
    @ValueSource(strings = {"路灯坏了", "进度", "帮助", "9", "0", "电话", "陪同", "新", "退订", "我家着火了", "张伟从来没来过", "谢谢", "投诉 拍照就走"})
    void everythingSaidToAVillagerIsShortAndWhole(String text) {
        wang.says(text);
        assertThat(wang.news()).isNotEmpty().allSatisfy(part -> {
            assertThat(part.text().length()).as(part.text()).isLessThanOrEqualTo(LONGEST);
            assertThat(part.text()).doesNotContain("${").isNotBlank();
        });
    }

    @Test
    void aConversationByTextMessages() {
        zhangHasNoChat();
        wang.says("路灯坏了");
        assertThat(wang.hears()).contains("已转张伟，编号#" + wang.code() + "，11月23日前答复。", "【回音】来信转联系干部");
        assertThat(zhang.news()).hasSize(1);
        assertThat(zhang.last().text()).isEqualTo("【#" + wang.code() + " 王秀英】路灯坏了");
        zhang.says("今天去修");
        assertThat(zhang.hears()).contains("30秒后发给 王秀英");
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.hears()).isEqualTo("【#" + wang.code() + " 张伟】今天去修");
        zhang.says("#" + wang.code() + " 办结 换了灯");
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.hears()).isEqualTo("#" + wang.code() + "说已办好：换了灯 解决了吗？1是2否3部分");
        wang.says("1");
        assertThat(wang.hears()).contains("就此结束");
    }

    @Test
    void aTextOfMoreThanThreePartsIsCutAfterTheFirst() {
        zhangHasNoChat();
        wang.says("路灯坏了".repeat(60));
        assertThat(zhang.news())
                .hasSize(1)
                .allSatisfy(part -> assertThat(part.text())
                        .startsWith("【#" + wang.code() + " 王秀英】路灯坏了")
                        .endsWith("…（回“全文 #" + wang.code() + "”）")
                        .hasSizeLessThanOrEqualTo(LONGEST));
        zhang.says("全文 #" + wang.code());
        assertThat(zhang.news().stream().map(SentPart::text).reduce("", String::concat))
                .isEqualTo("路灯坏了".repeat(60));
    }

    @Test
    void aTextOfThreePartsIsSentWhole() {
        zhangHasNoChat();
        wang.says("路灯坏了".repeat(40));
        assertThat(zhang.news()).hasSize(3);
    }

    @Test
    void aVeryLongTextComesInPages() {
        zhangHasNoChat();
        wang.says("路灯坏了".repeat(1000));
        zhang.hears();
        zhang.says("全文 #" + wang.code());
        assertThat(zhang.hears().replace("\n", "")).contains("第1/2页", "全文 #" + wang.code() + " 2");
        zhang.says("全文 #" + wang.code() + " 2");
        assertThat(zhang.hears().replace("\n", "")).contains("第2/2页，完");
    }

    @Test
    void aPhotoIsSaidToBeThereWhereItCannotBeShown() {
        zhangHasNoChat();
        place.person("wangxiuying").sendsPhoto("就是这盏");
        assertThat(zhang.news()).extracting(SentPart::text).satisfies(texts -> {
            assertThat(texts).hasSize(2);
            assertThat(texts.get(0)).contains("〔照片〕就是这盏");
            assertThat(texts.get(1)).contains("短信发不了");
        });
        wang.says("灯又坏了");
        zhangsChat.returns();
        zhangsChat.sendsPhoto("#" + wang.code() + " 修好了");
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.everything()).contains("〔照片〕修好了", "短信发不了");
        assertThat(wang.news()).allSatisfy(part -> assertThat(part.text()).isNotBlank());
    }

    @Test
    void aCadreWithoutButtonsIsAskedInOneMessage() {
        zhangHasNoChat();
        wang.says("路灯坏了");
        place.person("maguofu").says("猪圈塌了");
        place.person("zhengguilan").says("井塌了");
        zhang.hears();
        zhang.says("今天去修");
        assertThat(zhang.news()).hasSize(1);
        assertThat(zhang.last().text()).contains("发给谁？A 郑桂兰#", "B 马国富#", "C 王秀英#" + wang.code());
        zhang.says("C");
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.hears()).contains("今天去修");
    }
}

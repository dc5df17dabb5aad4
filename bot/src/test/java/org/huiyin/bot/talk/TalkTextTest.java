package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is written is text, both ways: nothing is expanded, hidden or lost. */
class TalkTextTest {
    private static final TalkService SERVICE = new TalkService(30);
    private final Place place = SERVICE.place();
    private final Person wang = place.person("wangxiuying");
    private final Person zhang = place.person("zhangwei");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    /** What is written, and what arrives. */
    static Stream<Arguments> texts() {
        return Stream.of(
                same("the environment", "路灯 ${env:HOME} 坏了"),
                same("our own placeholders", "${code} ${text} ${label} ${who}"),
                same("a script", "<script>alert(1)</script>"),
                same("a format", "100% 的 %s {0}"),
                same("emoji with joiners", "👨‍👩‍👧‍👦 路灯💡坏了 🇨🇳"),
                same("bidi characters", "a\u202Eb\u202Cc\u2066d\u2069"),
                same("combining marks", "Z\u0351\u036Balgo"),
                same("beyond the first plane", "𠀀𪚥 is Chinese too"),
                same("lines and tabs", "第一行\n\t第二行\r\n第三行"),
                same("quotes and backslashes", "\\n \" ' ` \\u0041"),
                Arguments.of("a NUL", "路灯\u0000坏了", "路灯\uFFFD坏了"),
                Arguments.of("half a character", "路灯\uD83D坏了", "路灯\uFFFD坏了"));
    }

    private static Arguments same(String label, String text) {
        return Arguments.of(label, text, text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void arrivesAtTheCadreAsItWasWritten(String label, String written, String arrives) {
        wang.says(written);
        assertThat(zhang.hears()).endsWith("王秀英·北关村3组】" + arrives);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void arrivesAtTheVillagerAsItWasWritten(String label, String written, String arrives) {
        wang.says("路灯坏了");
        wang.hears();
        zhang.says(written);
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.hears()).isEqualTo("【#" + wang.code() + " 张伟】" + arrives);
    }

    @Test
    void twentyThousandCharactersArriveWholeWhenTheyAreAskedFor() {
        String text = "路灯坏了，天黑走路要摔跤。😀".repeat(1500).substring(0, 20_000);
        wang.says(text);
        assertThat(wang.hears()).contains("已转给您的联系干部");
        assertThat(zhang.hears())
                .contains(text.substring(0, 500), "回“全文 #" + wang.code() + "”看全部")
                .hasSizeLessThan(2000);
        zhang.says("全文 #" + wang.code());
        assertThat(zhang.hears().replace("\n", "")).isEqualTo(text);
        wang.hears();
        zhang.says("#" + wang.code() + " " + text);
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.hears()).contains(text.substring(0, 500), "全文 #" + wang.code());
        wang.says("全文 #" + wang.code());
        assertThat(wang.hears().replace("\n", "")).isEqualTo(text);
    }
}

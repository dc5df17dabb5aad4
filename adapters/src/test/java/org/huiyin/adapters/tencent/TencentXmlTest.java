package org.huiyin.adapters.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TencentXmlTest {
    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("no XML", "hello"),
                Arguments.of("truncated", "<xml><Content><![CDATA[x]]></Cont"),
                Arguments.of("two roots", "<xml/><xml/>"),
                Arguments.of("bare DOCTYPE", "<!DOCTYPE xml><xml><A>1</A></xml>"),
                Arguments.of(
                        "external entity",
                        "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><xml><A>&e;</A></xml>"),
                Arguments.of(
                        "entity bomb",
                        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><xml><A>&b;</A></xml>"),
                Arguments.of(
                        "parameter entity", "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/\"> %p;]><xml/>"),
                Arguments.of("undeclared entity", "<xml><A>&who;</A></xml>"),
                Arguments.of("too deep", "<a>".repeat(9) + "</a>".repeat(9)),
                Arguments.of("too many", "<xml>" + "<a/>".repeat(400) + "</xml>"),
                Arguments.of("too long", "<xml><A>" + "x".repeat(TencentXml.MAX_CHARS) + "</A></xml>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refuses(String label, String document) {
        assertThat(TencentXml.parse(document)).as(label).isEmpty();
    }

    @Test
    void readsFlatAndNestedElements() {
        XmlFields fields = TencentXml.parse("<?xml version=\"1.0\" encoding=\"UTF-16\"?><xml>\n <A><![CDATA[1<2]]></A>"
                        + "<B>&lt;b&gt;</B><C><D>x</D><D>y</D></C><E/><A>second</A></xml>")
                .orElseThrow();
        assertThat(fields.text("A")).isEqualTo("1<2");
        assertThat(fields.text("B")).isEqualTo("<b>");
        assertThat(fields.text("C/D")).isEqualTo("x");
        assertThat(fields.has("E")).isFalse();
        assertThat(fields.text("nowhere")).isEmpty();
    }

    @Test
    void aForbiddenCharacterCostsItselfAndNotTheMessage() {
        XmlFields fields = TencentXml.parse("<xml><A><![CDATA[a\u0008b\u0000c\uD83Dd]]></A></xml>")
                .orElseThrow();
        assertThat(fields.text("A")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "]]>", "]]>]]>", "a]]", "<b>&amp;</b>", "😡 灯坏了", "${jndi:x}", "]]]]><![CDATA[>", ""})
    void whatIsWrittenIsRead(String words) {
        String document = new TencentXmlWriter()
                .text("Content", words)
                .number("CreateTime", 1)
                .document();
        XmlFields fields = TencentXml.parse(document).orElseThrow();
        assertThat(fields.text("Content")).isEqualTo(words);
        assertThat(fields.text("CreateTime")).isEqualTo("1");
    }

    @Test
    void noMutationMakesItThrow() {
        String good =
                "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><A>&lt;1&#x4E00;</A><!-- c --><?p i?><B c='d'/></xml>";
        Random random = new Random(7);
        String alphabet = "<>![]&;#x/?'\"- aA\u0000\uD800";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder mutated = new StringBuilder(good);
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutated.setCharAt(random.nextInt(good.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(TencentXml.parse(mutated.toString())).isNotNull();
        }
    }
}

package org.huiyin.bot.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FoldingTest {
    static List<Arguments> texts() {
        return List.of(
                arguments("traditional, with a space", "張 偉", "张伟", "张 伟", "张伟"),
                arguments("wide", "ＡＢ　ｃ１", "abc1", "ab c1", "abc1"),
                arguments("marks", "张-伟！", "张-伟!", "张-伟!", "张伟"),
                arguments("other white space", "a\tb\nc", "abc", "a b c", "abc"),
                arguments("spaces around", " 待办 ", "待办", "待办", "待办"),
                arguments("something invisible between", "张\u200b伟", "张伟", "张伟", "张伟"),
                arguments("compatible forms", "㍿ ① Ⅳ", "株式会社1iv", "株式会社 1 iv", "株式会社1iv"),
                arguments("an accent apart", "e\u0301te\u0301", "été", "été", "été"),
                arguments("nothing", "", "", "", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void asPeopleWriteIt(String label, String text, String fold, String words, String squeeze) {
        assertThat(Folding.fold(text)).isEqualTo(fold);
        assertThat(Folding.words(text)).isEqualTo(words);
        assertThat(Folding.squeeze(text)).isEqualTo(squeeze);
    }

    /** What is looked up in a table for speed is what Unicode's normalisation says, for every character and between any neighbours. */
    @Test
    void everyCharacterIsNarrowedAsUnicodeSays() {
        List<String> different = new ArrayList<>();
        for (char c = 1; c < Character.MAX_VALUE; c++) {
            String text = "中" + c + "a";
            String unicode = Normalizer.normalize(text, Normalizer.Form.NFKC)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\p{Cf}+", "");
            // What is simplified besides is another rule.
            boolean simplified = unicode.chars().skip(1).anyMatch(FoldingTest::isIdeograph);
            if (!simplified && !Folding.plain(text).equals(unicode)) {
                different.add(Integer.toHexString(c));
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void anIdeographIsNeverAnotherToUnicode() {
        for (char c = '\u4e00'; c <= '\u9fff'; c++) {
            String text = String.valueOf(c);
            assertThat(Normalizer.normalize(text, Normalizer.Form.NFKC)).isEqualTo(text);
        }
    }

    private static boolean isIdeograph(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}

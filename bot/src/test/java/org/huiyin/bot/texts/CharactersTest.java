package org.huiyin.bot.texts;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tables are read here without the libraries that bring them: for every character the answer must be the library's. */
class CharactersTest {
    private static final char FIRST_IDEOGRAPH = '\u3400';

    @Test
    void everySimplifiedFormIsTheLibrarys() {
        assertThat(different(c -> String.valueOf(Characters.simplified(c)), CharactersTest::simplified))
                .isEmpty();
        assertThat(Characters.simplified('偉')).isEqualTo('伟');
    }

    /** Of a character's forms the library names the first, which may be one that does not fit into 16 bits. */
    private static String simplified(char c) {
        String found = ZhConverterUtil.toSimple(String.valueOf(c));
        return found.length() == 1 ? found : String.valueOf(c);
    }

    @Test
    void everyReadingIsTheLibrarys() {
        assertThat(different(Characters::readings, CharactersTest::readings)).isEmpty();
        assertThat(Characters.readings('重')).containsExactly("zhong", "chong", "tong");
        assertThat(Characters.readings('吕')).containsExactly("lü");
    }

    /** The library leaves half of a mark on 呣, 嘸, 欸 and 誒. */
    private static List<String> readings(char c) {
        return PinyinHelper.toPinyinList(c, PinyinStyleEnum.NORMAL).stream()
                .map(reading -> reading.replaceAll("[\u0300\u0304\u030c]", ""))
                .map(reading -> reading.replaceAll("[ēě]", "e"))
                .toList();
    }

    private static <T> List<String> different(Function<Character, T> ours, Function<Character, T> theirs) {
        return IntStream.rangeClosed(FIRST_IDEOGRAPH, Character.MAX_VALUE)
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                .mapToObj(c -> (char) c)
                .filter(c -> !ours.apply(c).equals(theirs.apply(c)))
                .map(c -> c + " " + ours.apply(c) + " is " + theirs.apply(c))
                .toList();
    }
}

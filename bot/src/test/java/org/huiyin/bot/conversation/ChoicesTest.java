package org.huiyin.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.texts.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoicesTest {
    private static final List<String> FIVE = List.of("王秀英", "马国富", "郑桂兰", "马国富", "Anna Weber");
    private static final Texts.Voice VOICE = Texts.read(ConfigFolder.shipped()).voice("zh-CN", false);

    @Test
    void threeAreShownAndThatThereAreMore() {
        assertThat(Choices.list(FIVE, 0, Function.identity(), VOICE)).isEqualTo("A 王秀英，B 马国富，C 郑桂兰（还有，回“更多”）");
        assertThat(Choices.list(FIVE, 3, Function.identity(), VOICE)).isEqualTo("D 马国富，E Anna Weber");
    }

    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource({
        "A, 王秀英",
        "a, 王秀英",
        "Ａ, 王秀英",
        "' b. ', 马国富",
        "C), 郑桂兰",
        "王秀英, 王秀英",
        "王 秀英, 王秀英",
        "王秀英。, 王秀英",
        "annaweber, Anna Weber"
    })
    void aLetterOrANameChooses(String text, String chosen) {
        assertThat(Choices.pick(FIVE, text, Function.identity())).contains(chosen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"F", "马国富", "1", "AB", "王", "", "好的", "?"})
    void whatMeansNobodyOrTwoChoosesNobody(String text) {
        assertThat(Choices.pick(FIVE, text, Function.identity())).isEmpty();
    }
}

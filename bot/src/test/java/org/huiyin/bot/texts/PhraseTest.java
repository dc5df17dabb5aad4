package org.huiyin.bot.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a phrase can begin with, by which a text is walked through. */
class PhraseTest {
    private static final Map<String, List<String>> SETS = Map.of(
            "sets.gas", List.of("煤气", "燃气", "煤烟"), "sets.none", List.of(), "sets.person", List.of("my mother", "he"));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "anything",
            value = {
                "a character,              掉(进|到)~(井|河),   掉",
                "one of them,              (房|屋)~塌,          房屋",
                "one of them or what comes,(房|屋|)子,          房屋子",
                "each once,                (煤|煤气|)煤,        煤",
                "one option after another, (都|)(很|)疼,        都很疼",
                "a word of a list,         <gas>~漏,            煤燃",
                "a list among others,      (<gas>|气)漏,        煤燃气",
                "of letters,               <person> ~ fell,     mh",
                "no word,                  <none>漏,            anything",
                "some characters,          ~漏,                 anything",
                "some characters in one,   (很|~)漏,            anything",
                "nothing certain,          (很|),               anything",
                "choices without brackets, 漏|(气),             anything"
            })
    void knowsWhatItBeginsWith(String label, String word, String heads) {
        assertThat(new Phrase(word, name -> SETS.getOrDefault(name, List.of())).heads())
                .as(label)
                .isEqualTo(heads);
    }
}

package org.huiyin.bot.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.texts.Words.Haystack;
import org.junit.jupiter.api.Test;

/** Looking words up by their first characters finds what looking for each of them anywhere finds, in every list that is shipped. */
class WordListTest {
    private static final Words WORDS = Words.read(ConfigFolder.shipped());
    private static final String FILLER = "我家的他在了村里路上 a no the 水电，。！？ fire 3 组 people";

    @Test
    void findsWhatASearchForEachWordFinds() {
        Random random = new Random(7);
        for (String name : WORDS.names()) {
            List<Word> words = WORDS.prepared(name);
            for (int round = 0; round < 40; round++) {
                Haystack text = Haystack.of(text(words, random));
                assertThat(WORDS.firstOf(name, text)).as("%s in %s", name, text).isEqualTo(first(words, text));
            }
        }
    }

    /** The naive way: each word is looked for at each place. */
    private static int first(List<Word> words, Haystack text) {
        int longest = Math.max(text.folded().length(), text.apart().length());
        for (int at = 0; at < longest; at++) {
            for (Word word : words) {
                if (at < word.form(text).length() && word.at(word.form(text), at)) {
                    return at;
                }
            }
        }
        return -1;
    }

    /** Filler with pieces of the list's own words in it, some of them whole. */
    private static String text(List<Word> words, Random random) {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int from = random.nextInt(FILLER.length() - 4);
            pieces.add(FILLER.substring(from, from + 1 + random.nextInt(4)));
            if (!words.isEmpty() && random.nextBoolean()) {
                String word = words.get(random.nextInt(words.size())).text().replaceAll("[(|)~]|<[a-z-]+>", "");
                pieces.add(word.substring(0, word.isEmpty() ? 0 : 1 + random.nextInt(word.length())));
            }
        }
        return String.join(random.nextBoolean() ? "" : " ", pieces);
    }
}

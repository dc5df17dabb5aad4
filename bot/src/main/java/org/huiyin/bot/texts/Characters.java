package org.huiyin.bot.texts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What is known of single Chinese characters: their simplified form and their readings. It is looked up in the tables that opencc4j and pinyin
 * bring along, as they lie in those jars; the libraries themselves would first read their dictionaries of words and phrases, which is half of
 * the time that a service takes to start, for an answer about one character that is the same. A test holds it to be.
 */
final class Characters {
    /** Lines of {@code traditional TAB simplified[ simplified…]}. */
    private static final String SIMPLIFIED = "/data/dictionary/TSCharacters.txt";
    /** Lines of {@code character:reading[,reading…]}, with the tones' marks. */
    private static final String READINGS = "/pinyin_dict_char.txt";

    private static final String TONED = "āáǎàēéěèêếềīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ";
    private static final String TONELESS = "aaaaeeeeeeeiiiioooouuuuüüüünnnm";

    private Characters() {}

    /** Read when first needed, each by itself. */
    private static final class Simplified {
        static final char[] TABLE = read();

        private static char[] read() {
            char[] table = new char[Character.MAX_VALUE + 1];
            lines(SIMPLIFIED).forEach(line -> {
                int tab = line.indexOf('\t');
                int end = line.indexOf(' ', tab) < 0 ? line.length() : line.indexOf(' ', tab);
                // Characters beyond 16 bits, on either side, are nobody's everyday writing.
                if (tab == 1 && end == 3) {
                    table[line.charAt(0)] = line.charAt(2);
                }
            });
            return table;
        }
    }

    private static final class Spoken {
        static final String TEXT = text(READINGS);
        /** Where in the text a character's readings begin; 0 where it has none. */
        static final int[] FROM = index(TEXT);

        static final Map<Character, List<String>> MET = new ConcurrentHashMap<>();

        private static int[] index(String text) {
            int[] from = new int[Character.MAX_VALUE + 1];
            for (int line = 0; line + 1 < text.length(); line = text.indexOf('\n', line) + 1) {
                if (text.charAt(line + 1) == ':') {
                    from[text.charAt(line)] = line + 2;
                }
            }
            return from;
        }

        static List<String> of(char c) {
            int from = FROM[c];
            return from == 0
                    ? List.of(String.valueOf(c))
                    : Arrays.stream(TEXT.substring(from, TEXT.indexOf('\n', from))
                                    .strip()
                                    .split(","))
                            .map(Characters::toneless)
                            .toList();
        }
    }

    /** The simplified form of a character, itself where it has none. */
    static char simplified(char c) {
        char simple = Simplified.TABLE[c];
        return simple == 0 ? c : simple;
    }

    /** How a character is spoken, without tones, the commonest first; the character itself where nobody knows. */
    static List<String> readings(char c) {
        return Spoken.MET.computeIfAbsent(c, Spoken::of);
    }

    private static String toneless(String reading) {
        return reading.chars()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .mapToObj(c -> TONED.indexOf(c) < 0 ? (char) c : TONELESS.charAt(TONED.indexOf(c)))
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    private static List<String> lines(String resource) {
        return text(resource).lines().toList();
    }

    /** Ends with a line's end. */
    private static String text(String resource) {
        try (InputStream in = Characters.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing among the jars");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

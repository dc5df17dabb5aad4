package org.huiyin.bot.texts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.huiyin.bot.texts.Words.Word;

/**
 * A command and what stands after it.
 *
 * @param name of the list under {@code commands}
 * @param rest what follows, as it was typed
 * @param marked whether it certainly is one: nothing follows, or a mark between, or it is Chinese; "help me" only begins like a command
 */
public record Command(String name, String rest, boolean marked) {
    private static final LevenshteinDistance ONE_TYPO = new LevenshteinDistance(1);
    /** A shorter word of letters is another word after one typo: "done" is near "gone", "full" near "fell". */
    private static final int SHORTEST_WITH_TYPO = 5;
    /** So many Chinese characters still say what was meant when one of them is wrong. */
    private static final int SHORTEST_CHINESE_WITH_TYPO = 4;

    private static final String MARKS = "\n:：,，、。.!！";
    private static final Pattern MARKS_AROUND = Pattern.compile("^[\\s:：,，、。.!！]+");
    private static final Pattern AFTER_FIRST = Pattern.compile("[\\s:,，、。.!！].*$");

    /** Whether nothing follows. */
    public boolean alone() {
        return rest.isEmpty();
    }

    /**
     * Reads a command at the beginning of {@code text}: it stands alone, or a space or a mark follows. One typo is forgiven: of a Chinese word
     * one that sounds the same, of a long one alone any.
     */
    static Optional<Command> read(Words words, Set<String> names, String text) {
        Map<String, Integer> beginnings = beginnings(text, words.longest());
        for (String name : names) {
            for (Word word : words.prepared("commands." + name)) {
                int end = beginnings.getOrDefault(word.solid(), -1);
                if (end >= 0 && endsThere(word, text, end)) {
                    return Optional.of(until(name, word, text, end));
                }
            }
        }
        return slip(words, names, text);
    }

    private static Command until(String name, Word word, String text, int end) {
        String rest = MARKS_AROUND.matcher(text.substring(end)).replaceFirst("");
        boolean marked = rest.isEmpty() || !word.latin() || MARKS.indexOf(text.charAt(end)) >= 0;
        return new Command(name, rest, marked);
    }

    /** Every beginning of a text, folded, with where in the text it ends. */
    private static Map<String, Integer> beginnings(String text, int longest) {
        Map<String, Integer> beginnings = new HashMap<>();
        StringBuilder seen = new StringBuilder();
        int end = 0;
        while (end < text.length() && seen.length() < longest) {
            int next = text.offsetByCodePoints(end, 1);
            seen.append(Folding.fold(text.substring(end, next)));
            end = next;
            beginnings.putIfAbsent(seen.toString(), end);
        }
        return beginnings;
    }

    private static boolean endsThere(Word word, String text, int end) {
        return end == text.length()
                || " \t　".indexOf(text.charAt(end)) >= 0
                || MARKS.indexOf(text.charAt(end)) >= 0
                || word.solid().endsWith(":");
    }

    private static Optional<Command> slip(Words words, Set<String> names, String text) {
        String bare = Words.bare(text);
        String first = AFTER_FIRST.matcher(Folding.words(text)).replaceFirst("");
        boolean readable = first.length() > 1
                && first.length() <= text.length()
                && Folding.fold(text.substring(0, first.length())).equals(first);
        for (String name : names) {
            for (Word word : words.prepared("commands." + name)) {
                if (readable && !word.latin() && Sounds.alike(word.text(), first)) {
                    return Optional.of(until(name, word, text, first.length()));
                }
                if (typo(word, bare)) {
                    return Optional.of(new Command(name, "", true));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean typo(Word word, String bare) {
        int length = word.text().length();
        return length >= (word.latin() ? SHORTEST_WITH_TYPO : SHORTEST_CHINESE_WITH_TYPO)
                && Math.abs(length - bare.length()) <= 1
                && bare.chars().noneMatch(Character::isDigit)
                && ONE_TYPO.apply(word.text(), bare) >= 0;
    }
}

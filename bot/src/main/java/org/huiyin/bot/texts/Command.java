package org.huiyin.bot.texts;

import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;

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

    /** Whether nothing follows. */
    public boolean alone() {
        return rest.isEmpty();
    }

    /**
     * Reads a command at the beginning of {@code text}: it stands alone, or a space or a mark follows. One typo is forgiven: of a Chinese word
     * one that sounds the same, of a long one alone any.
     */
    static Optional<Command> read(Words words, Set<String> names, String text) {
        for (String name : names) {
            for (String word : words.list("commands." + name)) {
                int end = endOf(word, text);
                if (end >= 0) {
                    return Optional.of(until(name, word, text, end));
                }
            }
        }
        return slip(words, names, text);
    }

    private static Command until(String name, String word, String text, int end) {
        String rest = text.substring(end).replaceFirst("^[\\s:：,，、。.!！]+", "");
        boolean marked = rest.isEmpty() || !Words.isLatin(word) || MARKS.indexOf(text.charAt(end)) >= 0;
        return new Command(name, rest, marked);
    }

    /** Where the command ends in the text, or -1. */
    private static int endOf(String word, String text) {
        String wanted = word.replace(" ", "");
        StringBuilder seen = new StringBuilder();
        int end = 0;
        while (end < text.length() && seen.length() < wanted.length()) {
            int next = text.offsetByCodePoints(end, 1);
            seen.append(Folding.fold(text.substring(end, next)));
            end = next;
        }
        boolean same = seen.toString().equals(wanted);
        boolean alone =
                end == text.length() || " \t　".indexOf(text.charAt(end)) >= 0 || MARKS.indexOf(text.charAt(end)) >= 0;
        return same && (alone || wanted.endsWith(":")) ? end : -1;
    }

    private static Optional<Command> slip(Words words, Set<String> names, String text) {
        String bare = Words.bare(text);
        String first = Folding.words(text).replaceFirst("[\\s:,，、。.!！].*$", "");
        boolean readable = first.length() > 1
                && first.length() <= text.length()
                && Folding.fold(text.substring(0, first.length())).equals(first);
        for (String name : names) {
            for (String word : words.list("commands." + name)) {
                if (readable && !Words.isLatin(word) && Sounds.alike(word, first)) {
                    return Optional.of(until(name, word, text, first.length()));
                }
                if (typo(word, bare)) {
                    return Optional.of(new Command(name, "", true));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean typo(String word, String bare) {
        int shortest = Words.isLatin(word) ? SHORTEST_WITH_TYPO : SHORTEST_CHINESE_WITH_TYPO;
        return word.length() >= shortest
                && bare.chars().noneMatch(Character::isDigit)
                && ONE_TYPO.apply(word, bare) >= 0;
    }
}

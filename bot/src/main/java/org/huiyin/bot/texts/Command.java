package org.huiyin.bot.texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command and what stands after it.
 *
 * @param name of the list under {@code commands}
 * @param rest what follows, as it was typed
 * @param marked whether it certainly is one: nothing follows, or a mark between, or it is Chinese; "help me" only begins like a command
 */
public record Command(String name, String rest, boolean marked) {
    /** A shorter word of letters is another word after one typo: "done" is near "gone", "full" near "fell". */
    private static final int SHORTEST_WITH_TYPO = 5;
    /** These are only said to the service, so that a light slip in them is still nobody's answer. */
    private static final Set<String> SHORT_WITH_TYPO = Set.of("todo", "undo", "note");
    /** So many Chinese characters still say what was meant when one of them is wrong. */
    private static final int SHORTEST_CHINESE_WITH_TYPO = 4;

    private static final String MARKS = "\n:：,，、。.!！";
    private static final Pattern ASKS = Pattern.compile("[吗呢么没?？][\\p{Punct}\\p{IsPunctuation}]*$");
    private static final Pattern MARKS_AROUND = Pattern.compile("^[\\s:：,，、。.!！]+");
    private static final String AFTER_FIRST = ":,，、。.!！";

    /** Whether nothing follows. */
    public boolean alone() {
        return rest.isEmpty();
    }

    /**
     * Reads a command at the beginning of {@code text}: it stands alone, or a space or a mark follows. One typo is forgiven: of a Chinese word
     * one that sounds the same, of a long one alone any.
     */
    static Optional<Command> read(Words words, Set<String> names, String text) {
        List<Beginning> beginnings = beginnings(text, words.longest());
        // The longest first: "call me" is not "call" and a word.
        for (int i = beginnings.size() - 1; i >= 0; i--) {
            Beginning beginning = beginnings.get(i);
            for (Named known : words.commands(beginning.folded())) {
                if (names.contains(known.name()) && endsThere(known.word(), text, beginning.end())) {
                    return Optional.of(until(known.name(), known.word(), text, beginning.end()));
                }
            }
        }
        return slip(words, names, text);
    }

    /** A word that stands for a command. */
    record Named(String name, Word word) {}

    private static Command until(String name, Word word, String text, int end) {
        String rest = MARKS_AROUND.matcher(text.substring(end)).replaceFirst("");
        boolean marked = rest.isEmpty() || !word.latin() || MARKS.indexOf(text.charAt(end)) >= 0;
        return new Command(name, rest, marked);
    }

    /** What a text begins with, folded, and where in the text that ends. */
    private record Beginning(String folded, int end) {}

    /** Every beginning of a text, the shortest first, none longer than {@code longest}. */
    private static List<Beginning> beginnings(String text, int longest) {
        List<Beginning> beginnings = new ArrayList<>();
        StringBuilder seen = new StringBuilder();
        int end = 0;
        while (end < text.length() && seen.length() < longest) {
            int next = text.offsetByCodePoints(end, 1);
            String folded = Folding.fold(text.substring(end, next));
            end = next;
            if (!folded.isEmpty()) {
                beginnings.add(new Beginning(seen.append(folded).toString(), end));
            }
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
        String bare = words.bare(text);
        String first = firstOf(Folding.words(text));
        if (first.length() > words.longest() && bare.length() > words.longest() + 1) {
            return Optional.empty();
        }
        boolean readable = first.length() > 1
                && first.length() <= text.length()
                && Folding.fold(text.substring(0, first.length())).equals(first);
        boolean typed = bare.chars().noneMatch(Character::isDigit);
        boolean latin = Words.isLatin(bare);
        for (String name : names) {
            for (Word word : words.prepared("commands." + name)) {
                if (readable && !word.latin() && Sounds.alike(word.text(), first)) {
                    return Optional.of(until(name, word, text, first.length()));
                }
                if (typed && word.latin() == latin && typo(name, word, bare)) {
                    return Optional.of(new Command(name, "", true));
                }
            }
        }
        return Optional.empty();
    }

    /** Up to the first space or mark. */
    private static String firstOf(String folded) {
        int end = 0;
        while (end < folded.length()
                && !Character.isWhitespace(folded.charAt(end))
                && AFTER_FIRST.indexOf(folded.charAt(end)) < 0) {
            end++;
        }
        return folded.substring(0, end);
    }

    private static boolean typo(String name, Word word, String bare) {
        int length = word.text().length();
        if (Math.abs(length - bare.length()) > 1) {
            return false;
        }
        boolean isLong = length >= (word.latin() ? SHORTEST_WITH_TYPO : SHORTEST_CHINESE_WITH_TYPO);
        return isLong
                ? Typo.count(word.text(), bare) <= 1
                : word.latin() && SHORT_WITH_TYPO.contains(name) && Typo.light(word.text(), bare);
    }

    static Optional<Command> glued(Words words, Set<String> names, String text, boolean coded) {
        for (Beginning beginning : beginnings(text, words.longest())) {
            for (Named known : words.commands(beginning.folded())) {
                String rest = text.substring(beginning.end());
                boolean goesOn = names.contains(known.name()) && !known.word().latin() && !rest.isEmpty();
                if (goesOn && goesOn(words, known.name(), rest, coded)) {
                    return Optional.of(new Command(known.name(), rest, true));
                }
            }
        }
        return Optional.empty();
    }

    /** What follows says what was done, or why it must climb; it asks nothing and speaks to nobody. */
    private static boolean goesOn(Words words, String name, String rest, boolean coded) {
        boolean answer = begins(words, "glued.none", rest)
                || words.anywhere("glued.spoken-to", rest)
                || ASKS.matcher(rest).find();
        return switch (name) {
            case "resolve" -> !answer;
            case "escalate" -> !answer && (coded || begins(words, "glued.why", rest));
            default -> false;
        };
    }

    private static boolean begins(Words words, String list, String rest) {
        return words.list(list).stream().anyMatch(Folding.fold(rest)::startsWith);
    }
}

package org.huiyin.bot.texts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A word of a list that stands for many: {@code 掉(进|到)~(井|河)}. Whoever writes in a hurry puts the same few words together in a hundred
 * ways, and no list of whole sentences has them all. {@code (a|b)} is one of them, {@code <name>} one of the list {@code sets.name}, and
 * {@code ~} a few characters, or words of letters, of the same sentence.
 */
final class Phrase {
    private static final Pattern SIGN = Pattern.compile("[(|)]| ?~ ?|<([a-z-]+)>");
    private static final Pattern SET = Pattern.compile("<[a-z-]+>");
    private static final Pattern OPTIONS = Pattern.compile("\\([^()]*\\)");
    private static final String SOME_CHARACTERS = "[^。！？!?；;]{0,8}?";
    private static final String SOME_WORDS = " (?:[^ ]+ ){0,4}?";

    private final String word;
    private final Function<String, List<String>> sets;
    private volatile @Nullable Pattern pattern;

    /** A folded word, and the lists that it may name. */
    Phrase(String word, Function<String, List<String>> sets) {
        this.word = word;
        this.sets = sets;
    }

    /** Made when a text has what this begins with: most texts have that of none, and a start need not wait for hundreds of patterns. */
    Pattern pattern() {
        Pattern made = pattern;
        if (made == null) {
            made = read(word, sets);
            pattern = made;
        }
        return made;
    }

    /** The characters, each once, that it can begin with, after its space where it is of letters; null for anything. */
    @Nullable
    String heads() {
        String text = isLatin(word) ? word : word.replace(" ", "");
        Set<Character> heads = new LinkedHashSet<>();
        if (OPTIONS.matcher(text).replaceAll("").indexOf('|') >= 0 || !addHeads(text, heads)) {
            return null;
        }
        StringBuilder all = new StringBuilder();
        heads.forEach(all::append);
        return all.toString();
    }

    /** False where it can begin with anything. */
    private boolean addHeads(String text, Set<Character> heads) {
        char first = text.isEmpty() ? '~' : text.charAt(0);
        return switch (first) {
            case '~', ' ' -> false;
            case '<' -> set(text.substring(1, text.indexOf('>'))).stream().allMatch(one -> addHead(one, heads));
            case '(' -> {
                int end = text.indexOf(')');
                String rest = text.substring(end + 1);
                yield Stream.of(text.substring(1, end).split("\\|", -1)).allMatch(one -> addHeads(one + rest, heads));
            }
            default -> addHead(text, heads);
        };
    }

    private static boolean addHead(String text, Set<Character> heads) {
        return !text.isEmpty() && (heads.contains(text.charAt(0)) || heads.add(text.charAt(0)));
    }

    private List<String> set(String name) {
        List<String> words = sets.apply("sets." + name);
        return words.isEmpty() ? List.of("") : words;
    }

    static boolean is(String word) {
        return word.indexOf('(') >= 0 || word.indexOf('~') >= 0 || word.indexOf('<') >= 0;
    }

    /** Whether it is of letters, and so looked for between spaces. */
    static boolean isLatin(String word) {
        return Words.isLatin(SET.matcher(word).replaceAll(""));
    }

    /**
     * Looks whether a folded word can be read.
     *
     * @param known whether there is a set of that name
     * @throws IllegalArgumentException with what is wrong with it
     */
    static void check(String word, Predicate<String> known) {
        String plain = SET.matcher(word).replaceAll("");
        if (plain.indexOf('<') >= 0) {
            throw new IllegalArgumentException("a set is named as <name>, of a-z and -");
        } else if (!plain.replaceAll("\\([^()]*\\)", "").chars().allMatch(c -> c != '(' && c != ')')) {
            throw new IllegalArgumentException("a bracket is alone, or stands within another");
        }
        SET.matcher(word)
                .results()
                .map(set -> set.group().substring(1, set.group().length() - 1))
                .filter(known.negate())
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("there is no list sets." + name);
                });
    }

    /** Reads a folded word, with the lists that it may name. */
    private static Pattern read(String word, Function<String, List<String>> sets) {
        boolean latin = isLatin(word);
        String text = latin ? " " + word + " " : word.replace(" ", "");
        StringBuilder pattern = new StringBuilder();
        Matcher sign = SIGN.matcher(text);
        int from = 0;
        while (sign.find()) {
            pattern.append(quote(text.substring(from, sign.start()))).append(sign(sign, latin, sets));
            from = sign.end();
        }
        return Pattern.compile(pattern.append(quote(text.substring(from))).toString());
    }

    private static String quote(String plain) {
        return plain.isEmpty() ? "" : Pattern.quote(plain);
    }

    private static String sign(Matcher sign, boolean latin, Function<String, List<String>> sets) {
        String name = sign.group(1);
        if (name != null) {
            return sets.apply("sets." + name).stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        }
        return switch (sign.group().strip()) {
            case "(" -> "(?:";
            case "~" -> latin ? SOME_WORDS : SOME_CHARACTERS;
            default -> sign.group();
        };
    }
}

package org.huiyin.bot.texts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.ConfigProblem;

/** The lists of {@code words/words.yaml}, folded, and the questions that are asked of them. */
public final class Words {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final LevenshteinDistance ONE_TYPO = new LevenshteinDistance(1);
    /** A shorter command is another word after one typo. */
    private static final int SHORTEST_WITH_TYPO = 4;

    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    private Words() {}

    /**
     * Reads the lists.
     *
     * @throws ConfigProblem naming the file, when it is not as shipped in shape
     */
    public static Words read(ConfigFolder folder) {
        Words words = new Words();
        folder.files("words", ".yaml").forEach((file, text) -> {
            try {
                words.add("", YAML.readTree(text));
            } catch (JsonProcessingException e) {
                throw new ConfigProblem(file + ":" + e.getLocation().getLineNr() + ": is not a list of words");
            }
        });
        return words;
    }

    private void add(String prefix, JsonNode node) {
        if (node.isArray()) {
            List<String> folded = YAML.convertValue(node, new TypeReference<List<String>>() {}).stream()
                    .map(Folding::words)
                    .toList();
            lists.put(prefix, folded);
        } else {
            node.properties()
                    .forEach(entry ->
                            add(prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey(), entry.getValue()));
        }
    }

    /** The words of a list, folded; of {@code titles} all its lists together. */
    public List<String> list(String name) {
        List<String> all = new ArrayList<>(lists.getOrDefault(name, List.of()));
        if (all.isEmpty()) {
            lists.forEach((key, values) -> {
                if (key.startsWith(name + ".")) {
                    all.addAll(values);
                }
            });
        }
        return all;
    }

    /** Whether a word of the list stands anywhere in the text. */
    public boolean anywhere(String list, String text) {
        String folded = Folding.fold(text);
        return list(list).stream().anyMatch(word -> contains(folded, text, word));
    }

    /** Words of letters must stand alone ("hi" is not in "this"); Chinese ones may stand anywhere. */
    private static boolean contains(String folded, String text, String word) {
        if (word.chars().allMatch(c -> c < 128)) {
            return (" " + Folding.words(text).replaceAll("[^\\p{Alnum}' ?]", " ") + " ")
                    .matches("(?s).*[^\\p{Alnum}]" + Pattern.quote(word) + "[^\\p{Alnum}].*");
        }
        return folded.contains(word.replace(" ", ""));
    }

    /** Whether the text is a word of the list and nothing else, punctuation aside. */
    public boolean exactly(String list, String text) {
        String bare = bare(text);
        return list(list).contains(bare);
    }

    /** Whether the text begins with a word of the list. */
    public boolean begins(String list, String text) {
        String folded = Folding.words(text);
        return list(list).stream().anyMatch(word -> folded.equals(word) || beginsApart(folded, word));
    }

    /** A single character or a word of letters must be followed by something that is not a letter: 急 begins "急！停水", not "急诊在哪". */
    private static boolean beginsApart(String folded, String word) {
        if (!folded.startsWith(word) || folded.equals(word)) {
            return false;
        }
        boolean longChinese = word.codePointAt(0) > 127 && word.length() > 1;
        return longChinese || !Character.isLetter(folded.codePointAt(word.length()));
    }

    /** Without the punctuation around it. */
    static String bare(String text) {
        return Folding.words(text)
                .replaceAll("^[\\p{Punct}\\p{IsPunctuation}\\s]+|[\\p{Punct}\\p{IsPunctuation}\\s]+$", "");
    }

    /** A command and what stands after it. */
    public record Command(String name, String rest) {}

    /**
     * The command that the text begins with, among {@code names}. A command stands alone, or is followed by a space, a colon or a comma; one
     * typo is forgiven in words of 4 letters or more.
     */
    public Optional<Command> command(Set<String> names, String text) {
        String stripped = text.strip();
        for (String name : names) {
            for (String word : list("commands." + name)) {
                int end = endOf(word, stripped);
                if (end >= 0) {
                    return Optional.of(new Command(name, stripped.substring(end).replaceFirst("^[\\s:：,，、]+", "")));
                }
            }
        }
        return typo(names, stripped);
    }

    /** Where the command ends in the text, or -1. */
    private static int endOf(String word, String text) {
        int letters = 0;
        String wanted = word.replace(" ", "");
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String folded = Folding.fold(text.substring(i, i + 1));
            seen.append(folded);
            letters = i + 1;
            if (seen.length() >= wanted.length()) {
                break;
            }
        }
        if (!seen.toString().equals(wanted)) {
            return -1;
        }
        boolean alone =
                letters == text.length() || " \t\n:：,，、。.!！".indexOf(text.charAt(letters)) >= 0 || wanted.endsWith(":");
        return alone ? letters : -1;
    }

    private Optional<Command> typo(Set<String> names, String text) {
        String bare = bare(text);
        if (bare.length() < SHORTEST_WITH_TYPO || bare.chars().anyMatch(Character::isDigit)) {
            return Optional.empty();
        }
        for (String name : names) {
            for (String word : list("commands." + name)) {
                if (word.length() >= SHORTEST_WITH_TYPO && ONE_TYPO.apply(word, bare) >= 0) {
                    return Optional.of(new Command(name, ""));
                }
            }
        }
        return Optional.empty();
    }

    /** All lists' names, for checks. */
    public Set<String> names() {
        return lists.keySet().stream().collect(Collectors.toUnmodifiableSet());
    }
}

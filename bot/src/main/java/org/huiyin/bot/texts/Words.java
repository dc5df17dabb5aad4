package org.huiyin.bot.texts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.ConfigProblem;
import org.huiyin.bot.config.Faults;
import org.huiyin.bot.config.Section;
import org.huiyin.bot.config.Suggestion;
import org.jspecify.annotations.Nullable;

/** The lists of {@code words/words.yaml}, folded, and the questions that are asked of them. */
public final class Words {
    private static final Pattern AROUND =
            Pattern.compile("^[\\p{Punct}\\p{IsPunctuation}\\s]+|[\\p{Punct}\\p{IsPunctuation}\\s]+$");

    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private final Map<String, WordList> prepared = new LinkedHashMap<>();
    private final Map<String, List<Command.Named>> commands = new HashMap<>();
    private int longest;
    private volatile @Nullable Folded last;

    private static final String COMMANDS = "commands.";
    private static final String SETS = "sets.";
    /** Lists that a county may add to by name: each says what a common problem is about. */
    public static final String TOPICS = "alike.topics.";

    private Words() {}

    /** Reads the lists: each as the county's own file has it, or else as shipped. */
    public static Words read(ConfigFolder folder, Faults faults) {
        Words words = new Words();
        Map<String, Entry> shipped = entries(folder.shipped("words"), faults);
        Map<String, Entry> own = entries(folder.own("words"), faults);
        Map<String, Entry> all = new LinkedHashMap<>(shipped);
        all.putAll(own);
        all.forEach((name, entry) ->
                words.lists.put(name, entry.words().stream().map(Folding::words).toList()));
        own.forEach((name, entry) -> {
            if (!shipped.containsKey(name) && !name.startsWith(SETS) && !name.startsWith("alike.")) {
                faults.unknown(
                        entry.file(),
                        entry.line(),
                        name,
                        "is not a list that is used, " + Suggestion.among(shipped.keySet(), name));
            }
            words.list(name).forEach(word -> words.check(name, word, entry, faults));
        });
        if (faults.lines().isEmpty()) {
            words.prepare();
        }
        return words;
    }

    /**
     * The same, for files that are right.
     *
     * @throws ConfigProblem naming every file and line that is not
     */
    public static Words read(ConfigFolder folder) {
        Faults faults = new Faults();
        Words words = read(folder, faults);
        faults.orThrow();
        return words;
    }

    /** A list as it stands in a file. */
    private record Entry(String file, int line, List<String> words) {}

    private static Map<String, Entry> entries(Map<String, String> files, Faults faults) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        files.forEach((file, text) -> enter(file, "", faults.section(file, text), entries));
        return entries;
    }

    private static void enter(String file, String prefix, Section section, Map<String, Entry> entries) {
        for (String key : section.keys()) {
            if (section.isList(key) || section.isValue(key)) {
                List<String> words = section.list(key, "word, word", word -> word);
                entries.put(prefix + key, new Entry(file, section.line(key), words));
            } else {
                enter(file, prefix + key + ".", section.section(key), entries);
            }
        }
    }

    private void check(String name, String word, Entry entry, Faults faults) {
        try {
            Phrase.check(word, set -> lists.containsKey(SETS + set));
        } catch (IllegalArgumentException e) {
            faults.of(entry.file())
                    .add(entry.line(), name, "'" + word + "' cannot be read as a phrase: " + e.getMessage());
        }
    }

    /** Only when all lists are there: a phrase may name another list. */
    private void prepare() {
        lists.forEach((name, folded) -> prepared.put(
                name,
                new WordList(
                        folded.stream().map(word -> Word.of(word, this::list)).toList())));
        prepared.forEach((name, list) -> {
            if (name.startsWith(COMMANDS)) {
                list.words()
                        .forEach(word -> commands.computeIfAbsent(word.solid(), solid -> new ArrayList<>())
                                .add(new Command.Named(name.substring(COMMANDS.length()), word)));
            }
        });
        longest = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** The words of a list, folded; none where there is no such list. */
    public List<String> list(String name) {
        return lists.getOrDefault(name, List.of());
    }

    /** The length of the longest command. */
    int longest() {
        return longest;
    }

    /** What a folded text without spaces is a command of. */
    List<Command.Named> commands(String solid) {
        return commands.getOrDefault(solid, List.of());
    }

    List<Word> prepared(String name) {
        return ready(name).words();
    }

    private WordList ready(String name) {
        return prepared.getOrDefault(name, WordList.EMPTY);
    }

    /**
     * A text's forms: each rule asks for those of the same few, one after the other.
     *
     * @param words {@link Folding#words}
     * @param bare without the punctuation around it
     */
    private record Folded(String text, String words, String bare, Haystack haystack) {
        static Folded of(String text) {
            String words = Folding.words(text);
            return new Folded(text, words, AROUND.matcher(words).replaceAll(""), Haystack.of(text));
        }
    }

    private Folded folded(String text) {
        Folded known = last;
        if (known == null || !known.text().equals(text)) {
            known = Folded.of(text);
            last = known;
        }
        return known;
    }

    /** The text in the forms in which words are looked up in it. */
    public Haystack haystack(String text) {
        return folded(text).haystack();
    }

    /** All lists' names, for checks. */
    public Set<String> names() {
        return Set.copyOf(lists.keySet());
    }

    /** Whether a word of the list stands anywhere in the text: one of letters alone, a Chinese one within others too. */
    public boolean anywhere(String list, String text) {
        return firstOf(list, haystack(text)) >= 0;
    }

    /** A text in the forms in which words are looked up in it. */
    public record Haystack(String folded, String apart) {
        static Haystack of(String text) {
            String plain = Folding.plain(text);
            return new Haystack(Folding.solid(plain), Folding.alone(plain));
        }
    }

    /** How far into the text the first word of the list stands, or -1. */
    public int firstOf(String list, Haystack text) {
        return ready(list).firstIn(text);
    }

    /** The text without the words of the list, which only look like something else. */
    public Haystack without(String list, Haystack text) {
        return ready(list).outOf(text);
    }

    static boolean isLatin(String word) {
        return word.chars().allMatch(c -> c < 128) && word.chars().anyMatch(Character::isLetter);
    }

    /** Whether the text is a word of the list and nothing else, punctuation aside. */
    public boolean exactly(String list, String text) {
        return list(list).contains(folded(text).bare());
    }

    /** Whether the text begins with a word of the list. */
    public boolean begins(String list, String text) {
        return beginning(list, text).isPresent();
    }

    /** The word of the list that the text begins with. */
    public Optional<String> beginning(String list, String text) {
        String folded = folded(text).words();
        return list(list).stream()
                .filter(word -> folded.equals(word) || beginsApart(folded, word))
                .findFirst();
    }

    /** A single character or a word of letters must be followed by something that is not a letter: 急 begins "急！停水", not "急诊在哪". */
    private static boolean beginsApart(String folded, String word) {
        if (!folded.startsWith(word) || folded.equals(word)) {
            return false;
        }
        boolean longChinese = word.codePointAt(0) > 127 && word.length() > 1;
        int next = folded.codePointAt(word.length());
        return longChinese || !Character.isLetter(next) || (isLatin(word) && Character.isIdeographic(next));
    }

    /** Folded, without the punctuation around it. */
    String bare(String text) {
        return folded(text).bare();
    }

    /** Whether the text begins with a word of the list; or with what sounds like one, and goes on with a word of {@code then}. */
    public boolean beginsWith(String list, String then, String text) {
        String folded = Folding.fold(text);
        return begins(list, text)
                || list(list).stream()
                        .filter(word -> !isLatin(word) && folded.length() > word.length())
                        .filter(word -> Sounds.alike(word, folded.substring(0, word.length())))
                        .anyMatch(word -> list(then).stream().anyMatch(folded.substring(word.length())::startsWith));
    }

    /**
     * A command on a ticket that goes on without a space, 办结路灯已修. An answer may begin so too; what makes it one stands in the lists
     * {@code glued}.
     *
     * @param coded whether a ticket's code stood before it, which nobody writes to a villager
     */
    public Optional<Command> glued(Set<String> names, String text, boolean coded) {
        return Command.glued(this, names, text.strip(), coded);
    }

    /** The command that the text begins with, among {@code names}. */
    public Optional<Command> command(Set<String> names, String text) {
        return Command.read(this, names, text.strip());
    }
}

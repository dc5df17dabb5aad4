package org.huiyin.bot.texts;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.text.StringSubstitutor;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.ConfigProblem;
import org.huiyin.bot.config.Faults;
import org.huiyin.bot.config.Problems;
import org.huiyin.bot.config.Suggestion;
import org.huiyin.bot.texts.PropertyLines.Text;

/** What Huiyin says, by language. Templates come from files; what is filled in is data and is never read as a template. */
public final class Texts {
    private static final String FALLBACK = "zh-CN";
    private static final String SHORT = ".sms";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    private final Map<String, Map<String, String>> languages;

    private Texts(Map<String, Map<String, String>> languages) {
        this.languages = languages;
    }

    /**
     * Reads {@code texts/LANGUAGE.properties}: a text that the county's own file lacks is the shipped one of the language, and in a language that is
     * not shipped the Chinese one.
     */
    public static Texts read(ConfigFolder folder, Faults faults) {
        Map<String, Map<String, String>> languages = new HashMap<>();
        folder.shipped("texts").forEach((file, text) -> languages.put(language(file), values(text, faults.of(file))));
        Map<String, String> base = Map.copyOf(languages.getOrDefault(FALLBACK, Map.of()));
        Map<String, Set<String>> fillings = fillings(languages.values());
        folder.own("texts").forEach((file, text) -> {
            Map<String, Text> own = PropertyLines.read(text, faults.of(file));
            check(file, own, base, fillings, faults);
            languages.put(language(file), over(languages.getOrDefault(language(file), base), own, file, faults));
        });
        return new Texts(languages);
    }

    /**
     * The same, for files that are right.
     *
     * @throws ConfigProblem naming every file, line and key that is not
     */
    public static Texts read(ConfigFolder folder) {
        Faults faults = new Faults();
        Texts texts = read(folder, faults);
        faults.orThrow();
        return texts;
    }

    private static String language(String file) {
        return file.substring(file.indexOf('/') + 1, file.length() - ".properties".length());
    }

    private static Map<String, String> values(String text, Problems problems) {
        Map<String, String> values = new HashMap<>();
        PropertyLines.read(text, problems).forEach((key, one) -> values.put(key, one.value()));
        return values;
    }

    /** What each text may have filled in: what any shipped form of it has. */
    private static Map<String, Set<String>> fillings(Collection<Map<String, String>> languages) {
        Map<String, Set<String>> fillings = new HashMap<>();
        for (Map<String, String> texts : languages) {
            texts.forEach((key, text) -> PLACEHOLDER
                    .matcher(text)
                    .results()
                    .forEach(one -> fillings.computeIfAbsent(whole(key), k -> new TreeSet<>())
                            .add(one.group(1))));
        }
        return fillings;
    }

    /** The key without the ending of its short form. */
    private static String whole(String key) {
        return key.endsWith(SHORT) ? key.substring(0, key.length() - SHORT.length()) : key;
    }

    private static void check(
            String file,
            Map<String, Text> own,
            Map<String, String> base,
            Map<String, Set<String>> fillings,
            Faults faults) {
        own.forEach((key, text) -> {
            if (!base.containsKey(key) && !base.containsKey(whole(key))) {
                faults.unknown(
                        file, text.line(), key, "is not a text that is said, " + Suggestion.among(base.keySet(), key));
                return;
            }
            Set<String> known = fillings.getOrDefault(whole(key), Set.of());
            PLACEHOLDER
                    .matcher(text.value())
                    .results()
                    .map(one -> one.group(1))
                    .filter(name -> !known.contains(name))
                    .forEach(name -> faults.of(file)
                            .add(
                                    text.line(),
                                    key,
                                    "${" + name + "} is nothing that is filled in here"
                                            + (known.isEmpty() ? "" : ", there is " + String.join(", ", known))));
        });
    }

    private static Map<String, String> over(
            Map<String, String> shipped, Map<String, Text> own, String file, Faults faults) {
        Map<String, String> all = new HashMap<>(shipped);
        own.forEach((key, text) -> all.put(key, text.value()));
        long lacking = shipped.keySet().stream()
                .filter(key -> !key.endsWith(SHORT) && !own.containsKey(key))
                .count();
        if (lacking > 0) {
            faults.note(file + ": texts that are taken from the shipped ones because they are not in it: " + lacking);
        }
        return all;
    }

    /** The words of a language, for a channel of short messages or of chat. */
    public Voice voice(String language, boolean sms) {
        Map<String, String> texts = languages.get(language);
        return new Voice(texts == null ? languages.getOrDefault(FALLBACK, Map.of()) : texts, sms);
    }

    /** All languages that can be spoken. */
    public Set<String> languages() {
        return Set.copyOf(languages.keySet());
    }

    /** Says things in one language, short where the channel is. */
    public static final class Voice {
        private final Map<String, String> texts;
        private final boolean sms;

        private Voice(Map<String, String> texts, boolean sms) {
            this.texts = texts;
            this.sms = sms;
        }

        public String say(String key, Map<String, String> values) {
            String template = Optional.ofNullable(sms ? texts.get(key + ".sms") : null)
                    .orElseGet(() -> texts.getOrDefault(key, key));
            return new StringSubstitutor(values)
                    .setDisableSubstitutionInValues(true)
                    .setEnableUndefinedVariableException(false)
                    .setEnableSubstitutionInVariables(false)
                    .setValueDelimiterMatcher(null)
                    .replace(template);
        }

        public String say(String key) {
            return say(key, Map.of());
        }
    }
}

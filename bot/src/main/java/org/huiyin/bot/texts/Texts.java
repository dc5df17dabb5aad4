package org.huiyin.bot.texts;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.text.StringSubstitutor;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.ConfigProblem;

/** What Huiyin says, by language. Templates come from files; what is filled in is data and is never read as a template. */
public final class Texts {
    private static final String FALLBACK = "zh-CN";
    private final Map<String, Map<String, String>> languages;

    private Texts(Map<String, Map<String, String>> languages) {
        this.languages = languages;
    }

    /**
     * Reads {@code texts/LANGUAGE.properties}.
     *
     * @throws ConfigProblem naming file and key, when a language lacks a key that another has, or a template names an unknown placeholder
     */
    public static Texts read(ConfigFolder folder) {
        Map<String, Map<String, String>> languages = new HashMap<>();
        folder.files("texts", ".properties").forEach((file, text) -> {
            String language = file.substring(file.indexOf('/') + 1, file.length() - ".properties".length());
            languages.put(language, parse(file, text));
        });
        Map<String, String> base = languages.getOrDefault(FALLBACK, Map.of());
        languages.forEach((language, texts) -> check(language, base, texts));
        return new Texts(languages);
    }

    private static Map<String, String> parse(String file, String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigProblem(
                    file + ": is not a properties file (a backslash before u wants four hexadecimal digits)");
        }
        Map<String, String> texts = new HashMap<>();
        properties.forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }

    private static void check(String language, Map<String, String> base, Map<String, String> texts) {
        Set<String> missing = new TreeSet<>(base.keySet());
        missing.removeAll(texts.keySet());
        missing.removeIf(key -> key.endsWith(".sms"));
        if (!missing.isEmpty()) {
            throw new ConfigProblem("texts/" + language + ".properties: key "
                    + missing.iterator().next() + " is missing"
                    + (missing.size() > 1 ? ", and " + (missing.size() - 1) + " more" : ""));
        }
        Set<String> unknown = new TreeSet<>(texts.keySet());
        unknown.removeAll(base.keySet());
        unknown.removeIf(key -> key.endsWith(".sms"));
        if (!unknown.isEmpty()) {
            throw new ConfigProblem("texts/" + language + ".properties: key "
                    + unknown.iterator().next() + " is not one that is used; compare with texts/" + FALLBACK
                    + ".properties");
        }
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

package org.huiyin.bot.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.bot.config.ConfigFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private static final Texts SHIPPED = Texts.read(ConfigFolder.shipped());
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    /** The share of a long SMS: 70 UCS-2 units, or 160 GSM septets, less the header of a concatenated one. */
    private static final int UCS2 = 67;

    private static final int GSM = 153;
    private static final Pattern GSM_ONLY = Pattern.compile("[\\x20-\\x5F\\x61-\\x7E\\n]*");
    /** Only in chats: what stands on cards and in lists of many lines, or is long by its nature. */
    private static final Set<String> NOT_ALONE_IN_AN_SMS = Set.of("choices.between", "choices.more", "media.gone");

    /** Not the short form of anything: what is tried next when words did not arrive. */
    private static final String NO_SHORT_FORM = "cadre.failed.next.sms";

    static Map<String, String> file(String language) {
        Properties properties = new Properties();
        try {
            properties.load(
                    new StringReader(Files.readString(Path.of("..", "config", "texts", language + ".properties"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new TreeMap<>();
        properties.forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }

    private static Set<String> placeholders(String template) {
        return PLACEHOLDER
                .matcher(template)
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isShort(String key) {
        return key.endsWith(".sms") && !key.equals(NO_SHORT_FORM);
    }

    @Test
    void everyLanguageFillsInTheSame() {
        Map<String, String> chinese = file("zh-CN");
        Map<String, String> english = file("en");
        chinese.forEach((key, text) -> {
            if (!isShort(key)) {
                assertThat(placeholders(english.getOrDefault(key, ""))).as(key).isEqualTo(placeholders(text));
            }
        });
        assertThat(english.keySet().stream().filter(key -> !isShort(key)))
                .containsExactlyInAnyOrderElementsOf(
                        chinese.keySet().stream().filter(key -> !isShort(key)).toList());
    }

    /** An SMS says the same in fewer words: with nothing that the long text has not. */
    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void aShortTextFillsInNothingNew(String language) {
        Map<String, String> texts = file(language);
        texts.forEach((key, text) -> {
            if (isShort(key)) {
                String whole = key.substring(0, key.length() - ".sms".length());
                assertThat(texts).containsKey(whole);
                Set<String> known = placeholders(texts.getOrDefault(whole, ""));
                known.addAll(key.startsWith("cadre.candidate") ? Set.of("who") : Set.of());
                assertThat(known).as(key).containsAll(placeholders(text));
            }
        });
    }

    @Test
    void englishHasNoChineseWords() {
        file("en")
                .forEach((key, text) -> assertThat(text.codePoints()
                                .noneMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN))
                        .as(key)
                        .isTrue());
    }

    /** Long ones of what the county fills in; words of people are left out, they have no bound. */
    private static Map<String, String> longValues(Texts.Voice voice) {
        Map<String, String> values = new HashMap<>();
        values.put("month", "12");
        values.put("day", "31");
        values.put("time", "07:30");
        values.put("name", "欧阳建国");
        values.put("answer", "部分解决");
        values.put("who", "欧阳建国");
        values.put("from", "欧阳建国");
        values.put("unit", "青禾县农业农村局");
        values.put("place", "北关村13组");
        values.put("code", "47215305");
        values.put("other", "47215306");
        values.put("count", "33");
        values.put("lines", "3");
        values.put("seconds", "30");
        values.put("most", "5");
        values.put("left", "2");
        values.put("page", "1");
        values.put("pages", "12");
        values.put("problem", "K128");
        values.put("owner", "青禾县农业农村局");
        values.put("villages", "12");
        values.put("next", "2");
        values.put("secret", "123456");
        values.put("word", "延期");
        values.put("lat", "36.51234");
        values.put("lon", "117.12345");
        values.put("at", voice.say("time.tomorrow", values));
        values.put("due", voice.say("due.day", values) + voice.say("due.provisional"));
        values.put("until", values.get("due"));
        values.put("holder", voice.say("holder.cadre", values));
        values.put("label", voice.say("label.person", values));
        values.put(
                "state",
                Stream.of("state.RESOLVED", "cadre.state.RESOLVED")
                        .map(voice::say)
                        .max(Comparator.comparing(String::length))
                        .orElseThrow());
        values.put("late", voice.say("cadre.todo.late"));
        values.put("reason", "");
        Stream.of("text", "story", "choices", "title").forEach(free -> values.put(free, ""));
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void everyTextFitsOneSms(String language) {
        Texts.Voice voice = SHIPPED.voice(language, true);
        Map<String, String> values = longValues(voice);
        for (String key : file("zh-CN").keySet()) {
            if (!isShort(key) && !NOT_ALONE_IN_AN_SMS.contains(key)) {
                String text = voice.say(key, values);
                int most = GSM_ONLY.matcher(text).matches() ? GSM : UCS2;
                assertThat(text.length()).as(key + ": " + text).isLessThanOrEqualTo(most);
                assertThat(text).as(key).doesNotContain("${");
            }
        }
    }

    /** Three candidates with names of usual length, and that there are more. */
    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void aQuestionWithThreeCandidatesFitsOneSms(String language) {
        Texts.Voice voice = SHIPPED.voice(language, true);
        Map<String, String> values = new HashMap<>(longValues(voice));
        values.put("who", "王秀英");
        values.put("code", "4721530");
        String one = "A " + voice.say("cadre.candidate", values);
        String choices = String.join(voice.say("choices.between"), List.of(one, one, one)) + voice.say("choices.more");
        String text = voice.say("cadre.which", Map.of("count", "33", "choices", choices));
        assertThat(text.length()).as(text).isLessThanOrEqualTo(UCS2);
    }

    @Test
    void everyKeyIsSaidSomewhere() throws IOException {
        String sources;
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            sources = files.filter(f -> f.toString().endsWith(".java"))
                    .map(TextsTest::read)
                    .collect(Collectors.joining());
        }
        for (String key : file("zh-CN").keySet()) {
            String said = isShort(key) ? key.substring(0, key.length() - 4) : key;
            boolean whole = sources.contains("\"" + said + "\"");
            boolean night = sources.contains("\"" + said.replaceFirst("\\.night$", "") + "\"");
            boolean part = Stream.of(
                            "reason.",
                            "state.",
                            "cadre.state.",
                            "cadre.aim.",
                            "rating.",
                            "cadre.common.state.",
                            "told.common.")
                    .anyMatch(start -> said.startsWith(start) && sources.contains("\"" + start + "\""));
            assertThat(whole || night || part).as(key).isTrue();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commons Text would expand what is filled in, and read the environment, if it were let. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "${env:HOME}",
                "${code}",
                "$${code}",
                "${text}",
                "${sys:user.dir}",
                "${code:-x}",
                "${",
                "}",
                "${${code}}",
                "\\${code}",
                "$"
            })
    void whatIsFilledInIsNeverATemplate(String typed) {
        String said =
                SHIPPED.voice("zh-CN", false).say("from.cadre", Map.of("code", "4721530", "who", "张伟", "text", typed));
        assertThat(said).isEqualTo("【#4721530 张伟】" + typed);
    }

    @Test
    void alsoWhatStandsBesideIsNotTakenForAnother() {
        String said = SHIPPED.voice("zh-CN", false)
                .say("from.cadre", Map.of("code", "${who}", "who", "${text}", "text", "${code}"));
        assertThat(said).isEqualTo("【#${who} ${text}】${code}");
    }

    @Test
    void aLanguageNobodyWroteIsSpokenInChinese() {
        assertThat(SHIPPED.voice("xx", false).say("status.none"))
                .isEqualTo(file("zh-CN").get("status.none"));
        assertThat(SHIPPED.languages()).containsExactlyInAnyOrder("zh-CN", "en");
    }
}

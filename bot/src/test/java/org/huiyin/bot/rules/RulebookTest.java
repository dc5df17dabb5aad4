package org.huiyin.bot.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huiyin.bot.clock.DeadlinePolicy;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.ConfigProblem;
import org.huiyin.bot.rules.Rulebook.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the county may write in its own files, what is said of faults in them, and what happens where they are silent. */
class RulebookTest {
    private static final Path CONFIG = Path.of("..", "config");
    private static final String ALL = "[INQUIRY, HELP, COMPLAINT, REPORT, SUGGESTION, PRAISE]";
    private static final String CONFIRMATION =
            "- {limit: confirmation, kinds: " + ALL + ", within: {working-days: 5}, basis: b}\n";
    private static final String DAY = "{\"name\": \"x\", \"date\": \"%s\", \"isOffDay\": true}";

    @TempDir
    Path folder = Path.of("");

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(
                        "a text that nobody says",
                        "texts/en.properties",
                        "status.none=Nothing.\n\nack.frist=Thanks\n",
                        List.of("3: ack.frist: is not a text that is said, did you mean ack.first?")),
                arguments(
                        "something that is not filled in there",
                        "texts/zh-CN.properties",
                        "state.OPEN=x\nack.first=已转${holdr}，${code}\n",
                        List.of(
                                "2: ack.first: ${holdr} is nothing that is filled in here, there is code, due, holder")),
                arguments(
                        "a text twice",
                        "texts/en.properties",
                        "# a\nstatus.none=a\\\n  b\nstatus.none=c\n",
                        List.of("4: status.none: is here twice, first in line 2: keep one of them")),
                arguments(
                        "a broken escape",
                        "texts/en.properties",
                        "status.none=\\u12\n",
                        List.of("1: cannot be read: a backslash before u wants four hexadecimal digits")),
                arguments(
                        "a list that nobody asks",
                        "words/words.yaml",
                        "dangr: [火]\n",
                        List.of("1: dangr: is not a list that is used, did you mean danger?")),
                arguments(
                        "a word where a list belongs",
                        "words/words.yaml",
                        "commands:\n  status: 进度\n",
                        List.of("2: commands.status: is not a list, write a list such as [word, word]")),
                arguments(
                        "a phrase with half a bracket",
                        "words/words.yaml",
                        "danger:\n  - 掉(进|到~井\n",
                        List.of(
                                "1: danger: '掉(进|到~井' cannot be read as a phrase: a bracket is alone, or stands within another")),
                arguments(
                        "a phrase that names no set",
                        "words/words.yaml",
                        "danger: [<nobody>掉井里]\n",
                        List.of("1: danger: '<nobody>掉井里' cannot be read as a phrase: there is no list sets.nobody")),
                arguments(
                        "not YAML",
                        "words/words.yaml",
                        "danger: [a\nb: c\n",
                        List.of("2: is not YAML: expected ',' or ']', but got :")),
                arguments(
                        "a day twice",
                        "calendars/2027.json",
                        "{\"year\": 2027, \"days\": [\n" + DAY.formatted("2027-01-01") + ",\n"
                                + DAY.formatted("2027-01-01") + "]}",
                        List.of("3: days[1].date: 2027-01-01 stands twice, first in line 2")),
                arguments(
                        "a day of another year, and one that is none",
                        "calendars/2027.json",
                        "{\"year\": 2027, \"days\": [\n" + DAY.formatted("2028-01-01") + ",\n"
                                + DAY.formatted("2027-02-29") + "]}",
                        List.of(
                                "2: days[0].date: 2028-01-01 is not in 2027",
                                "3: days[1].date: '2027-02-29' does not fit, write a date such as 2027-01-01")),
                arguments(
                        "neither off nor worked",
                        "calendars/2027.json",
                        "{\"year\": 2027, \"days\": [{\"date\": \"2027-01-01\", \"isOffDay\": \"yes\"}]}",
                        List.of("1: days[0].isOffDay: 'yes' does not fit, write true or false")),
                arguments(
                        "another year than its name",
                        "calendars/2027.json",
                        "{\"year\": 2026, \"days\": []}",
                        List.of("1: year: '2026' is not the year that the file is named for")),
                arguments(
                        "no calendar",
                        "calendars/2027.json",
                        "[]",
                        List.of("1: is not a block of keys, write 'key: value' lines under it")),
                arguments(
                        "a kind without a row",
                        "policy/deadlines.yaml",
                        "deadlines:\n- {limit: confirmation, kinds: [INQUIRY, HELP, REPORT, SUGGESTION, PRAISE],"
                                + " within: {working-days: 5}, basis: b}\n",
                        List.of(
                                "1: deadlines: has no row for confirmation of COMPLAINT, normal",
                                "1: deadlines: has no row for confirmation of COMPLAINT, urgent")),
                arguments(
                        "a level without a row",
                        "policy/deadlines.yaml",
                        "deadlines:\n- {limit: resolution, levels: [cadre, village, area, township], kinds: " + ALL
                                + ", urgency: normal, within: {days: 0}, basis: b}\n- {limit: resolution, kinds: " + ALL
                                + ", urgency: urgent, within: {hours: 2}, basis: b}\n",
                        DeadlinePolicy.KINDS.stream()
                                .map(kind -> "1: deadlines: has no row for resolution of " + kind
                                        + ", normal, at level county")
                                .toList()),
                arguments(
                        "a kind with two rows",
                        "policy/deadlines.yaml",
                        "deadlines:\n" + CONFIRMATION
                                + "- {limit: confirmation, kinds: [HELP], urgency: urgent, within: {hours: 2}, basis: b}\n",
                        List.of("3: deadlines[1].kinds: has a row above already: confirmation of HELP, urgent")),
                arguments(
                        "slips in a row, all of them",
                        "policy/deadlines.yaml",
                        "deadlines:\n- limit: first-answer\n  kinds: [HLEP]\n  urgency: soon\n  within: {day: 1}\n",
                        List.of(
                                "2: deadlines[0].limit: 'first-answer' does not fit, write first-reply, resolution, confirmation, extension, return or promise",
                                "2: deadlines[0].basis: is missing, write basis: what the limit rests on",
                                "3: deadlines[0].kinds: 'HLEP' does not fit, write INQUIRY, HELP",
                                "4: deadlines[0].urgency: 'soon' does not fit, write normal or urgent",
                                "5: deadlines[0].within.day: is not known here, did you mean days?",
                                "5: deadlines[0].within: is for one of {working-days: 1}, {days: 0} and {hours: 2}")),
                arguments(
                        "both clocks",
                        "policy/deadlines.yaml",
                        "deadlines:\n- {limit: confirmation, kinds: " + ALL
                                + ", within: {working-days: 5, hours: 2}, basis: b}\n",
                        List.of("2: deadlines[0].within: is for one of {working-days: 1}, {days: 0} and {hours: 2}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void everyFaultIsNamedWithItsLine(String label, String file, String text, List<String> lines) {
        assertThat(problems(Rulebook.check(ConfigFolder.of(Map.of(file, text)))))
                .as(label)
                .containsExactlyElementsOf(
                        lines.stream().map(line -> file + ":" + line).toList());
    }

    @Test
    void theFaultsOfAllFilesAreToldAtOnce() {
        ConfigFolder folder = ConfigFolder.of(Map.of(
                "texts/en.properties", "no.such=a\n",
                "words/words.yaml", "none: [a]\n",
                "calendars/2027.json", "{}",
                "policy/deadlines.yaml", "deadline: []\n",
                "policy/ladder.yaml", ""));
        assertThat(problems(Rulebook.check(folder)))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly(
                        "calendars/2027.json",
                        "calendars/2027.json",
                        "policy/deadlines.yaml",
                        "policy/ladder.yaml",
                        "texts/en.properties",
                        "words/words.yaml");
    }

    private static List<String> problems(Reading reading) {
        return reading.fold(understood -> List.of(), Reading.Faulty::lines);
    }

    private static Rulebook understood(Reading reading) {
        return reading.fold(Reading.Understood::rulebook, faulty -> {
            throw new AssertionError(faulty.lines());
        });
    }

    // ------------------------------------------------------------------------------------------------------------------ falling back

    @Test
    void whatIsShippedIsRight() {
        assertThat(Rulebook.shipped().version()).isZero();
        assertThat(problems(Rulebook.check(ConfigFolder.over(CONFIG)))).isEmpty();
    }

    @Test
    void whatIsShippedIsEveryFileOfTheFolder() throws IOException {
        try (Stream<Path> files = Files.walk(CONFIG)) {
            List<String> folder = files.filter(Files::isRegularFile)
                    .map(file -> CONFIG.relativize(file).toString())
                    .filter(name -> name.matches("(texts|words|calendars|policy)/.*"))
                    .sorted()
                    .toList();
            assertThat(ConfigFolder.shipped().content().keySet()).containsExactlyElementsOf(folder);
        }
    }

    @Test
    void aTextThatTheCountyHasNotWrittenIsTheShippedOne() {
        Rulebook own =
                understood(Rulebook.check(ConfigFolder.of(Map.of("texts/zh-CN.properties", "status.none=没有事\n"))));
        Rulebook shipped = Rulebook.shipped();
        assertThat(own.texts().voice("zh-CN", false).say("status.none")).isEqualTo("没有事");
        assertThat(own.texts().voice("zh-CN", false).say("help.villager"))
                .isEqualTo(shipped.texts().voice("zh-CN", false).say("help.villager"));
        assertThat(own.texts().voice("en", false).say("status.none"))
                .isEqualTo(shipped.texts().voice("en", false).say("status.none"));
    }

    @Test
    void whatALanguageOfTheCountysOwnLacksIsSaidInChinese() {
        Reading reading = Rulebook.check(ConfigFolder.of(Map.of("texts/bo.properties", "status.none=མེད།\n")));
        Rulebook own = understood(reading);
        assertThat(own.texts().voice("bo", false).say("status.none")).isEqualTo("མེད།");
        assertThat(own.texts().voice("bo", false).say("help.villager"))
                .isEqualTo(own.texts().voice("zh-CN", false).say("help.villager"));
        assertThat(reading.fold(Reading.Understood::notes, faulty -> List.of()))
                .singleElement()
                .asString()
                .startsWith("texts/bo.properties: texts that are taken from the shipped ones");
    }

    @Test
    void aListThatTheCountyHasNotWrittenIsTheShippedOneAndAPhraseMayNameIt() {
        Rulebook own = understood(Rulebook.check(
                ConfigFolder.of(Map.of("words/words.yaml", "danger: [<person>不见了]\nsets:\n  ours: [我]\n"))));
        assertThat(own.words().anywhere("danger", "我家老人不见了")).isTrue();
        assertThat(own.words().anywhere("danger", "着火了")).isFalse();
        assertThat(own.words().names()).isEqualTo(Rulebook.shipped().words().names());
    }

    @Test
    void aYearThatTheCountyHasNotWrittenIsTheShippedOne() {
        Rulebook own = understood(Rulebook.check(ConfigFolder.of(
                Map.of("calendars/2025.json", "{\"year\":2025,\n\t\"days\":[" + DAY.formatted("2025-03-03") + "]}"))));
        assertThat(own.calendar().worked(LocalDate.of(2025, 3, 3))).isFalse();
        assertThat(own.calendar().worked(LocalDate.of(2025, 1, 1)))
                .as("its own table decides alone")
                .isTrue();
        assertThat(own.calendar().worked(LocalDate.of(2026, 1, 1))).isFalse();
    }

    @Test
    void aLimitThatTheCountysPolicyDoesNotNameIsTheShippedOne() {
        Rulebook own = understood(Rulebook.check(ConfigFolder.of(Map.of(
                "policy/deadlines.yaml",
                "deadlines:\n- {limit: first-reply, kinds: " + ALL + ", within: {hours: 3}, basis: b}\n"))));
        Deadlines deadlines = new Deadlines(own.deadlines(), own.calendar(), ZoneId.of("Asia/Shanghai"));
        Instant noon = Instant.parse("2026-11-20T04:00:00Z");
        assertThat(deadlines.firstReply("HELP", false, 0, noon).due().at()).isEqualTo(noon.plusSeconds(3 * 3600));
        assertThat(deadlines.confirmation("HELP", noon, false).at()).isEqualTo(Instant.parse("2026-11-27T16:00:00Z"));
    }

    // ------------------------------------------------------------------------------------------------------- of
    // another version

    @Test
    void aTextThatOnlyAnotherVersionSaysIsNoFaultInWhatWasStored() {
        ConfigFolder stored = ConfigFolder.of(Map.of(
                "texts/en.properties", "from.the.future=x\nstatus.none=N\n", "words/words.yaml", "later: [a]\n"));
        assertThat(understood(Rulebook.read(7, stored)).version()).isEqualTo(7);
        assertThat(problems(Rulebook.check(stored))).hasSize(2);
    }

    @Test
    void aRuleThatOnlyANewerVersionKnowsIsNotGuessed() {
        ConfigFolder stored = ConfigFolder.of(
                Map.of("policy/deadlines.yaml", "deadlines:\n" + CONFIRMATION + "ladder:\n- {level: VILLAGE}\n"));
        assertThat(problems(Rulebook.read(7, stored)))
                .containsExactly("policy/deadlines.yaml:3: ladder: is not known here, use one of: deadlines");
    }

    // ----------------------------------------------------------------------------------------------------------------
    // the folder

    @Test
    void aFileThatNobodyWouldReadIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("texts"));
        Files.writeString(folder.resolve("texts/.zh-CN.properties.swp"), "an editor's");
        Files.writeString(folder.resolve("notes.txt"), "beside");
        assertThat(problems(Rulebook.check(ConfigFolder.over(folder)))).isEmpty();
        Files.writeString(folder.resolve("texts/en.propertis"), "status.none=x\n");
        assertThatThrownBy(() -> ConfigFolder.over(folder))
                .isInstanceOf(ConfigProblem.class)
                .hasMessage(folder.resolve("texts/en.propertis") + ": is not read: files in texts end in .properties");
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Files.createDirectories(folder.resolve("texts"));
        Files.write(
                folder.resolve("texts/zh-CN.properties"), "路灯坏了=x".getBytes(java.nio.charset.Charset.forName("GBK")));
        assertThatThrownBy(() -> ConfigFolder.over(folder)).hasMessageContaining("cannot be read as UTF-8 text");
    }

    @Test
    void theSameFilesGiveTheSameDigest() {
        assertThat(RulesText.of(ConfigFolder.over(CONFIG)).sha256())
                .isEqualTo(RulesText.of(ConfigFolder.shipped()).sha256());
    }
}

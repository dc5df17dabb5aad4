package org.huiyin.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator changes what the county says, looks at it, and goes back. */
class ConfigCommandTest {
    private final TestDatabase database = TestDatabase.create();

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void drop() {
        database.close();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(
                Map.of(
                        "HUIYIN_DATABASE_URL",
                        database.uri(),
                        "HUIYIN_DATA_DIR",
                        folder.resolve("data").toString()),
                arguments);
    }

    private Path directory(String name, String file, String text) throws IOException {
        Path path = folder.resolve(name).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return folder.resolve(name);
    }

    private String out(String... arguments) {
        CommandRun run = run(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.out();
    }

    @Test
    void aDirectoryBecomesAVersionIsShownComparedAndGivenUpAgain() throws IOException {
        assertThat(out("config", "list")).startsWith("There is no version yet");
        assertThat(out("config", "apply", "--note", "begin"))
                .contains("Version 1 is in force. Changed: calendars/2025.json, ", "No node is running just now");
        assertThat(out("config", "apply")).startsWith("Nothing changes: version 1 says the same already.");

        Path own = directory("own", "texts/zh-CN.properties", "status.none=没有事\n");
        assertThat(out("config", "apply", own.toString(), "--note", "shorter"))
                .contains(
                        "note: " + own + "/texts/zh-CN.properties: texts that are taken from the shipped ones",
                        "Version 2 is in force. Changed: texts/zh-CN.properties.");
        assertThat(out("config", "show", "2", "texts/zh-CN.properties")).isEqualTo("status.none=没有事\n");
        assertThat(out("config", "show", "2")).contains("shorter", "texts/zh-CN.properties", "1 lines");
        assertThat(out("config", "diff", "1", "2")).contains("--- texts/zh-CN.properties", "+status.none=没有事");
        assertThat(out("config", "diff", "2", own.toString())).isEqualTo("Both say the same.\n");
        assertThat(out("config", "diff")).contains("-status.none=没有事", "Files that differ: 1.");

        assertThat(out("config", "apply", "--version", "1"))
                .contains("Version 3 is in force. Changed: texts/zh-CN.properties.");
        assertThat(out("config", "diff")).isEqualTo("Both say the same.\n");
        assertThat(out("config", "list"))
                .containsSubsequence("    3  ", "as version 1", "    2  ", "shorter", "    1  ", "begin");
    }

    @Test
    void aVersionIsWrittenToADirectoryFromWhichItCanBeAppliedAgain() {
        out("config", "apply");
        Path to = folder.resolve("edit");
        assertThat(out("config", "show", "1", "--to", to.toString())).startsWith("Wrote version 1 to " + to);
        assertThat(out("config", "apply", to.toString())).startsWith("Nothing changes");
        assertThat(run("config", "show", "1", "--to", to.toString()).err()).contains("is there already");
    }

    @Test
    void withAnyFaultNothingChangesAndEveryFaultIsNamed() throws IOException {
        out("config", "apply");
        Path own = directory("own", "texts/zh-CN.properties", "ack.frist=x\n");
        directory(
                "own",
                "calendars/2027.json",
                "{\"year\": 2027, \"days\": [\n{\"date\": \"2027-01-01\", \"isOffDay\": true},\n"
                        + "{\"date\": \"2027-01-01\", \"isOffDay\": true}]}");
        CommandRun refused = run("config", "apply", own.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err().lines())
                .containsExactly(
                        own + "/calendars/2027.json:3: days[1].date: 2027-01-01 stands twice, first in line 2",
                        own
                                + "/texts/zh-CN.properties:1: ack.frist: is not a text that is said, did you mean ack.first?",
                        "huiyin: nothing was applied, faults: 2");
        assertThat(out("config", "list").lines().filter(line -> line.matches(" +\\d+ .*")))
                .hasSize(1);
    }

    @Test
    void whatIsAskedWronglyIsSaidInOneLine() {
        out("config", "apply");
        for (String[] asked : new String[][] {
            {"config"},
            {"config", "show", "7"},
            {"config", "show", "1", "texts/xx.properties"},
            {"config", "apply", "nowhere"},
            {"config", "apply", "--version", "7"},
            {"config", "apply", "--version", "1", "."},
            {"config", "diff", "1", "nowhere"}
        }) {
            CommandRun run = run(asked);
            assertThat(run.code()).as(String.join(" ", asked)).isEqualTo(2);
            assertThat(run.err())
                    .as(String.join(" ", asked))
                    .hasLineCount(1)
                    .doesNotContain("Exception", "huiyin: huiyin");
        }
    }
}

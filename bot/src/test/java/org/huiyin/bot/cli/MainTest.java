package org.huiyin.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {
    /** Nothing listens there: reserved for tcpmux, which nobody runs. */
    private static final String NOWHERE = "postgresql://me:hunter2@127.0.0.1:1/x";

    @TempDir
    Path folder = Path.of("");

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments("no command", List.of(), 2, "huiyin: say what to do"),
                arguments("no such command", List.of("sevre"), 2, "huiyin: Unmatched argument at index 0: 'sevre'"),
                arguments("no such option", List.of("demo", "--prt", "1"), 2, "huiyin: Unknown option"),
                arguments(
                        "serve without a file",
                        List.of("serve"),
                        2,
                        "huiyin: Missing required option: '--config=FILE'"),
                arguments(
                        "a file that is not there",
                        List.of("check-config", "FOLDER/none.yaml"),
                        2,
                        "FOLDER/none.yaml: there is no such file"),
                arguments(
                        "a file that is wrong",
                        List.of("serve", "--config", "FOLDER/wrong.yaml"),
                        2,
                        "FOLDER/wrong.yaml:2: http.prot: is not known here, did you mean port?"),
                arguments(
                        "a database that is away",
                        List.of("migrate"),
                        3,
                        "huiyin: the database postgresql://me@127.0.0.1:1/x?search_path=huiyin cannot be reached: nothing answers at 127.0.0.1:1"),
                arguments(
                        "a directory that is not there",
                        List.of("import", "FOLDER/none"),
                        2,
                        "huiyin: FOLDER/none is no directory"),
                arguments(
                        "a county that cannot be",
                        List.of("generate", "--households", "1", "--cadres", "5", "FOLDER/new"),
                        2,
                        "huiyin: generate: --cadres is 5"),
                arguments(
                        "a directory that is in use",
                        List.of("generate", "--households", "9", "--cadres", "2", "FOLDER"),
                        2,
                        "huiyin: FOLDER: is not empty"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void everyFailureIsOneLineAndAnExitCode(String label, List<String> arguments, int code, String line)
            throws IOException {
        Files.writeString(folder.resolve("wrong.yaml"), "http:\n  prot: 1\n");
        CommandRun run = CommandRun.of(
                Map.of(
                        "HUIYIN_DATABASE_URL",
                        NOWHERE,
                        "HUIYIN_DATA_DIR",
                        folder.resolve("data").toString()),
                arguments.stream().map(this::here).toArray(String[]::new));
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err().strip())
                .startsWith(here(line))
                .hasLineCount(1)
                .doesNotContain("Exception", "hunter2", "huiyin: huiyin");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aTakenPortIsAnErrorOfServe() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file =
                    Files.writeString(folder.resolve("service.yaml"), "http:\n  port: " + taken.getLocalPort() + "\n");
            CommandRun run =
                    CommandRun.of(Map.of("HUIYIN_DATA_DIR", folder.toString()), "serve", "--config", file.toString());
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("huiyin: port " + taken.getLocalPort()
                            + " on 127.0.0.1 is taken by another program: stop it, or choose another port\n");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun run =
                CommandRun.of(Map.of("HUIYIN_DATA_DIR", file.resolve("data").toString()), "migrate");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("set HUIYIN_DATA_DIR to one of your own").hasLineCount(1);
    }

    @Test
    void checkConfigTellsWhatIsOn() {
        String file = CommandRun.HOME.resolve("config").resolve("demo.yaml").toString();
        CommandRun run = CommandRun.of(Map.of("HUIYIN_DATA_DIR", folder.toString()), "check-config", file);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith(file + ": OK\n")
                .contains("127.0.0.1:8080", "embedded, in " + folder, "off", "sim (simulator), sim-sms (simulator)");
    }

    @Test
    void helpTellsTheExitCodes() {
        CommandRun run = CommandRun.of(Map.of(), "--help");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("demo", "serve", "migrate", "import", "generate", "check-config")
                .contains("Exit codes:", "HUIYIN_DATABASE_URL");
    }

    private String here(String text) {
        return text.replace("FOLDER", folder.toString());
    }
}

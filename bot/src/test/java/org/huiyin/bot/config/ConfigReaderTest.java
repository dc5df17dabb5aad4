package org.huiyin.bot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huiyin.bot.config.ServiceConfig.QuietHours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigReaderTest {
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String WECHAT = """
            channels:
              - id: main
                type: wechat
                app-id: wx01
                app-secret: s3cret
                token: abc
                encoding-aes-key: %s
            """.formatted(AES_KEY);

    @TempDir
    Path folder = Path.of("");

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(
                        "unknown key, a slip",
                        "http:\n  prot: 8080\n",
                        List.of("2: http.prot: is not known here, did you mean port?")),
                arguments(
                        "unknown key, no slip",
                        "delivery:\n  speed: 3\n",
                        List.of(
                                "2: delivery.speed: is not known here, use one of: repeat-unknown-after, undo-seconds")),
                arguments(
                        "unknown key at the top",
                        "\n\nchanels: []\n",
                        List.of("3: chanels: is not known here, did you mean channels?")),
                arguments(
                        "not a number",
                        "http:\n  port: eighty\n",
                        List.of("2: http.port: 'eighty' does not fit, write a whole number from 0 to 65535")),
                arguments(
                        "out of range",
                        "http:\n  port: 70000\n",
                        List.of("2: http.port: '70000' does not fit, write a whole number from 0 to 65535")),
                arguments(
                        "a value where a block belongs",
                        "http: 8080\n",
                        List.of("1: http: is not a block of keys, write 'key: value' lines under it")),
                arguments(
                        "a block where a value belongs",
                        "county-name:\n  a: b\n",
                        List.of("1: county-name: is a block or list, write one value")),
                arguments(
                        "a value where a list belongs",
                        "channels: sim\n",
                        List.of("1: channels: is not a list, write a list of blocks, each begins with '- '")),
                arguments(
                        "twice the same key",
                        "http:\n  port: 1\n  host: localhost\n  port: 2\n",
                        List.of("4: http.port: is here twice, first in line 2: keep one of them")),
                arguments(
                        "what is the county's",
                        "texts: own\n",
                        List.of(
                                "1: texts: belongs to the county and not to one node: huiyin config apply DIRECTORY brings it in")),
                arguments(
                        "not YAML",
                        "http:\n  port: [1\ndatabase: x\n",
                        List.of("3: is not YAML: expected ',' or ']', but got :")),
                arguments(
                        "proxies that are none",
                        "http:\n  trusted-proxies:\n    - 10.0.0.0/8\n    - proxy.example.org\n",
                        List.of(
                                "4: http.trusted-proxies: 'proxy.example.org' does not fit, write an IP address or range such as 10.0.0.0/8")),
                arguments(
                        "a public address that is none",
                        "http:\n  public-url: huiyin.example.org\n",
                        List.of(
                                "2: http.public-url: 'huiyin.example.org' does not fit, write an address such as https://huiyin.example.gov.cn")),
                arguments(
                        "quiet hours that are neither",
                        "quiet-hours: never\n",
                        List.of(
                                "1: quiet-hours: 'never' does not fit, write off, or {from: \"21:00\", to: \"07:30\"}")),
                arguments(
                        "quiet hours without a length",
                        "quiet-hours: {from: 21:00, to: 21:00}\n",
                        List.of("1: quiet-hours.to: is the same time as from, write another, or quiet-hours: off")),
                arguments(
                        "a time that is none",
                        "quiet-hours:\n  from: 9pm\n",
                        List.of("2: quiet-hours.from: '9pm' does not fit, write a time such as \"21:00\"")),
                arguments(
                        "a zone that is none",
                        "time-zone: Asia/Beijing\n",
                        List.of("1: time-zone: 'Asia/Beijing' does not fit, write a zone such as Asia/Shanghai")),
                arguments(
                        "a database's address without its password in the complaint",
                        "database:\n  url: mysql://me:hunter2@db/x\n",
                        List.of(
                                "2: database.url: is not of the form postgresql://user:password@host:port/database?search_path=county")),
                arguments(
                        "an environment variable that is not set",
                        WECHAT.replace("s3cret", "${MISSING}"),
                        List.of(
                                "5: channels[0].app-secret: the environment variable MISSING is not set, set it or write the value here")),
                arguments(
                        "a channel without its secrets does not start",
                        "channels:\n- id: main\n  type: wechat\n  app-id: wx01\n",
                        List.of(
                                "2: channels[0].app-secret: is missing, write app-secret: the secret itself, or ${NAME} of an environment variable",
                                "2: channels[0].token: is missing, write token: the secret itself, or ${NAME} of an environment variable",
                                "2: channels[0].encoding-aes-key: is missing, write encoding-aes-key: the secret itself, or ${NAME} of an environment variable")),
                arguments(
                        "a secret of the wrong shape is not shown",
                        WECHAT.replace(AES_KEY, "tooshort"),
                        List.of("7: channels[0].encoding-aes-key: must be the 43 characters the console shows")),
                arguments(
                        "missing and misshapen at once",
                        WECHAT.replace(AES_KEY, "tooshort").replace("    token: abc\n", ""),
                        List.of(
                                "2: channels[0].token: is missing, write token: the secret itself, or ${NAME} of an environment variable",
                                "6: channels[0].encoding-aes-key: must be the 43 characters the console shows")),
                arguments(
                        "a type that is none",
                        "channels:\n- id: main\n  type: wechatt\n",
                        List.of("3: channels[0].type: 'wechatt' is no type of channel, did you mean wechat?")),
                arguments(
                        "an id twice, and one that does not fit",
                        "channels:\n- {id: a, type: simulator}\n- {id: a, type: simulator}\n- {id: A_b, type: simulator}\n",
                        List.of(
                                "3: channels[1].id: 'a' is taken by a channel above, write another",
                                "4: channels[2].id: 'A_b' does not fit, write 1 to 32 of a-z, 0-9 and -")),
                arguments(
                        "an unknown key of a channel",
                        "channels:\n- {id: a, type: simulator, kin: sms}\n",
                        List.of("2: channels[0].kin: is not known here, did you mean kind?")),
                arguments(
                        "a proxy without its port",
                        WECHAT + "    proxy:\n      host: p\n",
                        List.of("8: channels[0].proxy.port: is missing, write port: the proxy's port")),
                arguments(
                        "a stand-in beyond this machine needs https",
                        WECHAT + "    base-url: http://stub.example.org\n",
                        List.of("8: channels[0].base-url: must be an https:// address (http:// only on this machine)")),
                arguments(
                        "several at once, by line",
                        "quiet-hours: on\nhttp: {prot: 1}\n",
                        List.of(
                                "1: quiet-hours: 'on' does not fit, write off, or {from: \"21:00\", to: \"07:30\"}",
                                "2: http.prot: is not known here, did you mean port?")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void everyProblemHasItsLineAndWhatToWrite(String label, String yaml, List<String> expected) throws IOException {
        Path file = write(yaml);
        List<String> lines = expected.stream()
                .map(line -> file + ":" + line.replace("FOLDER", folder.toString()))
                .toList();
        assertThat(read(file).fold(loaded -> List.of(), ConfigOutcome.Faulty::problems))
                .isEqualTo(lines);
    }

    @Test
    void anEmptyFileIsAllDefaults() throws IOException {
        ServiceConfig config = loaded(write("# nothing yet\n"));
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.quietHours()).contains(new QuietHours(LocalTime.of(21, 0), LocalTime.of(7, 30)));
        assertThat(config.timeZone()).hasToString("Asia/Shanghai");
        assertThat(config.delivery().undo()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.delivery().repeatUnknownAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.channels()).isEmpty();
    }

    @Test
    void secretsComeFromTheEnvironmentAndAreNeverPrinted() throws IOException {
        Path file = write(WECHAT.replace("s3cret", "${WECHAT_SECRET}"));
        ServiceConfig config = new ConfigReader(Map.of("WECHAT_SECRET", "hunter2"))
                .read(file)
                .fold(ConfigOutcome.Loaded::config, faulty -> {
                    throw new AssertionError(faulty.problems());
                });
        assertThat(config.channels()).singleElement().hasToString("main (wechat)");
        assertThat(config.toString()).doesNotContain("hunter2", AES_KEY);
    }

    @Test
    void offIsOffAndAnyHourIsLoud() throws IOException {
        assertThat(loaded(write("quiet-hours: off\n")).quietHours()).isEmpty();
    }

    @Test
    void relativePathsAreRelativeToTheFile() throws IOException {
        ServiceConfig config = loaded(write("keys: {file: k}\n"));
        assertThat(config.keyFile()).contains(folder.resolve("k"));
    }

    @Test
    void aFileThatIsNotThereIsOneLine() {
        assertThat(read(folder.resolve("none.yaml")).fold(l -> List.of(), ConfigOutcome.Faulty::problems))
                .isEqualTo(List.of(folder.resolve("none.yaml") + ": there is no such file"));
    }

    @Test
    void everyFileInConfigLoads() throws IOException {
        Map<String, String> environment = Map.of(
                "HUIYIN_DATABASE_PASSWORD", "p",
                "HUIYIN_REPORTS_TOKEN", "0123456789abcdef",
                "WECHAT_APP_SECRET", "s",
                "WECHAT_TOKEN", "abc",
                "WECHAT_AES_KEY", AES_KEY,
                "WECOM_SECRET", "s",
                "WECOM_TOKEN", "abc",
                "WECOM_AES_KEY", AES_KEY,
                "PROXY_PASSWORD", "p");
        try (Stream<Path> files = Files.list(Path.of("..", "config"))) {
            List<Path> services = files.filter(f -> f.toString().endsWith(".yaml") && !f.endsWith("alerts.yaml"))
                    .toList();
            assertThat(services).hasSizeGreaterThanOrEqualTo(2);
            for (Path file : services) {
                assertThat(new ConfigReader(environment)
                                .read(file)
                                .fold(l -> List.of(), ConfigOutcome.Faulty::problems))
                        .isEmpty();
            }
        }
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("service.yaml"), yaml);
    }

    private static ConfigOutcome read(Path file) {
        return new ConfigReader(Map.of()).read(file);
    }

    private static ServiceConfig loaded(Path file) {
        return read(file).fold(ConfigOutcome.Loaded::config, faulty -> {
            throw new AssertionError(faulty.problems());
        });
    }
}

package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The package as an administrator gets it, on a machine without a network: unpacked and run by an ordinary user with no home, no Maven and a
 * directory of programs that he cannot write to.
 */
@Tag("fault")
class CutOffTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** In a network of its own with nothing but loopback; $1 the installation, $2 the user's directory, $3 Java, $4 our classes. */
    private static final String SCRIPT = """
            set -eu
            installation=$1 own=$2 java=$3 classes=$4 service=
            trap '[ -z "$service" ] || kill "$service"' EXIT
            ip link set lo up
            echo "interfaces: $(ip -o link | wc -l)"
            as_user() {
                exec setpriv --reuid=nobody --regid=nogroup --clear-groups --no-new-privs \
                    env -i PATH=/usr/bin:/bin JAVA_HOME="$java" HOME=/nonexistent HUIYIN_DATA_DIR="$own/data" \
                    "$installation/huiyin" "$@"
            }
            talk_and_stop() {
                service=$!
                "$java/bin/java" -cp "$classes" org.huiyin.bot.fault.CutOffTalk "$1"
                kill "$service"
                wait "$service" && echo "$2 ended with 0"
                service=
            }
            (as_user check-package)
            (as_user prepare)
            as_user demo --port 18311 &
            talk_and_stop 18311 demo
            (as_user check-config "$own/county.yaml")
            (as_user import --config "$own/county.yaml" "$installation/config/county")
            as_user serve --config "$own/county.yaml" &
            talk_and_stop 18312 serve
            """;

    private Path folder = Path.of("");

    @BeforeEach
    void mayCutOff() throws Exception {
        assumeTrue(
                run(Map.of(), "unshare", "-n", "ip", "link", "set", "lo", "up").code() == 0,
                "NOT TESTED: cutting a process off from the network takes root, unshare and ip");
        // Where an ordinary user may go, which a clone's directory need not be.
        folder = Files.createTempDirectory("huiyin-cut-off");
    }

    @AfterEach
    void clear() throws Exception {
        if (folder.isAbsolute()) {
            run(Map.of(), "rm", "-rf", folder.toString());
        }
    }

    private record Ended(int code, String output) {}

    private static Ended run(Map<String, String> environment, String... command) throws Exception {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            return new Ended(-1, String.valueOf(e.getMessage()));
        }
    }

    private Path packaged() throws Exception {
        Path out = folder.resolve("out");
        Ended made = run(Map.of(), HOME.resolve("huiyin").toString(), "package", "--out", out.toString());
        assertThat(made.code()).as(made.output()).isZero();
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .toList()
                    .get(0);
        }
    }

    @Test
    void anOrdinaryUserInstallsItAndAVillagerIsAnswered() throws Exception {
        Path opt = Files.createDirectory(folder.resolve("opt"));
        Path own = Files.createDirectory(folder.resolve("own"));
        assertThat(run(Map.of(), "tar", "-xzf", packaged().toString(), "-C", opt.toString())
                        .code())
                .isZero();
        Path installation;
        try (Stream<Path> unpacked = Files.list(opt)) {
            installation = unpacked.toList().get(0);
        }
        Files.writeString(own.resolve("county.yaml"), """
                http: {port: 18312}
                quiet-hours: off
                channels:
                  - {id: sim, type: simulator, kind: chat}
                  - {id: sim-sms, type: simulator, kind: sms}
                """);
        assertThat(run(Map.of(), "chown", "-R", "nobody", own.toString()).code())
                .isZero();
        assertThat(run(Map.of(), "chmod", "755", folder.toString()).code()).isZero();
        Ended ended = run(
                Map.of("LC_ALL", "C.UTF-8"),
                Stream.concat(
                                List.of("unshare", "-n", "sh", "-c", SCRIPT, "sh").stream(),
                                Stream.of(
                                        installation.toString(),
                                        own.toString(),
                                        System.getProperty("java.home"),
                                        Path.of("target/test-classes")
                                                .toAbsolutePath()
                                                .toString()))
                        .toArray(String[]::new));
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output())
                .contains(
                        "interfaces: 1",
                        "All files are as they were packaged.",
                        "Prepared.",
                        "demo ended with 0",
                        "serve ended with 0")
                .containsPattern("taken 200, answered .*编号[\\s\\S]*taken 200, answered .*编号");
    }
}

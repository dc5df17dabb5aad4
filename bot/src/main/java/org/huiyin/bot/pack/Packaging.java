package org.huiyin.bot.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Puts a package together: everything in one directory of one archive, with the sums of all files in it, and the archive's own beside it. */
public final class Packaging {
    private static final String PLATFORM = "PLATFORM";
    private static final String SUMS = "SHA256SUMS";

    /**
     * What is to be packaged.
     *
     * @param home the clone
     * @param application what Maven has built for the platform
     * @param version of Huiyin
     */
    public record Order(Path home, Path application, Platform platform, String version) {
        String name() {
            return "huiyin-" + version + "-" + platform.label();
        }
    }

    private Packaging() {}

    /**
     * Makes {@code huiyin-VERSION-PLATFORM.tar.gz} and {@code ….tar.gz.sha256} in {@code out}, or nothing. The same clone gives the same bytes:
     * nothing in it says when or where it was made.
     *
     * @return the archive
     * @throws PackagingFailure with words for whoever packages
     */
    public static Path make(Order order, Path out) {
        try {
            Path scratch = Files.createTempDirectory(order.application(), "postgres");
            try {
                return make(order, Contents.of(order.home(), order.application(), order.platform(), scratch), out);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new PackagingFailure("the package cannot be made: " + e.getMessage(), e);
        }
    }

    private static Path make(Order order, Contents contents, Path out) throws IOException {
        Map<String, TarFile.Source> sources = new TreeMap<>();
        contents.files().forEach((name, path) -> sources.put(name, TarFile.Source.of(path)));
        sources.put(PLATFORM, TarFile.Source.of(order.platform().label() + "\n"));
        sources.put(SUMS, TarFile.Source.of(sums(sources)));
        Path archive = Files.createDirectories(out).resolve(order.name() + ".tar.gz");
        Path unfinished = out.resolve(order.name() + ".tar.gz.unfinished");
        TarFile.write(unfinished, order.name(), sources, built(order.application()));
        String sum = Sha256.of(unfinished);
        Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                out.resolve(archive.getFileName() + ".sha256"),
                line(sum, archive.getFileName().toString()));
        return archive;
    }

    private static String sums(Map<String, TarFile.Source> sources) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, TarFile.Source> source : sources.entrySet()) {
            if (source.getValue().link().isEmpty()) {
                lines.append(line(Sha256.of(source.getValue().bytes()), source.getKey()));
            }
        }
        return lines.toString();
    }

    /** As sha256sum of GNU coreutils writes and reads it. */
    private static String line(String sum, String name) {
        return sum + "  " + name + "\n";
    }

    /** The time that stands in our jar, which the pom fixes; of the zone-less kind that jars have. */
    private static Instant built(Path application) throws IOException {
        try (JarFile jar = new JarFile(application.resolve("huiyin-bot.jar").toFile())) {
            ZipEntry manifest = jar.getEntry(JarFile.MANIFEST_NAME);
            if (manifest == null) {
                throw new PackagingFailure("huiyin-bot.jar has no manifest");
            }
            return manifest.getTimeLocal().toInstant(ZoneOffset.UTC);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}

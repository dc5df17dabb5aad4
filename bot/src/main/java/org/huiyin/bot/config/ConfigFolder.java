package org.huiyin.bot.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The county's policy, calendars, texts and words: its own files, by names such as {@code texts/en.properties}, over those that are shipped in the
 * jar. What its own files lack is taken from the shipped ones, so that a new version's new texts are there before anybody has looked at them.
 */
public final class ConfigFolder {
    private static final String SHIPPED = "/org/huiyin/config/";
    /** Jars cannot be listed simply, so what is shipped is named here; a test compares it with the folder. */
    static final List<String> SHIPPED_FILES = List.of(
            "calendars/2025.json",
            "calendars/2026.json",
            "policy/deadlines.yaml",
            "policy/subjects.yaml",
            "texts/en.properties",
            "texts/zh-CN.properties",
            "words/words.yaml");

    /** What is read, by directory; names that begin with a dot are an editor's. */
    private static final Map<String, String> ENDINGS =
            Map.of("calendars", ".json", "policy", ".yaml", "texts", ".properties", "words", ".yaml");

    /** More than all files together have. */
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    private final Map<String, String> shipped;
    private final Map<String, String> own;

    private ConfigFolder(Map<String, String> own) {
        this.shipped = new TreeMap<>();
        SHIPPED_FILES.forEach(name -> shipped.put(name, shippedText(name)));
        this.own = new TreeMap<>(own);
    }

    /** Only what is shipped. */
    public static ConfigFolder shipped() {
        return new ConfigFolder(Map.of());
    }

    /** The county's own files, by name. */
    public static ConfigFolder of(Map<String, String> own) {
        return new ConfigFolder(own);
    }

    /**
     * The files of a directory in {@code policy}, {@code calendars}, {@code texts} and {@code words}; what else lies there is not looked at.
     *
     * @throws ConfigProblem naming the file that cannot be read, or that nobody would read
     */
    public static ConfigFolder over(Path folder) {
        Map<String, String> own = new TreeMap<>();
        ENDINGS.forEach((kind, ending) -> {
            if (Files.isDirectory(folder.resolve(kind))) {
                readAll(folder.resolve(kind), kind, ending, own);
            }
        });
        return new ConfigFolder(own);
    }

    private static void readAll(Path directory, String kind, String ending, Map<String, String> own) {
        try (Stream<Path> list = Files.list(directory)) {
            for (Path file : list.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(".")) {
                    continue;
                } else if (!name.endsWith(ending) || !Files.isRegularFile(file)) {
                    throw new ConfigProblem(file + ": is not read: files in " + kind + " end in " + ending);
                } else if (Files.size(file) > MOST_BYTES) {
                    throw new ConfigProblem(file + ": is larger than 4 MB");
                }
                own.put(kind + "/" + name, text(file));
            }
        } catch (IOException e) {
            throw new ConfigProblem(directory + ": cannot be read");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigProblem(file + ": cannot be read as UTF-8 text");
        }
    }

    private static String shippedText(String name) {
        try (InputStream in = ConfigFolder.class.getResourceAsStream(SHIPPED + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file that decides, own or shipped, by name: what makes up a version. */
    public Map<String, String> content() {
        Map<String, String> all = new TreeMap<>(shipped);
        all.putAll(own);
        return all;
    }

    /** The shipped files of a directory, by name. */
    public Map<String, String> shipped(String kind) {
        return of(kind, shipped);
    }

    /** Those of the county's own that say something else than the shipped one of the same name. */
    public Map<String, String> own(String kind) {
        Map<String, String> files = of(kind, own);
        files.entrySet().removeIf(file -> file.getValue().equals(shipped.get(file.getKey())));
        return files;
    }

    private static Map<String, String> of(String kind, Map<String, String> all) {
        Map<String, String> files = new TreeMap<>(all);
        files.keySet().removeIf(name -> !name.startsWith(kind + "/"));
        return files;
    }
}

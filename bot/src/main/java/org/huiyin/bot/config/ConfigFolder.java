package org.huiyin.bot.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The texts, words and calendars: those shipped in the jar, each replaced by a file of the same name in the administrator's folder. */
public final class ConfigFolder {
    private static final String SHIPPED = "/org/huiyin/config/";
    /** Jars cannot be listed simply, so what is shipped is named here; a test compares it with the folder. */
    static final Map<String, List<String>> SHIPPED_FILES = Map.of(
            "texts", List.of("zh-CN.properties", "en.properties"),
            "words", List.of("words.yaml"),
            "calendars", List.of("2025.json", "2026.json"));

    private final Map<String, Path> folders;

    private ConfigFolder(Map<String, Path> folders) {
        this.folders = Map.copyOf(folders);
    }

    /** Only what is shipped. */
    public static ConfigFolder shipped() {
        return new ConfigFolder(Map.of());
    }

    /** What is shipped, under the files of {@code folder}. */
    public static ConfigFolder over(Path folder) {
        Map<String, Path> folders = new TreeMap<>();
        SHIPPED_FILES.keySet().forEach(kind -> folders.put(kind, folder.resolve(kind)));
        return new ConfigFolder(folders);
    }

    /** What is shipped, under the directories that a service's file names. */
    public static ConfigFolder of(ServiceConfig.Wording wording) {
        Map<String, Path> folders = new TreeMap<>();
        wording.texts().ifPresent(path -> folders.put("texts", path));
        wording.words().ifPresent(path -> folders.put("words", path));
        wording.calendars().ifPresent(path -> folders.put("calendars", path));
        return new ConfigFolder(folders);
    }

    /** The files of a kind ({@code texts}, {@code words}, {@code calendars}) with that ending: name and text, by name. */
    public Map<String, String> files(String kind, String ending) {
        Map<String, String> files = new TreeMap<>();
        for (String name : SHIPPED_FILES.getOrDefault(kind, List.of())) {
            files.put(kind + "/" + name, shippedText(kind + "/" + name));
        }
        Optional.ofNullable(folders.get(kind)).filter(Files::isDirectory).ifPresent(own -> readAll(own, kind, files));
        files.keySet().removeIf(name -> !name.endsWith(ending));
        return files;
    }

    private static void readAll(Path own, String kind, Map<String, String> files) {
        try (Stream<Path> list = Files.list(own)) {
            for (Path file : list.filter(Files::isRegularFile).toList()) {
                files.put(kind + "/" + file.getFileName(), Files.readString(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new ConfigProblem(own + ": cannot be read as UTF-8 text");
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
}

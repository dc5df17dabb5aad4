package org.huiyin.bot.service;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Recognises what Huiyin says by the key of its text, so that whoever edits the texts need not edit tests. */
final class Wording {
    private static final Properties TEXTS = read(Path.of("..", "config", "texts", "zh-CN.properties"));

    private Wording() {}

    private static Properties read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@code said} holds the text of that key, with anything in its gaps. */
    static boolean in(String said, String key) {
        String text = Objects.requireNonNull(TEXTS.getProperty(key), key);
        String pattern = Arrays.stream(text.split("\\$\\{[^}]*}", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(said).find();
    }
}

package org.huiyin.adapters.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The vectors in {@code vectors/tencent.json}; each names the document or program it comes from. */
public final class Vectors {
    private static final JsonNode ALL = load();

    private final JsonNode entry;

    private Vectors(JsonNode entry) {
        this.entry = entry;
    }

    public static Vectors named(String name) {
        for (JsonNode entry : ALL) {
            if (entry.path("name").asText().equals(name)) {
                return new Vectors(entry);
            }
        }
        throw new AssertionError("no vector is called " + name);
    }

    public String input(String name) {
        return text(entry.path("inputs"), name);
    }

    public JsonNode expected(String name) {
        return entry.path("expected").path(name);
    }

    public String expectedText(String name) {
        return text(entry.path("expected"), name);
    }

    private static String text(JsonNode node, String name) {
        if (!node.has(name)) {
            throw new AssertionError("the vector has no " + name);
        }
        return node.path(name).asText();
    }

    private static JsonNode load() {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/tencent.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.huiyin.bot.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.db.config.ConfigVersions.Version;

/** All files of a version as one text, in one form: the same files give the same digest. */
public record RulesText(String json, String sha256) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public static RulesText of(ConfigFolder folder) {
        try {
            String json = JSON.writeValueAsString(folder.content());
            return new RulesText(json, digest(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts cannot be written", e);
        }
    }

    /** The files of a version; empty where the row is not what was once written. */
    public static Optional<Map<String, String>> files(Version version) {
        if (!digest(version.content()).equals(version.head().sha256())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(version.content(), new TypeReference<TreeMap<String, String>>() {}));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

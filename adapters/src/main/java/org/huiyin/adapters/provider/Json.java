package org.huiyin.adapters.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;

/** JSON as providers want it: raw UTF-8 (Tencent shows {@code \\uXXXX} as it stands), absent fields left out, unknown ones borne. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Json() {}

    /** A body of one of our own records; that always succeeds. */
    public static Buffer write(Object body) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A body of our own could not be written", e);
        }
    }

    /** The object in {@code bytes}, or empty when there is none. */
    public static Optional<JsonNode> readObject(Buffer bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes.getBytes());
            return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@code bytes} as a record, or empty when they do not fit it. */
    public static <T> Optional<T> read(Buffer bytes, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(bytes.getBytes(), type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

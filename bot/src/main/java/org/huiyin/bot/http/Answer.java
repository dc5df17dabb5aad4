package org.huiyin.bot.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Optional;
import org.huiyin.adapters.channel.WebhookReply;

/** What goes out over HTTP: JSON of our own records, small errors, a provider's reply. Never an internal message. */
final class Answer {
    /** Long enough for a database to come back, short enough that nobody notices. */
    private static final String RETRY_AFTER_SECONDS = "5";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private record Failure(String error) {}

    private Answer() {}

    /** {@code {"error": words}}; the words are for whoever calls, and hold nothing of the request. */
    static void error(HttpServerResponse response, int status, String words) {
        json(response, status, new Failure(words));
    }

    /** 503: nothing was stored, come again. */
    static void later(HttpServerResponse response, String words) {
        if (!response.headWritten()) {
            response.putHeader("retry-after", RETRY_AFTER_SECONDS);
        }
        error(response, 503, words);
    }

    static void json(HttpServerResponse response, int status, Object body) {
        send(response, status, "application/json; charset=utf-8", Buffer.buffer(write(body)));
    }

    static void reply(HttpServerResponse response, WebhookReply reply) {
        send(response, reply.status(), reply.contentType(), reply.body());
    }

    static void send(HttpServerResponse response, int status, String contentType, Buffer body) {
        // The caller may be gone, or may have been answered by a time-out meanwhile.
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        response.setStatusCode(status).putHeader("content-type", contentType).end(body);
    }

    static String write(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of our own could not be written", e);
        }
    }

    /** {@code bytes} as a record, or empty when they are not one. */
    static <T> Optional<T> read(Buffer bytes, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(bytes.getBytes(), type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

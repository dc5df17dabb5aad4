package org.huiyin.adapters.channel;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it came over the wire. {@code body} is untouched: signatures are over these bytes. Header names are in lower case. */
public record WebhookRequest(
        String method, Map<String, String> query, Map<String, String> headers, Buffer body, Instant receivedAt) {
    public WebhookRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    public @Nullable String query(String name) {
        return query.get(name);
    }
}

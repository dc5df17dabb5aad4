package org.huiyin.adapters.channel;

import io.vertx.core.buffer.Buffer;

/** What the provider is answered. */
public record WebhookReply(int status, String contentType, Buffer body) {

    public static WebhookReply text(int status, String body) {
        return new WebhookReply(status, "text/plain; charset=utf-8", Buffer.buffer(body));
    }

    public static WebhookReply xml(String body) {
        return new WebhookReply(200, "application/xml; charset=utf-8", Buffer.buffer(body));
    }
}

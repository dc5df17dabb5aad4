package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.channel.Whereabouts;

/** A provider of few words: every line of a body is a message that is its own dedup key; {@code sign=good} is the signature. */
record FakeChannel(String id) implements TextChannel {

    @Override
    public WebhookResult receive(WebhookRequest request) {
        if (!"good".equals(request.query("sign"))) {
            return new WebhookResult.Refused(WebhookReply.text(401, ""), "wrong signature");
        }
        String body = request.body().toString();
        if (body.contains("<!DOCTYPE")) {
            return new WebhookResult.Refused(WebhookReply.text(400, ""), "not a message");
        }
        List<TextEvent> events = Arrays.stream(body.split("\n"))
                .filter(line -> !line.isEmpty())
                .map(line -> (TextEvent) TextEvent.MessageReceived.of(
                        id, line, Instant.EPOCH, "somebody", new TextEvent.Content.Words(line)))
                .toList();
        return new WebhookResult.Understood(
                events,
                (passive, at) ->
                        WebhookReply.text(200, passive.map(p -> p + " at " + at).orElse("success")));
    }

    @Override
    public Limits limits() {
        return new Limits(Limits.Kind.CHAT, 2048, 2048, Set.of(Limits.Form.TEXT), true, null, 0, false, false);
    }

    @Override
    public Future<SendOutcome> send(String address, Outbound part, Trace trace) {
        return Future.succeededFuture(new SendOutcome.Accepted(""));
    }

    @Override
    public Future<Whereabouts> lookUp(String address, Outbound part, Instant since) {
        return Future.succeededFuture(Whereabouts.cannotTell());
    }

    @Override
    public Future<Buffer> fetch(MediaRef media, Trace trace) {
        return Future.failedFuture("nothing is attached here");
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}

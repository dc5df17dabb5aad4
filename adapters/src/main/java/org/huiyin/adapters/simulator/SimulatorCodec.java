package org.huiyin.adapters.simulator;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.TextEvent.Content;
import org.huiyin.adapters.channel.TextEvent.MessageReceived;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.adapters.channel.TextEvent.Touch;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.channel.WebhookResult.Acknowledgement;
import org.huiyin.adapters.channel.WebhookResult.Refused;
import org.huiyin.adapters.channel.WebhookResult.Understood;
import org.huiyin.adapters.provider.Json;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the simulated phones' JSON. In place of a signature stands a key that is made anew in every process and never leaves
 * it, so that the webhook, which anybody can reach, takes only what {@link #compose} made.
 */
final class SimulatorCodec {
    static final String KEY_HEADER = "x-simulator-key";

    /** A picture of 10 MB in base64, and some. */
    private static final int MAX_BYTES = 14 * 1024 * 1024;

    private static final int KEY_BYTES = 32;
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{3,20}");
    private static final Pattern CHAT_ADDRESS = Pattern.compile("\\S{1,64}");
    private static final Acknowledgement RECEIVED = Acknowledgement.always(WebhookReply.text(200, ""));

    private final String channel;
    private final Pattern address;
    private final String key;

    SimulatorCodec(SimulatorConfig config) {
        this.channel = config.id();
        this.address = config.kind() == Limits.Kind.SMS ? PHONE : CHAT_ADDRESS;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = HexFormat.of().formatHex(random);
    }

    boolean isAddress(String value) {
        return address.matcher(value).matches();
    }

    WebhookRequest compose(SimulatorMessage message, Instant at) {
        return new WebhookRequest(
                "POST", Map.of(), Map.of(KEY_HEADER, key, "content-type", "application/json"), Json.write(message), at);
    }

    WebhookResult receive(WebhookRequest request) {
        if (!hasKey(request.headers().get(KEY_HEADER))) {
            return refuse(401, "the key is missing or wrong");
        } else if (!"POST".equals(request.method())) {
            return refuse(405, "method is not POST");
        } else if (request.body().length() > MAX_BYTES) {
            return refuse(413, "body is too long");
        }
        return Json.read(request.body(), SimulatorMessage.class)
                .map(message -> read(message, request))
                .orElseGet(() -> refuse(400, "body is not a message"));
    }

    /** The bytes that {@code message} carries under the reference {@link #receive} gives them; empty for none. */
    static Optional<Buffer> attachment(SimulatorMessage message) {
        SimulatorMessage.Media media = message.media();
        if (media == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Buffer.buffer(Base64.getDecoder().decode(media.base64())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean hasKey(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        key.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }

    private WebhookResult read(SimulatorMessage message, WebhookRequest request) {
        String from = message.from();
        String id = message.id();
        if (from == null || id == null || id.isBlank() || !isAddress(from)) {
            return refuse(400, "from or id is missing or malformed");
        }
        Optional<Content> content = content(message, id);
        Optional<Press> press = Optional.ofNullable(message.press()).map(p -> new Press(p.reference(), p.key()));
        Optional<Touch> touch = touch(message);
        TextEvent event = content.isEmpty() && press.isEmpty() && touch.isEmpty()
                ? new TextEvent.Unrecognised(
                        channel,
                        id,
                        request.receivedAt(),
                        Optional.of(from),
                        "unknown",
                        request.body().toString())
                : new MessageReceived(
                        channel,
                        id,
                        request.receivedAt(),
                        from,
                        content,
                        Optional.ofNullable(message.quote()),
                        press,
                        touch);
        return new Understood(List.of(event), RECEIVED);
    }

    private static Optional<Content> content(SimulatorMessage message, String id) {
        SimulatorMessage.Media media = message.media();
        SimulatorMessage.Location place = message.location();
        Optional<String> words = Optional.ofNullable(message.text());
        if (media != null && attachment(message).isPresent()) {
            return Optional.of(new Content.Attached(new MediaRef(media.kind(), id), media.contentType(), words));
        } else if (place != null) {
            String label = place.label();
            return Optional.of(new Content.Place(place.lat(), place.lon(), label == null ? "" : label));
        }
        return words.map(Content.Words::new);
    }

    private static Optional<Touch> touch(SimulatorMessage message) {
        boolean follow = Boolean.TRUE.equals(message.follow());
        String scene = message.scene();
        return scene == null && !follow ? Optional.empty() : Optional.of(new Touch(scene == null ? "" : scene, follow));
    }

    private static Refused refuse(int status, String why) {
        return new Refused(WebhookReply.text(status, ""), why);
    }
}

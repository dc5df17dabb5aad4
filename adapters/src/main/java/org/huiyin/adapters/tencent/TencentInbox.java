package org.huiyin.adapters.tencent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.channel.WebhookResult.Refused;

/** The door through which Tencent's requests come: nothing inside is read before the envelope has proved whose it is. */
public final class TencentInbox {
    /** Tencent tries three times within seconds; a day bears a wrong clock, and the dedup key catches every replay anyway. */
    static final Duration WINDOW = Duration.ofDays(1);

    private static final int MAX_BYTES = TencentXml.MAX_CHARS;

    private final Secret token;
    private final TencentCrypto crypto;

    public TencentInbox(Secret token, TencentCrypto crypto) {
        this.token = token;
        this.crypto = crypto;
    }

    /** Refuses by method and size, before anything is computed over the request. */
    public Optional<Refused> inadmissible(WebhookRequest request) {
        boolean known = "GET".equals(request.method()) || "POST".equals(request.method());
        if (!known) {
            return Optional.of(refuse(405, "method is neither GET nor POST"));
        }
        return request.body().length() > MAX_BYTES
                ? Optional.of(refuse(413, "body is longer than any message of Tencent's"))
                : Optional.empty();
    }

    /** Checks {@code signatureName} over token, timestamp, nonce and {@code more}, then the age of the timestamp. */
    public Optional<Refused> unsigned(WebhookRequest request, String signatureName, String... more) {
        String timestamp = Objects.requireNonNullElse(request.query("timestamp"), "");
        String nonce = Objects.requireNonNullElse(request.query("nonce"), "");
        String[] parts = new String[more.length + 3];
        System.arraycopy(more, 0, parts, 0, more.length);
        parts[more.length] = token.reveal();
        parts[more.length + 1] = timestamp;
        parts[more.length + 2] = nonce;
        boolean complete = !timestamp.isEmpty() && !nonce.isEmpty();
        if (!complete || !TencentCrypto.signed(request.query(signatureName), parts)) {
            return Optional.of(refuse(401, "signature is missing or wrong"));
        }
        return recent(timestamp, request.receivedAt())
                ? Optional.empty()
                : Optional.of(refuse(403, "timestamp is outside the window"));
    }

    /** Opens a sealed POST and hands the letter on. There is no way past the seal: an open body is refused. */
    public WebhookResult open(WebhookRequest request, Function<TencentLetter, WebhookResult> reader) {
        Optional<XmlFields> envelope = TencentXml.parse(request.body().toString(StandardCharsets.UTF_8));
        if (envelope.isEmpty()) {
            return refuse(400, "envelope is not readable");
        }
        String sealed = envelope.get().text("Encrypt");
        if (sealed.isEmpty()) {
            return refuse(403, "body is not sealed; switch the account to safe mode");
        }
        Optional<Refused> unsigned = unsigned(request, "msg_signature", sealed);
        return unsigned.isPresent()
                ? unsigned.get()
                : crypto.open(sealed)
                        .map(raw -> read(raw, request.receivedAt(), reader))
                        .orElseGet(() -> refuse(403, "not sealed with our key for our account"));
    }

    /** What the vendor wants back at set-up, where it is sealed. */
    public WebhookResult echoSealed(WebhookRequest request, Function<String, WebhookResult> echo) {
        String sealed = Objects.requireNonNullElse(request.query("echostr"), "");
        Optional<Refused> unsigned = unsigned(request, "msg_signature", sealed);
        return unsigned.isPresent()
                ? unsigned.get()
                : crypto.open(sealed)
                        .map(echo)
                        .orElseGet(() -> refuse(403, "echostr is not sealed with our key for our account"));
    }

    /** No detail goes out: what is wrong is for our own log. */
    public static Refused refuse(int status, String why) {
        return new Refused(WebhookReply.text(status, ""), why);
    }

    private static WebhookResult read(String raw, Instant receivedAt, Function<TencentLetter, WebhookResult> reader) {
        return TencentXml.parse(raw)
                .map(fields -> reader.apply(new TencentLetter(fields, raw, receivedAt)))
                .orElseGet(() -> refuse(400, "sealed message is not readable"));
    }

    private static boolean recent(String timestamp, Instant now) {
        try {
            long apart = Math.abs(Math.subtractExact(Long.parseLong(timestamp), now.getEpochSecond()));
            return apart <= WINDOW.toSeconds();
        } catch (ArithmeticException | NumberFormatException e) {
            return false;
        }
    }
}

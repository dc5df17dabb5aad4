package org.huiyin.adapters.wechat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.channel.WebhookResult.Acknowledgement;
import org.huiyin.adapters.channel.WebhookResult.Refused;
import org.huiyin.adapters.channel.WebhookResult.Understood;
import org.huiyin.adapters.tencent.TencentCrypto;
import org.huiyin.adapters.tencent.TencentInbox;
import org.huiyin.adapters.tencent.TencentLetter;
import org.huiyin.adapters.tencent.TencentXmlWriter;

/** Reads what WeChat posts, and writes the one answer it takes. Knows bytes and values only. */
public final class WeChatCodec {
    /** Longest text of a message, in bytes of UTF-8. */
    static final int MAX_TEXT_BYTES = 2048;

    private final WeChatConfig config;
    private final TencentCrypto crypto;
    private final TencentInbox inbox;
    private final WeChatEvents events;

    public WeChatCodec(WeChatConfig config) {
        this.config = config;
        this.crypto = new TencentCrypto(config.encodingAesKey(), config.appId());
        this.inbox = new TencentInbox(config.token(), crypto);
        this.events = new WeChatEvents(config.id());
    }

    /**
     * Verifies and parses. {@code signature} covers neither body nor echostr, so it only earns a request the right to be parsed; what
     * counts is the seal, which no branch leads around.
     */
    public WebhookResult receive(WebhookRequest request) {
        Optional<Refused> refused = inbox.inadmissible(request).or(() -> inbox.unsigned(request, "signature"));
        if (refused.isPresent()) {
            return refused.get();
        }
        return "GET".equals(request.method()) ? handshake(request) : inbox.open(request, this::read);
    }

    private static WebhookResult handshake(WebhookRequest request) {
        String echo = Objects.requireNonNullElse(request.query("echostr"), "");
        return echo.isEmpty()
                ? TencentInbox.refuse(400, "a GET without echostr")
                : new Understood(List.of(), Acknowledgement.always(WebhookReply.text(200, echo)));
    }

    private WebhookResult read(TencentLetter letter) {
        Optional<TextEvent> event = events.read(letter);
        return new Understood(
                event.stream().toList(),
                (passive, at) -> passive.filter(WeChatCodec::fits)
                        .filter(words -> !letter.sender().isEmpty())
                        .map(words -> passiveReply(letter, words, at))
                        .orElseGet(() -> WebhookReply.text(200, "success")));
    }

    private static boolean fits(String words) {
        return !words.isEmpty() && words.getBytes(StandardCharsets.UTF_8).length <= MAX_TEXT_BYTES;
    }

    /** The plaintext depends on the letter, the words and {@code at} only, so a redelivery is answered alike. */
    private WebhookReply passiveReply(TencentLetter letter, String words, Instant at) {
        String plain = new TencentXmlWriter()
                .text("ToUserName", letter.sender())
                .text("FromUserName", letter.fields().text("ToUserName"))
                .number("CreateTime", at.getEpochSecond())
                .text("MsgType", "text")
                .text("Content", words)
                .document();
        String sealed = crypto.seal(plain);
        String timestamp = Long.toString(letter.receivedAt().getEpochSecond());
        // Any nonce will do; the sealed text begins with 16 random bytes, so it brings one.
        String nonce = Integer.toUnsignedString(sealed.hashCode());
        return WebhookReply.xml(envelope(sealed, timestamp, nonce));
    }

    /** The envelope of a passive reply. */
    String envelope(String sealed, String timestamp, String nonce) {
        return new TencentXmlWriter()
                .text("Encrypt", sealed)
                .text("MsgSignature", TencentCrypto.sign(config.token().reveal(), timestamp, nonce, sealed))
                .number("TimeStamp", Long.parseLong(timestamp))
                .text("Nonce", nonce)
                .document();
    }
}

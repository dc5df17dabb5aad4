package org.huiyin.adapters.tencent;

import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.wechat.WeChatConfig;
import org.huiyin.adapters.wecom.WeComConfig;

/** Tencent's side of a webhook: seals and signs what WeChat or WeCom would post. For tests, here and in bot. */
public final class TencentSender {
    /** A signed request, without the path it goes to. */
    public record Webhook(Map<String, String> query, Buffer body) {

        /** What follows the path, beginning with {@code ?}. */
        public String queryString() {
            return query.entrySet().stream()
                    .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&", "?", ""));
        }

        public WebhookRequest request(Instant receivedAt) {
            return new WebhookRequest("POST", query, Map.of("content-type", "text/xml"), body, receivedAt);
        }
    }

    private final Secret token;
    private final TencentCrypto crypto;
    private final String account;
    private final String agentId;
    private final Clock clock;
    private final AtomicLong nonces = new AtomicLong(1_000_000);

    private TencentSender(Secret token, Secret aesKey, String account, String agentId, Clock clock) {
        this.token = token;
        this.crypto = new TencentCrypto(aesKey, account);
        this.account = account;
        this.agentId = agentId;
        this.clock = clock;
    }

    public static TencentSender wechat(WeChatConfig config, Clock clock) {
        return new TencentSender(config.token(), config.encodingAesKey(), config.appId(), "", clock);
    }

    public static TencentSender wecom(WeComConfig config, Clock clock) {
        return new TencentSender(
                config.token(), config.encodingAesKey(), config.corpId(), Integer.toString(config.agentId()), clock);
    }

    public Webhook text(String from, String messageId, String words) {
        return message(from, messageId, "text", Map.of("Content", words));
    }

    /** A tap on a WeChat menu, given the item's id and label as they were sent. */
    public Webhook menuTap(String from, String messageId, String itemId, String label) {
        return message(from, messageId, "text", Map.of("Content", label, "bizmsgmenuid", itemId));
    }

    public Webhook image(String from, String messageId, String mediaId) {
        return message(from, messageId, "image", Map.of("PicUrl", "https://mmbiz.qpic.cn/x", "MediaId", mediaId));
    }

    public Webhook voice(String from, String messageId, String mediaId) {
        return message(from, messageId, "voice", Map.of("MediaId", mediaId, "Format", "amr"));
    }

    /** A message of any kind. */
    public Webhook message(String from, String messageId, String type, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("MsgId", messageId);
        return plain(from, type, all);
    }

    /** A first follow of a WeChat account, by a code that says {@code scene} or, if empty, without one. */
    public Webhook follow(String from, String scene) {
        return event(from, "subscribe", Map.of("EventKey", scene.isEmpty() ? "" : "qrscene_" + scene));
    }

    public Webhook scan(String from, String scene) {
        return event(from, "SCAN", Map.of("EventKey", scene));
    }

    /** What became of a template message. */
    public Webhook templateFinished(String from, String messageId, String status) {
        return event(from, "TEMPLATESENDJOBFINISH", Map.of("MsgID", messageId, "Status", status));
    }

    /** A pressed button of a WeCom card. */
    public Webhook cardPress(String from, String taskId, String key) {
        return event(
                from,
                "template_card_event",
                Map.of("EventKey", key, "TaskId", taskId, "CardType", "button_interaction", "ResponseCode", "RC"));
    }

    /** An event of any kind. */
    public Webhook event(String from, String event, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("Event", event);
        return plain(from, "event", all);
    }

    private Webhook plain(String from, String type, Map<String, String> fields) {
        TencentXmlWriter xml = new TencentXmlWriter()
                .text("ToUserName", account)
                .text("FromUserName", from)
                .number("CreateTime", clock.instant().getEpochSecond())
                .text("MsgType", type);
        fields.forEach(xml::text);
        if (!agentId.isEmpty()) {
            xml.text("AgentID", agentId);
        }
        return sealed(xml.document());
    }

    /** Any plaintext at all, sealed and signed now. */
    public Webhook sealed(String xml) {
        return enveloped(crypto.seal(xml));
    }

    /** Any sealed text at all, signed now. */
    public Webhook enveloped(String sealed) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String nonce = Long.toString(nonces.incrementAndGet());
        Map<String, String> query = new LinkedHashMap<>();
        query.put("signature", TencentCrypto.sign(token.reveal(), timestamp, nonce));
        query.put("timestamp", timestamp);
        query.put("nonce", nonce);
        query.put("encrypt_type", "aes");
        query.put("msg_signature", TencentCrypto.sign(token.reveal(), timestamp, nonce, sealed));
        String envelope = new TencentXmlWriter()
                .text("ToUserName", account)
                .text("AgentID", agentId)
                .text("Encrypt", sealed)
                .document();
        return new Webhook(query, Buffer.buffer(envelope));
    }

    /** The handshake's GET. */
    public WebhookRequest handshake(String echo) {
        Webhook signed = enveloped(agentId.isEmpty() ? "unused" : crypto.seal(echo));
        Map<String, String> query = new LinkedHashMap<>(signed.query());
        query.put(
                "echostr",
                agentId.isEmpty()
                        ? echo
                        : TencentXml.parse(signed.body().toString())
                                .orElseThrow()
                                .text("Encrypt"));
        return new WebhookRequest("GET", query, Map.of(), Buffer.buffer(), clock.instant());
    }

    /** The fields of a passive reply, after checking its signature. */
    public XmlFields open(WebhookReply reply) {
        return TencentXml.parse(openRaw(reply)).orElseThrow();
    }

    /** The plaintext of a passive reply, after checking its signature. */
    public String openRaw(WebhookReply reply) {
        XmlFields fields = TencentXml.parse(reply.body().toString()).orElseThrow();
        boolean signed = TencentCrypto.signed(
                fields.text("MsgSignature"),
                token.reveal(),
                fields.text("TimeStamp"),
                fields.text("Nonce"),
                fields.text("Encrypt"));
        if (!signed) {
            throw new AssertionError("the reply's signature is wrong");
        }
        return crypto.open(fields.text("Encrypt")).orElseThrow();
    }
}

package org.huiyin.adapters.tencent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.huiyin.adapters.channel.TextEvent;

/**
 * One authentic message from Tencent, opened: what WeChat and WeCom have in common in it.
 *
 * @param raw the XML as it was sealed
 */
public record TencentLetter(XmlFields fields, String raw, Instant receivedAt) {

    /** 9999-12-31, beyond which no database follows. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    public String type() {
        return fields.text("MsgType");
    }

    public boolean isEvent() {
        return "event".equals(type());
    }

    public String event() {
        return fields.text("Event");
    }

    public String eventKey() {
        return fields.text("EventKey");
    }

    public String sender() {
        return fields.text("FromUserName");
    }

    /** {@code CreateTime}, which has seconds only; the time of receipt where it is missing or absurd. */
    public Instant at() {
        try {
            long second = Long.parseLong(fields.text("CreateTime"));
            return second > 0 && second <= LATEST_SECOND ? Instant.ofEpochSecond(second) : receivedAt;
        } catch (NumberFormatException e) {
            return receivedAt;
        }
    }

    /** The key of a message: its {@code MsgId}, the same in every redelivery. */
    public String messageKey() {
        return fields.has("MsgId") ? fields.text("MsgId") : contentKey();
    }

    /** The key of an event, which has no id: sender, second, event, and what tells two events of one second apart. */
    public String eventKeyWith(String... distinguishing) {
        return sender() + "|" + fields.text("CreateTime") + "|" + event() + "|" + String.join("|", distinguishing);
    }

    /** The key of last resort, from the sealed bytes alone. */
    public String contentKey() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** This letter as one of a kind we have no form for. */
    public TextEvent.Unrecognised unrecognised(String channel, String kind) {
        String key = fields.has("MsgId") ? messageKey() : contentKey();
        return new TextEvent.Unrecognised(
                channel, key, at(), Optional.of(sender()).filter(s -> !s.isEmpty()), kind, raw);
    }
}

package org.huiyin.adapters.wechat;

import java.util.Optional;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.TextEvent.ContactChanged;
import org.huiyin.adapters.channel.TextEvent.Content;
import org.huiyin.adapters.channel.TextEvent.MessageReceived;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.adapters.channel.TextEvent.Receipt;
import org.huiyin.adapters.channel.TextEvent.ReceiptReceived;
import org.huiyin.adapters.channel.TextEvent.Touch;
import org.huiyin.adapters.tencent.TencentContent;
import org.huiyin.adapters.tencent.TencentLetter;

/** Turns an opened letter of WeChat's into an event of ours. */
final class WeChatEvents {
    /** What WeChat puts before the scene when the scan was also a first follow. */
    private static final String FOLLOW_PREFIX = "qrscene_";

    private static final Touch CLICK = new Touch("", false);

    private final String channel;

    WeChatEvents(String channel) {
        this.channel = channel;
    }

    /** The event, or empty for what is acknowledged and not kept. */
    Optional<TextEvent> read(TencentLetter letter) {
        return letter.isEvent() ? event(letter) : Optional.of(message(letter));
    }

    private TextEvent message(TencentLetter letter) {
        Optional<Content> content = TencentContent.of(letter.fields());
        if (content.isEmpty() || letter.sender().isEmpty()) {
            return letter.unrecognised(channel, letter.type());
        }
        Optional<Press> press = pressed(letter);
        return new MessageReceived(
                channel,
                letter.messageKey(),
                letter.at(),
                letter.sender(),
                content,
                Optional.empty(),
                press,
                press.map(p -> CLICK));
    }

    /** A tap on one of our menus arrives as a text with the item's id. It earns the budget of a click, not of a message. */
    private static Optional<Press> pressed(TencentLetter letter) {
        return WeChatMenu.pressed(letter.fields().text("bizmsgmenuid"));
    }

    private Optional<TextEvent> event(TencentLetter letter) {
        return switch (letter.event()) {
            case "subscribe" -> Optional.of(touched(letter, Optional.empty(), new Touch(scene(letter), true)));
            case "SCAN" -> Optional.of(touched(letter, Optional.empty(), new Touch(letter.eventKey(), false)));
            case "CLICK" -> Optional.of(touched(letter, Optional.of(new Press("", letter.eventKey())), CLICK));
            case "unsubscribe" ->
                Optional.of(new ContactChanged(
                        channel, letter.eventKeyWith(letter.eventKey()), letter.at(), letter.sender(), false));
            case "TEMPLATESENDJOBFINISH" -> Optional.of(receipt(letter));
            // A followed link needs no answer, and where somebody is, unasked, is none of our business: neither is
            // kept.
            case "VIEW", "LOCATION" -> Optional.empty();
            default -> Optional.of(letter.unrecognised(channel, "event:" + letter.event()));
        };
    }

    private TextEvent touched(TencentLetter letter, Optional<Press> press, Touch touch) {
        if (letter.sender().isEmpty()) {
            return letter.unrecognised(channel, "event:" + letter.event());
        }
        return new MessageReceived(
                channel,
                letter.eventKeyWith(letter.eventKey()),
                letter.at(),
                letter.sender(),
                Optional.empty(),
                Optional.empty(),
                press,
                Optional.of(touch));
    }

    private static String scene(TencentLetter letter) {
        String key = letter.eventKey();
        return key.startsWith(FOLLOW_PREFIX) ? key.substring(FOLLOW_PREFIX.length()) : key;
    }

    /** Two templates may finish for one person in one second, so the message's id is part of the key. */
    private TextEvent receipt(TencentLetter letter) {
        String id = letter.fields().text("MsgID");
        String status = letter.fields().text("Status");
        return new ReceiptReceived(channel, letter.eventKeyWith(id), letter.at(), id, progress(status), status);
    }

    private static Receipt progress(String status) {
        if ("success".equals(status)) {
            return Receipt.DELIVERED;
        }
        return status.contains("user block") ? Receipt.FAILED_BLOCKED : Receipt.FAILED;
    }
}

package org.huiyin.adapters.wecom;

import java.util.Optional;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.TextEvent.ContactChanged;
import org.huiyin.adapters.channel.TextEvent.Content;
import org.huiyin.adapters.channel.TextEvent.MessageReceived;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.adapters.channel.TextEvent.Touch;
import org.huiyin.adapters.tencent.TencentContent;
import org.huiyin.adapters.tencent.TencentLetter;

/** Turns an opened letter of WeCom's into an event of ours. */
final class WeComEvents {
    private final String channel;

    WeComEvents(String channel) {
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
        return MessageReceived.of(channel, letter.messageKey(), letter.at(), letter.sender(), content.get());
    }

    private Optional<TextEvent> event(TencentLetter letter) {
        return switch (letter.event()) {
            case "template_card_event" -> Optional.of(pressed(letter));
            case "click" ->
                Optional.of(received(
                        letter,
                        letter.eventKeyWith(letter.eventKey()),
                        Optional.of(new Press("", letter.eventKey())),
                        Optional.of(new Touch("", false))));
            case "subscribe" ->
                Optional.of(received(
                        letter,
                        letter.eventKeyWith(letter.eventKey()),
                        Optional.empty(),
                        Optional.of(new Touch("", true))));
            case "unsubscribe" ->
                Optional.of(new ContactChanged(
                        channel, letter.eventKeyWith(letter.eventKey()), letter.at(), letter.sender(), false));
            // Opening the chat or a link calls for nothing, and a cadre's whereabouts were not asked for: none of them
            // is kept.
            case "enter_agent", "view", "LOCATION" -> Optional.empty();
            default -> Optional.of(letter.unrecognised(channel, "event:" + letter.event()));
        };
    }

    private TextEvent pressed(TencentLetter letter) {
        String task = letter.fields().text("TaskId");
        return received(
                letter,
                letter.eventKeyWith(task, letter.eventKey()),
                Optional.of(new Press(task, letter.eventKey())),
                Optional.empty());
    }

    private TextEvent received(TencentLetter letter, String key, Optional<Press> press, Optional<Touch> touch) {
        return letter.sender().isEmpty()
                ? letter.unrecognised(channel, "event:" + letter.event())
                : new MessageReceived(
                        channel, key, letter.at(), letter.sender(), Optional.empty(), Optional.empty(), press, touch);
    }
}

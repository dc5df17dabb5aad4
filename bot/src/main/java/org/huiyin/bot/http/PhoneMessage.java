package org.huiyin.bot.http;

import java.util.Base64;
import java.util.List;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.simulator.SentPart;
import org.jspecify.annotations.Nullable;

/**
 * A part as a simulated phone is shown it, in JSON.
 *
 * @param at ISO 8601 in UTC
 * @param reference of the card, where there are buttons: goes back with the key of the one that is pressed
 */
record PhoneMessage(
        String id,
        String channel,
        String address,
        String at,
        String text,
        List<Button> buttons,
        @Nullable String reference,
        @Nullable Attachment media) {

    record Button(String key, String label) {}

    record Attachment(String kind, String contentType, String fileName, String base64) {}

    static PhoneMessage of(String channel, SentPart part) {
        return new PhoneMessage(
                part.id(),
                channel,
                part.address(),
                part.at().toString(),
                part.text(),
                part.buttons().stream().map(b -> new Button(b.key(), b.label())).toList(),
                part.reference().orElse(null),
                part.media().map(PhoneMessage::attachment).orElse(null));
    }

    private static Attachment attachment(Outbound.Media media) {
        return new Attachment(
                media.kind().name(),
                media.contentType(),
                media.fileName(),
                Base64.getEncoder().encodeToString(media.content().getBytes()));
    }
}

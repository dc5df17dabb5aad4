package org.huiyin.adapters.tencent;

import java.util.Locale;
import java.util.Optional;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.TextEvent.Content;

/** What a person said, in the message kinds that WeChat and WeCom share field by field. */
public final class TencentContent {
    private TencentContent() {}

    /** The content, or empty for a kind we cannot carry (a video, a mini program) or one that came without its essentials. */
    public static Optional<Content> of(XmlFields fields) {
        return switch (fields.text("MsgType")) {
            case "text" -> Optional.of(new Content.Words(fields.text("Content")));
            case "image" -> attached(fields, MediaKind.IMAGE, "image/jpeg");
            case "voice" -> attached(fields, MediaKind.VOICE, voiceType(fields));
            case "location" -> place(fields);
            case "link" -> link(fields);
            default -> Optional.empty();
        };
    }

    private static Optional<Content> attached(XmlFields fields, MediaKind kind, String contentType) {
        // Recognition comes only where the vendor still transcribes voice notes.
        Optional<String> transcript = Optional.of(fields.text("Recognition")).filter(t -> !t.isBlank());
        return fields.has("MediaId")
                ? Optional.of(new Content.Attached(new MediaRef(kind, fields.text("MediaId")), contentType, transcript))
                : Optional.empty();
    }

    private static String voiceType(XmlFields fields) {
        String format = fields.text("Format").toLowerCase(Locale.ROOT);
        return "speex".equals(format) ? "audio/speex" : "audio/amr";
    }

    /** {@code Location_X} is the latitude. */
    private static Optional<Content> place(XmlFields fields) {
        try {
            double latitude = Double.parseDouble(fields.text("Location_X"));
            double longitude = Double.parseDouble(fields.text("Location_Y"));
            boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
            return onEarth
                    ? Optional.of(new Content.Place(latitude, longitude, fields.text("Label")))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A forwarded article travels as what a person would have typed: its title and its address. */
    private static Optional<Content> link(XmlFields fields) {
        String words = (fields.text("Title") + "\n" + fields.text("Url")).strip();
        return words.isEmpty() ? Optional.empty() : Optional.of(new Content.Words(words));
    }
}

package org.huiyin.adapters.channel;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One part on its way out, in the forms that {@link Limits#carries} may name. */
public sealed interface Outbound {

    /** Plain text, already within the channel's limits. */
    record Text(String text) implements Outbound {}

    /** A picture or a voice note. {@code contentType} is one of {@code image/jpeg}, {@code image/png}, {@code audio/amr}, {@code audio/mpeg}. */
    record Media(MediaKind kind, String contentType, String fileName, Buffer content) implements Outbound {}

    /**
     * A text with buttons.
     *
     * @param reference comes back in {@link TextEvent.MessageReceived#press}; unique per card; {@code [A-Za-z0-9_-]}, at most 64
     * @param title one line above
     * @param text the words, at most 100 characters; longer words go ahead as {@link Text}
     * @param options at most 3
     */
    record Choice(String reference, String title, String text, List<Option> options) implements Outbound {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /** A button: {@code key} comes back, {@code label} is shown. */
    record Option(String key, String label) {}

    /**
     * A message by approved template, for use outside the reply budget. {@code purpose} names the template in the channel's configuration,
     * {@code parameters} fill it; {@code text} says the same in full for channels without templates.
     */
    record Notice(String purpose, Map<String, String> parameters, String text) implements Outbound {
        public Notice {
            parameters = Map.copyOf(parameters);
        }
    }

    /** What sort of file a {@link Media} is. */
    enum MediaKind {
        IMAGE,
        VOICE
    }

    /** The one place that tells the forms apart. */
    default <T> T fold(
            Function<Text, T> text, Function<Media, T> media, Function<Choice, T> choice, Function<Notice, T> notice) {
        if (this instanceof Text t) {
            return text.apply(t);
        } else if (this instanceof Media m) {
            return media.apply(m);
        } else if (this instanceof Choice c) {
            return choice.apply(c);
        }
        return notice.apply((Notice) this);
    }
}

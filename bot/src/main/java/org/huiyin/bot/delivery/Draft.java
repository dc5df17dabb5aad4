package org.huiyin.bot.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.Outbound.Option;

/**
 * What shall be said, before it is fitted to a channel.
 *
 * @param text the words
 * @param cut what to say instead of the words when they would take more than 3 parts; empty to send them all
 * @param card buttons below the words, where the channel has them
 * @param media a photo or voice note after the words
 * @param notice what an approved template may say in its place outside the reply budget
 */
public record Draft(
        String text, Optional<Cut> cut, Optional<Card> card, Optional<Media> media, Optional<Notice> notice) {

    /**
     * The short form of something long.
     *
     * @param words what somebody said, of which the beginning is kept
     * @param around makes the short form from that beginning
     */
    public record Cut(String words, UnaryOperator<String> around) {}

    /** Buttons. {@code reference} must be unique; the part's id is added to it. */
    public record Card(String reference, String title, List<Option> options) {
        public Card {
            options = List.copyOf(options);
        }
    }

    /** A photo or voice note, and what to say where the channel does not carry it. */
    public record Media(long attachmentId, MediaKind kind, String instead) {}

    /** A template's purpose and what fills it. */
    public record Notice(String purpose, Map<String, String> parameters) {
        public Notice {
            parameters = Map.copyOf(parameters);
        }
    }

    public static Draft words(String text) {
        return new Draft(text, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Draft cut(String words, UnaryOperator<String> around) {
        return new Draft(text, Optional.of(new Cut(words, around)), card, media, notice);
    }

    public Draft card(String reference, String title, List<Option> options) {
        return new Draft(text, cut, Optional.of(new Card(reference, title, options)), media, notice);
    }

    public Draft media(long attachmentId, MediaKind kind, String instead) {
        return new Draft(text, cut, card, Optional.of(new Media(attachmentId, kind, instead)), notice);
    }

    public Draft notice(String purpose, Map<String, String> parameters) {
        return new Draft(text, cut, card, media, Optional.of(new Notice(purpose, parameters)));
    }
}

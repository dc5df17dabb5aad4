package org.huiyin.bot.conversation;

import java.util.Map;
import java.util.Optional;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.TextEvent.Content;
import org.huiyin.bot.texts.Texts;

/**
 * What somebody said, in the form that decisions and histories use.
 *
 * @param words what he wrote, empty for a bare picture, voice note or place; answers and commands are looked for here only
 * @param mark what stands for the picture, voice note or place; empty without one
 * @param attached the photo or voice note
 */
public record Utterance(String words, String mark, Optional<Attachment> attached) {

    /** Something kept by id. */
    public record Attachment(long id, MediaKind kind) {}

    static Utterance words(String text) {
        return new Utterance(text, "", Optional.empty());
    }

    boolean hasWords() {
        return !words.isBlank();
    }

    /** Whether nothing is left to say. */
    boolean isEmpty() {
        return words.isBlank() && mark.isEmpty();
    }

    /** How it stands in the history and is forwarded. */
    String body() {
        return mark + words;
    }

    /** The same picture with other words: without the code or command before them. */
    Utterance saying(String other) {
        return new Utterance(other, mark, attached);
    }

    /** Reads what came in; a picture or voice note gets a row of its own, to be fetched after the commit. */
    static Utterance of(Content content, Ledger ledger, String channel, Texts.Voice voice) {
        return content.fold(
                words -> words(words.text()),
                attached -> attached(attached, ledger, channel, voice),
                place -> new Utterance(
                        "",
                        voice.say(
                                "body.place",
                                Map.of(
                                        "label", place.label(),
                                        "lat", Double.toString(place.latitude()),
                                        "lon", Double.toString(place.longitude()))),
                        Optional.empty()));
    }

    private static Utterance attached(Content.Attached content, Ledger ledger, String channel, Texts.Voice voice) {
        MediaKind kind = content.media().kind();
        long id = ledger.attach(
                channel, kind.name(), content.contentType(), content.media().reference(), null);
        String mark = voice.say(kind == MediaKind.IMAGE ? "body.photo" : "body.voice");
        return new Utterance(content.words().orElse(""), mark, Optional.of(new Attachment(id, kind)));
    }
}

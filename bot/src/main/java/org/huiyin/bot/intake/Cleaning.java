package org.huiyin.bot.intake;

import org.huiyin.adapters.channel.TextEvent.Content;

/** Makes text storable without changing what it says: PostgreSQL takes no NUL in a text, and half a character is none. */
final class Cleaning {
    private static final char REPLACEMENT = '\uFFFD';

    private Cleaning() {}

    static Content clean(Content content) {
        return content.fold(
                words -> new Content.Words(clean(words.text())),
                attached -> new Content.Attached(
                        attached.media(),
                        attached.contentType(),
                        attached.words().map(Cleaning::clean)),
                place -> new Content.Place(place.latitude(), place.longitude(), clean(place.label())));
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point == 0 || (point >= 0xD800 && point <= 0xDFFF) ? REPLACEMENT : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}

package org.huiyin.bot.http;

import org.huiyin.adapters.simulator.SimulatorMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated phone said and the service has committed, as a page is shown it, in JSON: without the bytes of a photo.
 *
 * @param at ISO 8601 in UTC
 * @param form TEXT, IMAGE, VOICE, PLACE, PRESS, or SCAN for a scan or a follow
 * @param text the words, the place's label, or the printed code
 * @param reference of the card whose button was pressed
 * @param key of that button
 */
record PhoneSaid(
        String id,
        String channel,
        String address,
        String at,
        String form,
        @Nullable String text,
        @Nullable String reference,
        @Nullable String key) {
    /** More of a text than anybody reads again. */
    private static final int MOST_CHARS = 4000;

    static PhoneSaid of(String channel, SimulatorMessage said, String at) {
        SimulatorMessage.Press press = said.press();
        return new PhoneSaid(
                orEmpty(said.id()),
                channel,
                orEmpty(said.from()),
                at,
                form(said),
                text(said),
                press == null ? null : press.reference(),
                press == null ? null : press.key());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String form(SimulatorMessage said) {
        SimulatorMessage.Media media = said.media();
        if (media != null) {
            return media.kind().name();
        } else if (said.location() != null) {
            return "PLACE";
        } else if (said.press() != null) {
            return "PRESS";
        }
        return said.text() == null ? "SCAN" : "TEXT";
    }

    private static @Nullable String text(SimulatorMessage said) {
        SimulatorMessage.Location place = said.location();
        String words = said.text() != null ? said.text() : place != null ? place.label() : said.scene();
        return words == null || words.length() <= MOST_CHARS ? words : words.substring(0, MOST_CHARS) + "…";
    }
}

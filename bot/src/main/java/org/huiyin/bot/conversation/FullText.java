package org.huiyin.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.bot.delivery.Renderer;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;

/** A long text in pages, because one message must not lead to hundreds of text messages. */
final class FullText {
    /** Parts on a page: 20,000 Chinese characters are 30 parts of a chat. */
    private static final int PARTS = 32;

    private FullText() {}

    /** @param page a number from 1, in words as they were typed; the first where it is none */
    static String page(String text, String page, Limits limits, Ticket ticket, Texts.Voice voice) {
        List<String> pages = new ArrayList<>();
        List<String> parts = Renderer.split(text, limits.maxTextBytes(), limits.maxTextChars());
        for (int from = 0; from < parts.size(); from += PARTS) {
            pages.add(String.join("", parts.subList(from, Math.min(from + PARTS, parts.size()))));
        }
        if (pages.size() == 1) {
            return text;
        }
        String digits = page.replaceAll("\\D", "");
        int wanted = digits.isEmpty() || digits.length() > 3 ? 1 : Integer.parseInt(digits);
        int number = Math.max(1, Math.min(wanted, pages.size()));
        Map<String, String> values = Map.of(
                "page", Integer.toString(number),
                "pages", Integer.toString(pages.size()),
                "next", Integer.toString(number + 1),
                "code", ticket.code());
        return pages.get(number - 1) + voice.say(number < pages.size() ? "full.page" : "full.last", values);
    }
}

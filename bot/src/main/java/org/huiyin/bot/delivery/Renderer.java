package org.huiyin.bot.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Limits.Form;
import org.huiyin.adapters.channel.Outbound.MediaKind;

/** Fits what shall be said to what a channel can carry: pure. */
public final class Renderer {
    /** A text over this many parts is cut after the first. */
    private static final int MOST_PARTS = 3;
    /** Longest words on a card (contract of {@link org.huiyin.adapters.channel.Outbound.Choice}). */
    private static final int CARD_CHARS = 100;

    private Renderer() {}

    /** The parts in their order, at least one. */
    public static List<PartContent> render(Draft draft, Limits limits) {
        List<PartContent> parts = new ArrayList<>();
        boolean card = draft.card().isPresent() && limits.carries(Form.CHOICE);
        boolean onCard = card && draft.text().length() <= CARD_CHARS;
        if (!onCard && !draft.text().isEmpty()) {
            words(draft, limits).forEach(text -> parts.add(PartContent.words(text)));
        }
        if (card) {
            Draft.Card c = draft.card().orElseThrow();
            parts.add(new PartContent(
                    Form.CHOICE, onCard ? draft.text() : c.title(), c.reference(), c.title(), c.options(), null, null));
        }
        draft.media().ifPresent(media -> parts.add(media(media, limits)));
        draft.notice().ifPresent(notice -> noticeOnFirst(parts, notice));
        return parts.isEmpty() ? List.of(PartContent.words(draft.text())) : parts;
    }

    private static PartContent media(Draft.Media media, Limits limits) {
        Form form = media.kind() == MediaKind.IMAGE ? Form.IMAGE : Form.VOICE;
        return new PartContent(limits.carries(form) ? form : Form.TEXT, media.instead(), null, null, null, null, null);
    }

    private static void noticeOnFirst(List<PartContent> parts, Draft.Notice notice) {
        PartContent first = parts.get(0);
        parts.set(
                0,
                new PartContent(
                        first.form(),
                        first.text(),
                        first.reference(),
                        first.title(),
                        first.options(),
                        notice.purpose(),
                        notice.parameters()));
    }

    private static List<String> words(Draft draft, Limits limits) {
        List<String> all = split(draft.text(), limits.maxTextBytes(), limits.maxTextChars());
        if (all.size() <= MOST_PARTS || draft.cut().isEmpty()) {
            return all;
        }
        Draft.Cut cut = draft.cut().orElseThrow();
        String around = cut.around().apply("");
        int bytes = limits.maxTextBytes() - around.getBytes(StandardCharsets.UTF_8).length;
        int chars = limits.maxTextChars() - around.length();
        // One character is always taken, so that a long head makes a second part and no endless loop.
        String beginning =
                split(cut.words(), Math.max(bytes, 1), Math.max(chars, 1)).get(0);
        return split(cut.around().apply(beginning), limits.maxTextBytes(), limits.maxTextChars());
    }

    /** Pieces of at most that many UTF-8 bytes and UTF-16 units, never through a character. */
    public static List<String> split(String text, int maxBytes, int maxChars) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int width = Character.charCount(point);
            int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (i > start && (bytes + size > maxBytes || i + width - start > maxChars)) {
                pieces.add(text.substring(start, i));
                start = i;
                bytes = 0;
            }
            bytes += size;
            i += width;
        }
        pieces.add(text.substring(start));
        return pieces;
    }
}

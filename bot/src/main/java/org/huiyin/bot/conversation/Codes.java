package org.huiyin.bot.conversation;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.bot.ticket.TicketCodes;

/**
 * Reads a ticket's code at the beginning of a line. With its mark anything is taken for a code that has a digit in it, so that a slip is found
 * out and not sent to somebody; without the mark only digits of a code's length, standing alone. A 。 after it stays: it begins a note.
 */
final class Codes {
    private static final Pattern MARKED =
            Pattern.compile("^\\s*[#＃]\\s*([\\p{Alnum}０-９]*[0-9０-９][\\p{Alnum}０-９]*)\\s*[:：,，、]?\\s*");
    private static final Pattern BARE = Pattern.compile("^\\s*([0-9０-９]{7,8})(?:\\s+|$|\\s*[:：,，、]\\s*)");

    private static final Pattern WITHIN = Pattern.compile(
            "[#＃]\\s*([\\p{Alnum}０-９]*[0-9０-９][\\p{Alnum}０-９]*)|(?<![0-9０-９])([0-9０-９]{7,8})(?![0-9０-９])");

    private Codes() {}

    /**
     * A code that somebody typed.
     *
     * @param code its digits, narrow
     * @param right whether the check digit fits
     * @param rest what follows it
     */
    record Leading(String code, boolean right, String rest) {}

    /** The code at the beginning, with its mark or, of an official, without. */
    static Optional<Leading> leading(String text) {
        return read(MARKED.matcher(text), text).or(() -> read(BARE.matcher(text), text));
    }

    /** A code anywhere in a short line to the service; {@code rest} is the line without it. */
    static Optional<Leading> within(String text) {
        Matcher matcher = WITHIN.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String marked = matcher.group(1);
        String digits = Normalizer.normalize(marked == null ? matcher.group(2) : marked, Normalizer.Form.NFKC);
        String rest = text.substring(0, matcher.start()) + " " + text.substring(matcher.end());
        return Optional.of(new Leading(digits, TicketCodes.valid(digits), rest.strip()));
    }

    /** Only with its mark: what villagers begin with seven digits may be a phone. */
    static Optional<Leading> marked(String text) {
        return read(MARKED.matcher(text), text);
    }

    private static Optional<Leading> read(Matcher matcher, String text) {
        if (!matcher.find()) {
            return Optional.empty();
        }
        String digits = Normalizer.normalize(matcher.group(1), Normalizer.Form.NFKC);
        return Optional.of(new Leading(digits, TicketCodes.valid(digits), text.substring(matcher.end())));
    }
}

package org.huiyin.bot.conversation;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.bot.ticket.TicketCodes;

/** Reads a ticket's code at the beginning of a line. Only with its mark: seven bare digits may be somebody's number. */
final class Codes {
    private static final Pattern LEADING =
            Pattern.compile("^\\s*[#＃]\\s*([0-9０-９]{3,12})\\s*[:：,，、]?\\s*", Pattern.UNICODE_CASE);

    private Codes() {}

    /**
     * A code that somebody typed.
     *
     * @param code its digits, narrow
     * @param right whether the check digit fits
     * @param rest what follows it
     */
    record Leading(String code, boolean right, String rest) {}

    static Optional<Leading> leading(String text) {
        Matcher matcher = LEADING.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String digits = Normalizer.normalize(matcher.group(1), Normalizer.Form.NFKC);
        return Optional.of(new Leading(digits, TicketCodes.valid(digits), text.substring(matcher.end())));
    }
}

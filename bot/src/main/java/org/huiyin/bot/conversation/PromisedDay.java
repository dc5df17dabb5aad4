package org.huiyin.bot.conversation;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A day at the beginning of an answer, such as 12月10日 or 2026-12-10, and the words behind it.
 *
 * @param day after today and within half a year: a slip in the month must not become a promise for next year
 */
record PromisedDay(LocalDate day, String words) {
    private static final int MOST_MONTHS = 6;
    private static final Pattern BEGINNING = Pattern.compile(
            "^(?:([0-9]{4})\\s*[年./-]\\s*)?([0-9]{1,2})\\s*[月./-]\\s*([0-9]{1,2})(?![0-9])\\s*[日号]?\\s*(?:前|之前|以前)?[\\s:：,，。]*(.*)$",
            Pattern.DOTALL);

    static Optional<PromisedDay> in(String text, LocalDate today) {
        Matcher written = BEGINNING.matcher(narrowDigits(text.strip()));
        if (!written.matches()) {
            return Optional.empty();
        }
        String words = text.strip().substring(written.start(4)).strip();
        return day(written.group(1), written.group(2), written.group(3), today)
                .filter(day -> day.isAfter(today) && day.isBefore(today.plusMonths(MOST_MONTHS)))
                .map(day -> new PromisedDay(day, words));
    }

    /** Digit by digit, so that what stands where stays there. */
    private static String narrowDigits(String text) {
        StringBuilder narrow = new StringBuilder(text);
        for (int i = 0; i < narrow.length(); i++) {
            if (narrow.charAt(i) >= '０' && narrow.charAt(i) <= '９') {
                narrow.setCharAt(
                        i,
                        Normalizer.normalize(narrow.substring(i, i + 1), Normalizer.Form.NFKC)
                                .charAt(0));
            }
        }
        return narrow.toString();
    }

    /** Without a year the next such day; empty where there is none. */
    private static Optional<LocalDate> day(@Nullable String year, String month, String day, LocalDate today) {
        try {
            int years = year == null ? today.getYear() : Integer.parseInt(year);
            LocalDate written = LocalDate.of(years, Integer.parseInt(month), Integer.parseInt(day));
            return Optional.of(year == null && !written.isAfter(today) ? written.plusYears(1) : written);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

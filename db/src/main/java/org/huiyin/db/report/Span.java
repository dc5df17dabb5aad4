package org.huiyin.db.report;

import java.time.LocalDate;

/**
 * A time of whole days, taken apart into whole months and the days before and after them: a year is twelve rows and not 365.
 *
 * @param from the first day
 * @param until the day after the last
 * @param months the first day of the first whole month, or {@code until} where there is none
 * @param monthsEnd the day after the last whole month, or {@code until} where there is none
 */
public record Span(LocalDate from, LocalDate until, LocalDate months, LocalDate monthsEnd) {
    /** From a day to a day, both included. */
    public static Span of(LocalDate from, LocalDate to) {
        LocalDate until = to.plusDays(1);
        LocalDate first =
                from.getDayOfMonth() == 1 ? from : from.withDayOfMonth(1).plusMonths(1);
        LocalDate last = until.withDayOfMonth(1);
        return first.isBefore(last) ? new Span(from, until, first, last) : new Span(from, until, until, until);
    }

    /** Whether it has no day before or after its whole months. */
    public boolean isWholeMonths() {
        return from.equals(months) && until.equals(monthsEnd);
    }
}

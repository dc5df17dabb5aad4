package org.huiyin.bot.clock;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which days are worked: a date in the State Council's table of its year decides, else Monday to Friday. */
public final class WorkingCalendar {
    private final Map<LocalDate, Boolean> offDays;
    private final Set<Integer> years;

    /**
     * A calendar.
     *
     * @param offDays dates that the published tables name: true for a day off, false for a weekend day that is worked
     * @param years whose tables have been published
     */
    public WorkingCalendar(Map<LocalDate, Boolean> offDays, Set<Integer> years) {
        this.offDays = Map.copyOf(offDays);
        this.years = Set.copyOf(years);
    }

    /** A day, and whether it rests on a year whose table has not been published yet. */
    public record Due(LocalDate day, boolean provisional) {}

    public boolean worked(LocalDate day) {
        Boolean off = offDays.get(day);
        if (off != null) {
            return !off;
        }
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /**
     * How many working days lie after {@code from} up to {@code to}, as they were counted when nothing was published of the years after
     * {@code from}'s; nor of that year, where {@code to} lies in it.
     */
    int countedBlindly(LocalDate from, LocalDate to) {
        int known = to.getYear() > from.getYear() ? from.getYear() : from.getYear() - 1;
        WorkingCalendar then = new WorkingCalendar(
                offDays.entrySet().stream()
                        .filter(day -> day.getKey().getYear() <= known)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                Set.of());
        return (int)
                from.plusDays(1).datesUntil(to.plusDays(1)).filter(then::worked).count();
    }

    /** The {@code days}-th working day after {@code from}; the day after receipt is day 1. {@code days} is at least 1. */
    public Due after(LocalDate from, int days) {
        LocalDate day = from;
        boolean provisional = false;
        int left = days;
        while (left > 0) {
            day = day.plusDays(1);
            provisional |= !years.contains(day.getYear());
            if (worked(day)) {
                left--;
            }
        }
        return new Due(day, provisional);
    }
}

package org.huiyin.bot.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.huiyin.bot.clock.DeadlinePolicy.Cell;
import org.huiyin.bot.clock.DeadlinePolicy.Limit;

/** By when something is due, and when its cards are shown, by the county's policy and the calendar of working days. */
public final class Deadlines {
    private final DeadlinePolicy policy;
    private final WorkingCalendar calendar;
    private final ZoneId zone;

    public Deadlines(DeadlinePolicy policy, WorkingCalendar calendar, ZoneId zone) {
        this.policy = policy;
        this.calendar = calendar;
        this.zone = zone;
    }

    /** A moment, and whether a calendar not yet published may move it. */
    public record Due(Instant at, boolean provisional) {}

    /**
     * A clock as it is started; nothing that is decided later moves it.
     *
     * @param due told to the villager
     * @param yellow when the holder is reminded: with one working day left, half-way of what is as short or shorter
     * @param red when it climbs: on the first working day overdue, at once where the clock counts hours or days
     */
    public record Running(Instant from, Due due, Instant yellow, Instant red) {
        /** The one that ends later, so that no limit is shorter than another that must come before it. */
        public Running orLater(Running other) {
            return other.due().at().isAfter(due.at()) ? other : this;
        }
    }

    /** Until the first answer to something of that kind that came to that level at {@code from}. */
    public Running firstReply(String kind, boolean urgent, int level, Instant from) {
        return running(new Cell(Limit.FIRST_REPLY, kind, urgent, level), from);
    }

    /** Until that level says that it is resolved; never before the first answer is due. */
    public Running resolution(String kind, boolean urgent, int level, Instant from) {
        return running(new Cell(Limit.RESOLUTION, kind, urgent, level), from)
                .orLater(firstReply(kind, urgent, level, from));
    }

    /** Until when silence may be taken for consent. */
    public Due confirmation(String kind, Instant from, boolean urgent) {
        return running(new Cell(Limit.CONFIRMATION, kind, urgent, 0), from).due();
    }

    /** Until when what the county desk gave somebody at {@code from} may be returned. */
    public Instant returnable(String kind, boolean urgent, int level, Instant from) {
        return running(new Cell(Limit.RETURN, kind, urgent, level), from).due().at();
    }

    /** When whoever has a common problem, and has told its households no day until then, has missed that. */
    public Instant unpromised(boolean urgent, Instant from) {
        return running(new Cell(Limit.PROMISE, "HELP", urgent, DeadlinePolicy.LEVELS.size() - 1), from)
                .red();
    }

    /** The end of the so-manieth working day after {@code from}. */
    public Due inWorkingDays(Instant from, int days) {
        return workingDays(from, calendar.after(from.atZone(zone).toLocalDate(), days), days)
                .due();
    }

    /** The end of the so-manieth day from {@code from}, that day counted, worked or not. */
    public Instant inDays(Instant from, int days) {
        return midnight(from.atZone(zone).toLocalDate().plusDays(days));
    }

    /** The beginning of the half day in which a moment lies: midnight or noon. */
    public Instant halfDay(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        return midnight(local.toLocalDate()).plus(Duration.ofHours(local.getHour() < 12 ? 0 : 12));
    }

    public boolean worked(LocalDate day) {
        return calendar.worked(day);
    }

    /** How many working days a resolution may be put off at the most. */
    public int longestExtension(String kind, boolean urgent, int level) {
        return policy.within(new Cell(Limit.EXTENSION, kind, urgent, level))
                .fold(working -> working.count(), days -> 0, hours -> 0);
    }

    /** A clock that was due at {@code due} and is put off by so many working days, counted from that day. */
    public Running extended(Instant from, Instant due, int days) {
        LocalDate last = due.minusNanos(1).atZone(zone).toLocalDate();
        return workingDays(from, calendar.after(last, days), Math.max(days, 2));
    }

    /**
     * A clock of working days that rested on a year of which nothing was published then, counted anew: as many working days, and never sooner
     * than was told.
     */
    public Running recounted(Instant from, Instant due) {
        LocalDate first = from.atZone(zone).toLocalDate();
        LocalDate told = due.minusNanos(1).atZone(zone).toLocalDate();
        int days = calendar.countedBlindly(first, told);
        if (days < 1) {
            return workingDays(from, new WorkingCalendar.Due(told, false), 1);
        }
        WorkingCalendar.Due counted = calendar.after(first, days);
        LocalDate last = counted.day().isBefore(told) ? told : counted.day();
        return workingDays(from, new WorkingCalendar.Due(last, counted.provisional()), days);
    }

    /** The beginning of the first working day that begins at {@code moment} or after it. */
    public Instant nextWorkingDay(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        if (midnight(day).isBefore(moment)) {
            day = day.plusDays(1);
        }
        while (!calendar.worked(day)) {
            day = day.plusDays(1);
        }
        return midnight(day);
    }

    private Running running(Cell cell, Instant from) {
        LocalDate today = from.atZone(zone).toLocalDate();
        return policy.within(cell)
                .fold(
                        working -> workingDays(from, calendar.after(today, working.count()), working.count()),
                        days -> until(from, midnight(today.plusDays(days.count() + 1L)), days.count() > 1),
                        hours -> until(from, from.plus(Duration.ofHours(hours.count())), false));
    }

    private Running workingDays(Instant from, WorkingCalendar.Due last, int count) {
        Due due = new Due(midnight(last.day().plusDays(1)), last.provisional());
        Instant yellow = count > 1 ? midnight(last.day()) : halfway(from, due.at());
        return new Running(from, due, yellow, nextWorkingDay(due.at()));
    }

    private static Running until(Instant from, Instant at, boolean dayBefore) {
        Instant yellow = dayBefore ? at.minus(Duration.ofDays(1)) : halfway(from, at);
        return new Running(from, new Due(at, false), yellow, at);
    }

    private static Instant halfway(Instant from, Instant to) {
        return from.plus(Duration.between(from, to).dividedBy(2));
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    public ZoneId zone() {
        return zone;
    }
}

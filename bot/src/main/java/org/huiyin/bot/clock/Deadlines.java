package org.huiyin.bot.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.huiyin.bot.clock.DeadlinePolicy.Limit;

/** By when something is due, by the county's policy and the calendar of working days. */
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

    /** When the first reply is due for something of that kind that came at {@code received}. */
    public Due firstReply(String kind, Instant received, boolean urgent) {
        return due(Limit.FIRST_REPLY, kind, received, urgent);
    }

    /** Until when silence may be taken for consent. */
    public Due confirmation(String kind, Instant from, boolean urgent) {
        return due(Limit.CONFIRMATION, kind, from, urgent);
    }

    private Due due(Limit limit, String kind, Instant from, boolean urgent) {
        return policy.within(limit, kind, urgent)
                .fold(
                        days -> workingDays(from, days.count()),
                        hours -> new Due(from.plus(Duration.ofHours(hours.count())), false));
    }

    /** Due means 24:00 of the last day. */
    private Due workingDays(Instant from, int days) {
        WorkingCalendar.Due due = calendar.after(from.atZone(zone).toLocalDate(), days);
        return new Due(due.day().plusDays(1).atStartOfDay(zone).toInstant(), due.provisional());
    }

    public ZoneId zone() {
        return zone;
    }
}

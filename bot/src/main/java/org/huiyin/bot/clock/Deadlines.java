package org.huiyin.bot.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** By when something is due. First reply: 1 working day; urgent: 2 hours (county policy as shipped; the full policy is data of its own). */
public final class Deadlines {
    private static final int FIRST_REPLY_WORKING_DAYS = 1;
    private static final Duration URGENT = Duration.ofHours(2);
    /** How long a villager has to contest what was declared solved. */
    private static final int CONFIRMATION_WORKING_DAYS = 5;

    private final WorkingCalendar calendar;
    private final ZoneId zone;

    public Deadlines(WorkingCalendar calendar, ZoneId zone) {
        this.calendar = calendar;
        this.zone = zone;
    }

    /** A moment, and whether a calendar not yet published may move it. */
    public record Due(Instant at, boolean provisional) {}

    /** When the first reply is due for something that came at {@code received}. */
    public Due firstReply(Instant received, boolean urgent) {
        return urgent ? new Due(received.plus(URGENT), false) : workingDays(received, FIRST_REPLY_WORKING_DAYS);
    }

    /** Until when silence may be taken for consent. */
    public Due confirmation(Instant from) {
        return workingDays(from, CONFIRMATION_WORKING_DAYS);
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

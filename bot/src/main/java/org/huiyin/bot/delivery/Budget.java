package org.huiyin.bot.delivery;

import java.time.Duration;
import java.time.Instant;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.db.outbox.LaneUse;
import org.jspecify.annotations.Nullable;

/** How many parts one recipient may still get: the provider's limit a minute, and the reply budget that his own message opened. Pure. */
final class Budget {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Stands for "no limit". */
    private static final int FREE = Integer.MAX_VALUE;

    private Budget() {}

    /** A budget that is open: when it began, how many parts it allows. */
    private record Open(Instant from, int parts) {}

    /** When the next part may go, as far as the limit a minute is concerned; null for now. */
    static @Nullable Instant nextMinute(Limits limits, LaneUse use, Instant now) {
        Instant from = use.minuteFrom();
        boolean full = limits.perRecipientPerMinute() > 0
                && from != null
                && now.isBefore(from.plus(MINUTE))
                && use.minuteSent() >= limits.perRecipientPerMinute();
        return full && from != null ? from.plus(MINUTE) : null;
    }

    /** How many parts the recipient's own message, or his click or scan, still allows; very many where there is no such budget. */
    static int left(Limits limits, LaneUse use, @Nullable Instant wroteAt, @Nullable Instant touchedAt, Instant now) {
        if (limits.window() == null) {
            return FREE;
        }
        Open open = open(limits.window(), wroteAt, touchedAt, now);
        if (open == null) {
            return 0;
        }
        int used = open.from().equals(use.budgetFrom()) ? use.budgetSent() : 0;
        return Math.max(0, open.parts() - used);
    }

    private static @Nullable Open open(
            Limits.Window window, @Nullable Instant wroteAt, @Nullable Instant touchedAt, Instant now) {
        boolean message = wroteAt != null && now.isBefore(wroteAt.plus(window.messageFor()));
        boolean touch = touchedAt != null && now.isBefore(touchedAt.plus(window.touchFor()));
        if (message && wroteAt != null) {
            return new Open(wroteAt, window.afterMessage());
        }
        return touch && touchedAt != null ? new Open(touchedAt, window.afterTouch()) : null;
    }

    /** The use after one more part; {@code counted} when it was taken from the reply budget. */
    static LaneUse spent(
            Limits limits,
            LaneUse use,
            boolean counted,
            @Nullable Instant wroteAt,
            @Nullable Instant touchedAt,
            Instant now) {
        Instant minute = use.minuteFrom();
        boolean same = minute != null && now.isBefore(minute.plus(MINUTE));
        Open open = limits.window() == null ? null : open(limits.window(), wroteAt, touchedAt, now);
        Instant budgetFrom = open == null ? use.budgetFrom() : open.from();
        boolean sameBudget = budgetFrom != null && budgetFrom.equals(use.budgetFrom());
        int budgetSent = (sameBudget ? use.budgetSent() : 0) + (counted ? 1 : 0);
        return new LaneUse(same ? minute : now, same ? use.minuteSent() + 1 : 1, budgetFrom, budgetSent);
    }
}

package org.huiyin.bot.clock;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** When people are left in peace unless it is urgent. Off where {@code from} and {@code to} are the same. */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

    /** No quiet hours at all. */
    public static QuietHours off(ZoneId zone) {
        return new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, zone);
    }

    /** The end of the quiet hours that {@code at} falls into, or null outside them. */
    public @Nullable Instant endAfter(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overMidnight = from.isAfter(to);
        boolean evening = overMidnight && !time.isBefore(from);
        boolean morning = overMidnight && time.isBefore(to);
        boolean within = !overMidnight && !time.isBefore(from) && time.isBefore(to);
        if (evening) {
            return local.toLocalDate().plusDays(1).atTime(to).atZone(zone).toInstant();
        }
        return morning || within ? local.toLocalDate().atTime(to).atZone(zone).toInstant() : null;
    }
}

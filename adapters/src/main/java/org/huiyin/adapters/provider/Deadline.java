package org.huiyin.adapters.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The end of one send as a whole, so that its steps together never outlast the caller's lease. */
public record Deadline(Clock clock, Instant end) {

    /** Less than this is not worth a request that could leave and then go unheard. */
    private static final Duration WORTHWHILE = Duration.ofMillis(500);

    public static Deadline in(Clock clock, Duration time) {
        return new Deadline(clock, clock.instant().plus(time));
    }

    /** The time a step may take: {@code atMost}, or what is left. */
    public Duration allow(Duration atMost) {
        Duration left = Duration.between(clock.instant(), end);
        return left.compareTo(atMost) < 0 ? left : atMost;
    }

    /** Whether a further step should not be started. */
    public boolean over() {
        return Duration.between(clock.instant(), end).compareTo(WORTHWHILE) < 0;
    }
}

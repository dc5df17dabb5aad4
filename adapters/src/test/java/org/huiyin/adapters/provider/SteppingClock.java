package org.huiyin.adapters.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;

/** A clock that shows one given time after the other, however fast the test runs. */
final class SteppingClock extends Clock {
    private final Instant start;
    private final Iterator<Duration> steps;

    SteppingClock(Instant start, Duration... steps) {
        this.start = start;
        this.steps = List.of(steps).iterator();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return start.plus(steps.next());
    }
}

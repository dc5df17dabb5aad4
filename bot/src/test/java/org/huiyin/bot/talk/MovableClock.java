package org.huiyin.bot.talk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The service's clock, moved by the test alone, so that nights and working days pass in no time. */
final class MovableClock extends Clock {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private MovableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    static MovableClock at(String local) {
        MovableClock clock = new MovableClock(new AtomicReference<>(Instant.EPOCH), ZoneOffset.UTC);
        clock.set(local);
        return clock;
    }

    /** @param local such as {@code 2026-11-20T10:00}, in the county's zone */
    void set(String local) {
        now.set(LocalDateTime.parse(local).atZone(ZONE).toInstant());
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new MovableClock(now, other);
    }
}

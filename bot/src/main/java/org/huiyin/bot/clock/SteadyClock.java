package org.huiyin.bot.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The time by which the service orders and waits: the machine's, but it never goes back. When the machine's clock is set back, parts already queued
 * would come to lie in the future and later ones overtake them; so time goes on by the machine's ticks, a little slower, until the machine's clock
 * has caught up. Thread-safe.
 */
public final class SteadyClock extends Clock {
    /** A hundredth slower: ten minutes are made good in 17 hours, and no lease of a minute is outlived by it. */
    private static final long SLOWER = 100;
    /** A clock that was wrong by more was wrong for everything: the new time is taken at once. */
    private static final Duration MOST = Duration.ofHours(1);
    /** What time servers correct is less. */
    private static final Duration NOTICED = Duration.ofSeconds(1);

    private final Clock machine;
    private final LongSupplier ticks;
    private final Consumer<Duration> setBack;
    private Instant last;
    private long lastTick;
    private boolean behind;

    /**
     * A clock.
     *
     * @param ticks nanoseconds that only ever grow, from any beginning
     * @param setBack told by how much, once each time that the machine's clock was set back by a second or more
     */
    public SteadyClock(Clock machine, LongSupplier ticks, Consumer<Duration> setBack) {
        this.machine = machine;
        this.ticks = ticks;
        this.setBack = setBack;
        this.last = machine.instant();
        this.lastTick = ticks.getAsLong();
    }

    @Override
    public Instant instant() {
        Duration noticed = Duration.ZERO;
        Instant now;
        synchronized (this) {
            long tick = ticks.getAsLong();
            Instant wall = machine.instant();
            Duration back = Duration.between(wall, last);
            if (back.isNegative() || back.compareTo(MOST) > 0) {
                noticed = behind || back.isNegative() ? Duration.ZERO : back;
                behind = false;
                last = wall;
            } else {
                long passed = Math.max(0, tick - lastTick);
                last = last.plusNanos(passed - passed / SLOWER);
                if (back.compareTo(NOTICED) >= 0 && !behind) {
                    behind = true;
                    noticed = back;
                }
            }
            lastTick = tick;
            now = last;
        }
        if (!noticed.isZero()) {
            setBack.accept(noticed);
        }
        return now;
    }

    /** By how much this time is ahead of the machine's clock, which was set back; zero normally. */
    public Duration ahead() {
        Duration ahead = Duration.between(machine.instant(), instant());
        return ahead.compareTo(NOTICED) < 0 ? Duration.ZERO : ahead;
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(machine.withZone(zone), ticks, setBack);
    }
}

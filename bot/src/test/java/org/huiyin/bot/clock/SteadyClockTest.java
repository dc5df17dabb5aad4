package org.huiyin.bot.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z");

    /** A machine whose clock somebody sets, and whose ticks nobody can. */
    private static final class Machine extends Clock {
        private Instant wall = NOON;
        private long ticks = 77;

        void pass(Duration time) {
            wall = wall.plus(time);
            ticks += time.toNanos();
        }

        void set(Duration by) {
            wall = wall.plus(by);
        }

        @Override
        public Instant instant() {
            return wall;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final Machine machine = new Machine();
    private final List<Duration> told = new ArrayList<>();
    private final SteadyClock clock = new SteadyClock(machine, () -> machine.ticks, told::add);

    @Test
    void itIsTheMachinesTime() {
        machine.pass(Duration.ofMinutes(3));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(180));
        machine.set(Duration.ofDays(1));
        assertThat(clock.instant())
                .as("set forward")
                .isEqualTo(NOON.plusSeconds(180).plus(Duration.ofDays(1)));
        assertThat(told).isEmpty();
        assertThat(clock.ahead()).isZero();
    }

    @Test
    void setBackItGoesOnALittleSlowerUntilTheMachineHasCaughtUp() {
        machine.set(Duration.ofMinutes(-10));
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(told).containsExactly(Duration.ofMinutes(10));
        machine.pass(Duration.ofSeconds(100));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(99));
        assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(599));
        for (int hour = 0; hour < 17; hour++) {
            machine.pass(Duration.ofHours(1));
            clock.instant();
        }
        assertThat(clock.instant()).isEqualTo(machine.instant());
        assertThat(clock.ahead()).isZero();
        assertThat(told).as("told once").hasSize(1);
        machine.set(Duration.ofMinutes(-1));
        clock.instant();
        assertThat(told).containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(1));
    }

    @Test
    void whatATimeServerCorrectsIsNotTold() {
        machine.set(Duration.ofMillis(-900));
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(told).isEmpty();
        assertThat(clock.ahead()).isZero();
    }

    @Test
    void aClockThatWasWrongByHoursIsNotFollowedForWeeks() {
        machine.set(Duration.ofHours(-5));
        assertThat(clock.instant()).isEqualTo(NOON.minus(Duration.ofHours(5)));
        assertThat(told).containsExactly(Duration.ofHours(5));
    }

    @Test
    void whateverIsDoneToTheMachineItNeverGoesBackByLessThanAnHour() {
        Random random = new Random(5);
        Instant before = clock.instant();
        int wrong = 0;
        for (int i = 0; i < 10_000; i++) {
            machine.pass(Duration.ofMillis(random.nextInt(10_000)));
            int next = random.nextInt(1500);
            machine.set(Duration.ofSeconds(next - wrong));
            wrong = next;
            Instant now = clock.instant();
            assertThat(now).isAfterOrEqualTo(before);
            before = now;
        }
    }
}

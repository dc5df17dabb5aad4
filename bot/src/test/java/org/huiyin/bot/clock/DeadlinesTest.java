package org.huiyin.bot.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.huiyin.bot.clock.Deadlines.Running;
import org.huiyin.bot.config.ConfigFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped promises (deadlines.md), in the working days of 2025 and 2026. */
class DeadlinesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final WorkingCalendar CALENDAR = CalendarFiles.read(ConfigFolder.shipped());
    private static final Deadlines DEADLINES = new Deadlines(DeadlineFile.shipped(), CALENDAR, SHANGHAI);
    private static final long SEED = 20_261_123;
    private static final int CASES = 2000;

    @ParameterizedTest(name = "{0} {1} at level {2} from {3}: due {4}, yellow {5}, red {6}")
    @CsvSource({
        // Five working days over the October holidays, of which the 10th is worked.
        "HELP, false, 0, 2026-09-30T10:00:00, 2026-10-14T00:00:00, 2026-10-13T00:00:00, 2026-10-14T00:00:00",
        // Until Friday; the card is shown on Monday.
        "HELP, false, 0, 2026-11-13T10:00:00, 2026-11-21T00:00:00, 2026-11-20T00:00:00, 2026-11-23T00:00:00",
        // One working day: the reminder comes half-way.
        "INQUIRY, false, 0, 2026-11-18T12:00:00, 2026-11-20T00:00:00, 2026-11-19T06:00:00, 2026-11-20T00:00:00",
        // Each level above the cadre has two.
        "HELP, false, 1, 2026-11-18T12:00:00, 2026-11-21T00:00:00, 2026-11-20T00:00:00, 2026-11-23T00:00:00",
        "COMPLAINT, false, 4, 2026-09-23T12:00:00, 2026-09-29T00:00:00, 2026-09-28T00:00:00, 2026-09-29T00:00:00",
        // The same day, whatever day it is; but not before the two hours for the first word are over.
        "HELP, true, 0, 2026-10-03T10:00:00, 2026-10-04T00:00:00, 2026-10-03T17:00:00, 2026-10-04T00:00:00",
        "HELP, true, 0, 2026-10-03T23:00:00, 2026-10-04T01:00:00, 2026-10-04T00:00:00, 2026-10-04T01:00:00"
    })
    void aResolutionIsDue(
            String kind,
            boolean urgent,
            int level,
            LocalDateTime from,
            LocalDateTime due,
            LocalDateTime yellow,
            LocalDateTime red) {
        Running running = DEADLINES.resolution(kind, urgent, level, at(from));
        assertThat(Stream.of(running.due().at(), running.yellow(), running.red())
                        .map(moment -> LocalDateTime.ofInstant(moment, SHANGHAI)))
                .containsExactly(due, yellow, red);
    }

    @Test
    void beyondThePublishedYearsADayIsProvisional() {
        assertThat(DEADLINES
                        .resolution("HELP", false, 0, at(LocalDateTime.parse("2026-12-31T12:00:00")))
                        .due()
                        .provisional())
                .isTrue();
    }

    /** Told while nothing was published of 2027; then it was: three days off in the first week, or a Saturday worked. */
    @ParameterizedTest(name = "{0}: {1} to be resolved by {2} is then {3}")
    @CsvSource({
        "off, 2026-12-30T10:00:00, 2027-01-07T00:00:00, 2027-01-12T00:00:00",
        "off, 2026-12-24T10:00:00, 2027-01-01T00:00:00, 2027-01-01T00:00:00",
        "worked, 2026-12-30T10:00:00, 2027-01-07T00:00:00, 2027-01-07T00:00:00",
        "as thought, 2026-12-30T10:00:00, 2027-01-07T00:00:00, 2027-01-07T00:00:00"
    })
    void aProvisionalDayIsCountedAnewAndNeverSooner(
            String published, LocalDateTime from, LocalDateTime told, LocalDateTime then) {
        Running first = DEADLINES.resolution("HELP", false, 0, at(from));
        assertThat(LocalDateTime.ofInstant(first.due().at(), SHANGHAI)).isEqualTo(told);
        Map<LocalDate, Boolean> days = switch (published) {
            case "off" ->
                Map.of(
                        LocalDate.of(2027, 1, 1), true,
                        LocalDate.of(2027, 1, 4), true,
                        LocalDate.of(2027, 1, 5), true);
            case "worked" -> Map.of(LocalDate.of(2027, 1, 2), false);
            default -> Map.of();
        };
        Deadlines after =
                new Deadlines(DeadlineFile.shipped(), new WorkingCalendar(days, Set.of(2026, 2027)), SHANGHAI);
        Running counted = after.recounted(at(from), first.due().at());
        assertThat(LocalDateTime.ofInstant(counted.due().at(), SHANGHAI)).isEqualTo(then);
        assertThat(counted.due().provisional()).isFalse();
        assertThat(counted.red()).isAfterOrEqualTo(counted.due().at());
    }

    @Test
    void nothingIsEverDueOnADayOff() {
        random().forEach(one -> {
            Instant last = one.running().due().at().minusNanos(1);
            assertThat(CALENDAR.worked(LocalDate.ofInstant(last, SHANGHAI)))
                    .as("%s", one)
                    .isTrue();
            LocalDateTime red = LocalDateTime.ofInstant(one.running().red(), SHANGHAI);
            assertThat(CALENDAR.worked(red.toLocalDate())).as("red, %s", one).isTrue();
            assertThat(red.toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
        });
    }

    @Test
    void whatComesLaterIsNeverDueSooner() {
        random().forEach(one -> {
            Running later = one.of(one.from().plus(Duration.ofHours(7)));
            assertThat(later.due().at())
                    .as("%s", one)
                    .isAfterOrEqualTo(one.running().due().at());
        });
    }

    @Test
    void itBeginsThenIsRemindedOfThenDueThenOverdue() {
        random().forEach(one -> {
            Running running = one.running();
            assertThat(List.of(running.from(), running.yellow(), running.due().at(), running.red()))
                    .as("%s", one)
                    .isSorted();
            assertThat(running.yellow()).isBefore(running.due().at());
        });
    }

    /** A matter that is not urgent, whose clocks count working days. */
    private record Case(boolean solve, String kind, int level, Instant from) {
        Running running() {
            return of(from);
        }

        Running of(Instant begin) {
            return solve
                    ? DEADLINES.resolution(kind, false, level, begin)
                    : DEADLINES.firstReply(kind, false, level, begin);
        }
    }

    private static Stream<Case> random() {
        Random random = new Random(SEED);
        Instant first = at(LocalDateTime.parse("2025-01-01T00:00:00"));
        return Stream.generate(() -> new Case(
                        random.nextBoolean(),
                        DeadlinePolicy.KINDS.get(random.nextInt(DeadlinePolicy.KINDS.size())),
                        random.nextInt(DeadlinePolicy.LEVELS.size()),
                        first.plusSeconds((long)
                                (random.nextDouble() * Duration.ofDays(715).toSeconds()))))
                .limit(CASES);
    }

    private static Instant at(LocalDateTime local) {
        return local.atZone(SHANGHAI).toInstant();
    }
}

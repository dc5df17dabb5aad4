package org.huiyin.bot.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.huiyin.bot.config.ConfigFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calendars as shipped, by the State Council's papers for 2025 and 2026. */
class WorkingCalendarTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final WorkingCalendar SHIPPED = CalendarFiles.read(ConfigFolder.shipped());
    private static final Deadlines DEADLINES = new Deadlines(DeadlineFile.shipped(), SHIPPED, SHANGHAI);

    @ParameterizedTest(name = "{0} + {1} = {2}")
    @CsvSource({
        "2026-02-13, 5, 2026-02-27",
        "2026-02-13, 1, 2026-02-14",
        "2026-09-18, 5, 2026-09-24",
        "2026-04-30, 1, 2026-05-06",
        "2025-09-26, 5, 2025-10-10",
        "2024-12-31, 5, 2025-01-08",
        "2026-09-30, 15, 2026-10-27",
        "2026-11-20, 1, 2026-11-23"
    })
    void workingDaysAreCountedFromTheDayAfter(LocalDate from, int days, LocalDate due) {
        assertThat(SHIPPED.after(from, days)).isEqualTo(new WorkingCalendar.Due(due, false));
    }

    @Test
    void aYearThatIsNotPublishedMakesTheDayProvisional() {
        assertThat(SHIPPED.after(LocalDate.of(2026, 12, 31), 5).provisional()).isTrue();
        assertThat(SHIPPED.after(LocalDate.of(2026, 12, 30), 1).provisional()).isFalse();
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "2026-01-01, 2026-01-03, false",
        "2026-02-15, 2026-02-23, false",
        "2026-04-04, 2026-04-06, false",
        "2026-05-01, 2026-05-05, false",
        "2026-06-19, 2026-06-21, false",
        "2026-09-25, 2026-09-27, false",
        "2026-10-01, 2026-10-07, false",
        "2026-01-04, 2026-01-04, true",
        "2026-02-14, 2026-02-14, true",
        "2026-02-28, 2026-02-28, true",
        "2026-05-09, 2026-05-09, true",
        "2026-09-20, 2026-09-20, true",
        "2026-10-10, 2026-10-10, true",
        "2025-01-28, 2025-02-04, false",
        "2025-04-04, 2025-04-06, false",
        "2025-05-01, 2025-05-05, false",
        "2025-05-31, 2025-06-02, false",
        "2025-10-01, 2025-10-08, false",
        "2025-01-26, 2025-01-26, true",
        "2025-02-08, 2025-02-08, true",
        "2025-04-27, 2025-04-27, true",
        "2025-09-28, 2025-09-28, true",
        "2025-10-11, 2025-10-11, true"
    })
    void theTableDecidesBeforeTheWeekday(LocalDate from, LocalDate to, boolean worked) {
        assertThat(from.datesUntil(to.plusDays(1))).allMatch(day -> SHIPPED.worked(day) == worked);
    }

    @ParameterizedTest(name = "received {0}, due {1}")
    @CsvSource({
        // The day is Shanghai's: 16:30 UTC on Thursday is Friday there.
        "2026-11-19T15:59:00Z, 2026-11-20T16:00:00Z",
        "2026-11-19T16:30:00Z, 2026-11-23T16:00:00Z",
        "2026-02-13T02:00:00Z, 2026-02-14T16:00:00Z"
    })
    void theFirstReplyIsDueAtTheEndOfTheNextWorkingDay(Instant received, Instant due) {
        assertThat(DEADLINES.firstReply("HELP", false, 0, received).due()).isEqualTo(new Deadlines.Due(due, false));
    }

    @Test
    void whatIsUrgentIsDueInTwoHoursOfAnyDay() {
        Instant night = Instant.parse("2026-10-01T18:00:00Z");
        assertThat(DEADLINES.firstReply("REPORT", true, 0, night).due().at())
                .isEqualTo(Instant.parse("2026-10-01T20:00:00Z"));
    }

    @Test
    void aVillagerHasFiveWorkingDaysToContest() {
        assertThat(DEADLINES
                        .confirmation("HELP", Instant.parse("2026-09-30T02:00:00Z"), false)
                        .at())
                .isEqualTo(Instant.parse("2026-10-13T16:00:00Z"));
    }

    @ParameterizedTest(name = "{0} ends {1}")
    @CsvSource({
        "2026-11-20T20:59:59, ''",
        "2026-11-20T21:00:00, 2026-11-21T07:30:00",
        "2026-11-20T23:59:59, 2026-11-21T07:30:00",
        "2026-11-21T00:00:00, 2026-11-21T07:30:00",
        "2026-11-21T07:29:59, 2026-11-21T07:30:00",
        "2026-11-21T07:30:00, ''",
        "2026-12-31T22:00:00, 2027-01-01T07:30:00"
    })
    void theNightEndsInTheMorning(String at, String end) {
        QuietHours night = new QuietHours(LocalTime.of(21, 0), LocalTime.of(7, 30), SHANGHAI);
        assertThat(night.endAfter(local(at))).isEqualTo(end.isEmpty() ? null : local(end));
    }

    @Test
    void quietHoursMayLieWithinADayAndMayBeOff() {
        QuietHours noon = new QuietHours(LocalTime.NOON, LocalTime.of(14, 0), SHANGHAI);
        assertThat(noon.endAfter(local("2026-11-20T13:00:00"))).isEqualTo(local("2026-11-20T14:00:00"));
        assertThat(noon.endAfter(local("2026-11-20T14:00:00"))).isNull();
        assertThat(QuietHours.off(SHANGHAI).endAfter(local("2026-11-20T00:00:00")))
                .isNull();
    }

    private static Instant local(String at) {
        return LocalDateTime.parse(at).atZone(SHANGHAI).toInstant();
    }
}

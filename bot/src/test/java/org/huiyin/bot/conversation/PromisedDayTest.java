package org.huiyin.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which day somebody promises, on Friday 20 November 2026. */
class PromisedDayTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "12月10日 正在修 | 2026-12-10 | 正在修",
                "１２月１０号前，正在修 | 2026-12-10 | 正在修",
                "12-10正在修 | 2026-12-10 | 正在修",
                "12.10 修3天 | 2026-12-10 | 修3天",
                "2026年12月10日：正在修 | 2026-12-10 | 正在修",
                "2026-12-10 正在修 | 2026-12-10 | 正在修",
                "1月5日 正在修 | 2027-01-05 | 正在修",
                "11月21日 明天 | 2026-11-21 | 明天",
                "12月10日 | 2026-12-10 | ''"
            })
    void isRead(String text, LocalDate day, String words) {
        assertThat(PromisedDay.in(text, TODAY)).isEqualTo(Optional.of(new PromisedDay(day, words)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "正在修",
        "尽快修好",
        "11月20日 今天",
        "11月19日 昨天",
        "6月1日 明年夏天",
        "2月30日 修",
        "13月1日 修",
        "12月100日 修",
        "2025-12-10 修",
        "3天内修好",
        "0月0日 修"
    })
    void isNone(String text) {
        assertThat(PromisedDay.in(text, TODAY)).isEmpty();
    }
}

package org.huiyin.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.db.outbox.LaneUse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final LaneUse FRESH = new LaneUse(null, 0, null, 0);

    /** WeChat: 5 in 48 h after a message, 3 in a minute after a click, follow or scan. */
    private static final Limits WECHAT = limits(new Limits.Window(5, Duration.ofDays(2), 3, Duration.ofMinutes(1)), 0);

    /** WeCom: 20 a minute to one member. */
    private static final Limits WECOM = limits(null, 20);

    private static Limits limits(Limits.@Nullable Window window, int perMinute) {
        return new Limits(
                Limits.Kind.CHAT, 2048, 2048, Set.of(Limits.Form.TEXT), false, window, perMinute, false, false);
    }

    private static @Nullable Instant before(@Nullable Long seconds) {
        return seconds == null ? null : NOON.minusSeconds(seconds);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "never wrote and never scanned,                    ,    , 0, 0",
        "wrote a minute ago,                            60,    , 0, 5",
        "wrote a minute ago; three sent since,          60,    , 3, 2",
        "wrote a minute ago; all sent,                  60,    , 5, 0",
        "wrote a second under 48 hours ago,         172799,    , 0, 5",
        "wrote 48 hours ago,                        172800,    , 0, 0",
        "scanned half a minute ago,                       ,  30, 0, 3",
        "scanned a minute ago,                            ,  60, 0, 0",
        "scanned half a minute ago; two sent,             ,  30, 2, 1",
        "wrote yesterday and scanned just now,       86400,  10, 1, 4",
        "wrote three days ago and scanned just now, 259200,  10, 0, 3",
    })
    void whatTheRecipientHimselfAllows(
            String label, @Nullable Long wroteAgo, @Nullable Long touchedAgo, int sent, int left) {
        Instant wrote = before(wroteAgo);
        Instant touched = before(touchedAgo);
        LaneUse use = FRESH;
        for (int i = 0; i < sent; i++) {
            use = Budget.spent(WECHAT, use, true, wrote, touched, NOON);
        }
        assertThat(Budget.left(WECHAT, use, wrote, touched, NOON)).as(label).isEqualTo(left);
    }

    @Test
    void aNewMessageOpensANewBudget() {
        LaneUse spent = FRESH;
        for (int i = 0; i < 5; i++) {
            spent = Budget.spent(WECHAT, spent, true, NOON.minusSeconds(600), null, NOON);
        }
        assertThat(Budget.left(WECHAT, spent, NOON.minusSeconds(600), null, NOON))
                .isZero();
        assertThat(Budget.left(WECHAT, spent, NOON.minusSeconds(1), null, NOON)).isEqualTo(5);
    }

    @Test
    void aTemplateIsNotTakenFromTheBudget() {
        LaneUse use = Budget.spent(WECHAT, FRESH, false, NOON.minusSeconds(60), null, NOON);
        assertThat(Budget.left(WECHAT, use, NOON.minusSeconds(60), null, NOON)).isEqualTo(5);
    }

    @Test
    void theTwentyFirstPartOfAMinuteWaitsForTheNext() {
        LaneUse use = FRESH;
        for (int i = 0; i < 20; i++) {
            assertThat(Budget.nextMinute(WECOM, use, NOON.plusSeconds(i)))
                    .as("part " + (i + 1))
                    .isNull();
            use = Budget.spent(WECOM, use, true, null, null, NOON.plusSeconds(i));
        }
        assertThat(Budget.nextMinute(WECOM, use, NOON.plusSeconds(20))).isEqualTo(NOON.plusSeconds(60));
        assertThat(Budget.nextMinute(WECOM, use, NOON.plusSeconds(60))).isNull();
        assertThat(Budget.spent(WECOM, use, true, null, null, NOON.plusSeconds(60))
                        .minuteSent())
                .isEqualTo(1);
    }
}

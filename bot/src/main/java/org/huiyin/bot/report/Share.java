package org.huiyin.bot.report;

import org.jspecify.annotations.Nullable;

/**
 * A part of a whole.
 *
 * @param value from 0 to 1 to four places; null where there is no whole, or where it is hidden
 * @param n how many the whole are
 * @param hidden why there is no value, {@code n<10}; null where nothing is hidden
 */
public record Share(
        @Nullable Double value, long n, @Nullable String hidden) {
    /** Below so many answers an opinion is one man's, and not a figure. */
    static final int FEWEST_ANSWERS = 10;

    static final String TOO_FEW = "n<10";

    private static final double PLACES = 10_000;

    static Share of(long part, long n) {
        return new Share(n == 0 ? null : Math.round(PLACES * part / n) / PLACES, n, null);
    }

    /** What villagers think: hidden where fewer than ten have said so. */
    static Share opinion(long part, long n, long answers) {
        return answers < FEWEST_ANSWERS ? new Share(null, n, TOO_FEW) : of(part, n);
    }
}

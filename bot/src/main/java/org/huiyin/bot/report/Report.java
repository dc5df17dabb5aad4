package org.huiyin.bot.report;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A report, as it is given in JSON.
 *
 * @param from the first day, and {@code to} the last; null of what is open now
 * @param zone the county's, in which days begin
 * @param asOf everything that was written before this moment is in it; null where nothing was counted yet
 * @param county of the whole county, where each matter counts once
 * @param kept what is kept from the line, and in no other figure of the report
 */
public record Report(
        String report,
        String by,
        @Nullable String from,
        @Nullable String to,
        String zone,
        @Nullable String asOf,
        List<ReportLine> lines,
        ReportLine county,
        Kept kept)
        implements ReportAnswer {
    public Report {
        lines = List.copyOf(lines);
    }

    @Override
    public <R> R told(Function<Report, R> report, Function<Wrong, R> wrong) {
        return report.apply(this);
    }

    /**
     * How many matters are kept from the line.
     *
     * @param matters null where they are hidden
     * @param rounded whether the number is rounded down to tens
     * @param hidden why there is no number, {@code n<10}
     */
    public record Kept(
            @Nullable Long matters,
            boolean rounded,
            @Nullable String hidden) {
        private static final int ROUND = 10;

        /** Of what is open now: in tens, or the next complaint would be seen to come. */
        static Kept open(long n) {
            return n < ROUND ? hidden(true) : new Kept(n - n % ROUND, true, null);
        }

        static Kept counted(long n) {
            return n < ROUND ? hidden(false) : new Kept(n, false, null);
        }

        private static Kept hidden(boolean rounded) {
            return new Kept(null, rounded, Share.TOO_FEW);
        }
    }
}

package org.huiyin.bot.report;

import java.util.function.Function;

/**
 * A question that cannot be answered.
 *
 * @param parameter which one cannot be understood
 * @param what to write instead, for whoever asked
 */
public record Wrong(String parameter, String what) implements ReportQuestion, ReportAnswer {
    @Override
    public <R> R fold(Function<ReportQuery, R> understood, Function<Wrong, R> wrong) {
        return wrong.apply(this);
    }

    @Override
    public <R> R told(Function<Report, R> report, Function<Wrong, R> wrong) {
        return wrong.apply(this);
    }
}

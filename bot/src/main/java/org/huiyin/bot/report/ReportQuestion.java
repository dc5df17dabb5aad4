package org.huiyin.bot.report;

import java.util.function.Function;

/** A question as it was asked: understood, or not. */
public sealed interface ReportQuestion permits ReportQuery, Wrong {
    <R> R fold(Function<ReportQuery, R> understood, Function<Wrong, R> wrong);
}

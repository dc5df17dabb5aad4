package org.huiyin.bot.report;

import java.util.function.Function;

/** What comes of a question that was understood: a report, or that what it names is not there. */
public sealed interface ReportAnswer permits Report, Wrong {
    <R> R told(Function<Report, R> report, Function<Wrong, R> wrong);
}

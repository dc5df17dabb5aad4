package org.huiyin.bot.report;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.db.report.TallyReports.Part;

/** The reports there are, each by its name in lower case. */
public enum ReportKind {
    OPEN,
    RESPONSE,
    DELAYS,
    ANSWERS,
    SOLVED;

    /** As it is asked for. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which figures it is made of. */
    Part part() {
        return this == ANSWERS || this == SOLVED ? Part.MATTERS : Part.DEEDS;
    }

    static Optional<ReportKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    static String all() {
        return Stream.of(values()).map(ReportKind::word).collect(Collectors.joining(", "));
    }
}

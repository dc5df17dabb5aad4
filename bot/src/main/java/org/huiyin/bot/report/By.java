package org.huiyin.bot.report;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By what a report has its lines. There is none by villager or household: it measures officials. */
public enum By {
    COUNTY,
    LEVEL,
    UNIT,
    CADRE,
    GRID;

    /** As it is asked for. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<By> of(String word) {
        return Stream.of(values()).filter(by -> by.word().equals(word)).findFirst();
    }

    static String all() {
        return Stream.of(values()).map(By::word).collect(Collectors.joining(", "));
    }
}

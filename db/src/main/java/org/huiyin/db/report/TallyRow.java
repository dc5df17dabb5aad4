package org.huiyin.db.report;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/** What is to be added to one row of the table {@code tally}: a change by measure, which may be below 0. */
public final class TallyRow {
    /** Whose figures; {@code id} is a level, or what the registry gave a unit, cadre or grid, and 0 of the county. */
    public enum Scope {
        COUNTY,
        KEPT,
        LEVEL,
        UNIT,
        CADRE,
        GRID
    }

    /** How long the time is that begins at a date. */
    public enum Period {
        DAY,
        MONTH
    }

    /** Which row. */
    public record Key(Scope scope, long id, Period period, LocalDate since) {}

    private final Key key;
    private final Map<Measure, Integer> changes = new EnumMap<>(Measure.class);

    public TallyRow(Key key) {
        this.key = key;
    }

    public Key key() {
        return key;
    }

    public void add(Measure measure, int n) {
        changes.merge(measure, n, Integer::sum);
    }

    public int of(Measure measure) {
        return changes.getOrDefault(measure, 0);
    }

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return changes.values().stream().allMatch(n -> n == 0);
    }
}

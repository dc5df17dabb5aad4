package org.huiyin.db.report;

import io.vertx.sqlclient.Row;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What was counted of somebody within a time.
 *
 * @param id a level, or what the registry gave a unit, cadre or grid; 0 of the county
 */
public record Figures(long id, Map<Measure, Long> counts) {
    public Figures {
        counts = Map.copyOf(counts);
    }

    /** Of somebody of whom nothing was counted. */
    public static Figures none() {
        return new Figures(0, Map.of());
    }

    public long of(Measure measure) {
        return counts.getOrDefault(measure, 0L);
    }

    /** Both together, of whoever the first are of. */
    public Figures and(Figures more) {
        Map<Measure, Long> sums = new EnumMap<>(Measure.class);
        sums.putAll(counts);
        more.counts().forEach((measure, n) -> sums.merge(measure, n, Long::sum));
        return new Figures(id, sums);
    }

    /** The same, of somebody else. */
    public Figures of(long other) {
        return new Figures(other, counts);
    }

    /** Of a row with some of the measures. */
    static Figures read(Row row) {
        Map<Measure, Long> counts = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            int column = row.getColumnIndex(measure.name().toLowerCase(Locale.ROOT));
            if (column >= 0) {
                counts.put(measure, row.getLong(column));
            }
        }
        return new Figures(row.getLong("id"), counts);
    }
}

package org.huiyin.bot.clock;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** By when what is due: a county's own policy, with a row for every kind of matter. */
public final class DeadlinePolicy {
    /** The kinds of matters, as tickets name them. */
    public static final List<String> KINDS = List.of("INQUIRY", "HELP", "COMPLAINT", "REPORT", "SUGGESTION", "PRAISE");

    /** The levels by their number: 0 the household's cadre, then village, area and township, and 4 the county desk. */
    public static final List<String> LEVELS = List.of("cadre", "village", "area", "township", "county");

    /** What has an end. */
    public enum Limit {
        /** Until the holder's first answer, anew at each level that has it. */
        FIRST_REPLY,
        /** Until the holder says that it is resolved, anew at each level. */
        RESOLUTION,
        /** Until the villager's silence may be taken for consent. */
        CONFIRMATION,
        /** By how much a resolution may be put off at the most, once. */
        EXTENSION,
        /** Until when whoever was given something by the county desk may return it. */
        RETURN,
        /** Until the households of a common problem are told a day by which it shall be solved. */
        PROMISE
    }

    /**
     * What a row is for.
     *
     * @param level an index of {@link #LEVELS}
     */
    public record Cell(Limit limit, String kind, boolean urgent, int level) {}

    /** How long it lasts. */
    public sealed interface Within {
        /** To the end of the so-manieth working day after. */
        record WorkingDays(int count) implements Within {}

        /** To the end of the so-manieth day after, worked or not; 0 is the day itself. */
        record Days(int count) implements Within {}

        /** So many hours, whatever the hour and the day. */
        record Hours(int count) implements Within {}

        default <T> T fold(Function<WorkingDays, T> working, Function<Days, T> days, Function<Hours, T> hours) {
            if (this instanceof WorkingDays w) {
                return working.apply(w);
            } else if (this instanceof Days d) {
                return days.apply(d);
            }
            return hours.apply((Hours) this);
        }
    }

    private final Map<Cell, Within> rows;

    /**
     * A policy.
     *
     * @param rows with one for every cell
     */
    DeadlinePolicy(Map<Cell, Within> rows) {
        this.rows = Map.copyOf(rows);
    }

    Within within(Cell cell) {
        Within row = rows.get(cell);
        if (row == null) {
            throw new IllegalStateException("no deadline for " + cell);
        }
        return row;
    }
}

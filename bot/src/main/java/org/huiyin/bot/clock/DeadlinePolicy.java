package org.huiyin.bot.clock;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** By when what is due: a county's own policy, with a row for every kind of matter. */
public final class DeadlinePolicy {
    /** The kinds of matters, as tickets name them. */
    public static final List<String> KINDS = List.of("INQUIRY", "HELP", "COMPLAINT", "REPORT", "SUGGESTION", "PRAISE");

    /** What has an end. */
    public enum Limit {
        FIRST_REPLY,
        CONFIRMATION
    }

    /** What a row is for. */
    public record Cell(Limit limit, String kind, boolean urgent) {}

    /** How long it lasts. */
    public sealed interface Within {
        /** To the end of the so-manieth working day after. */
        record WorkingDays(int count) implements Within {}

        /** So many hours, whatever the hour and the day. */
        record Hours(int count) implements Within {}

        default <T> T fold(Function<WorkingDays, T> days, Function<Hours, T> hours) {
            if (this instanceof WorkingDays d) {
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

    Within within(Limit limit, String kind, boolean urgent) {
        Within row = rows.get(new Cell(limit, kind, urgent));
        if (row == null) {
            throw new IllegalStateException("no deadline for " + limit + " of " + kind);
        }
        return row;
    }
}

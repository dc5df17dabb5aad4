package org.huiyin.db.backup;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the generations in a directory gives the state of a moment, or of the latest there is. Pure.
 *
 * @param to up to when transactions are taken; null for all
 */
record Moment(Generation generation, @Nullable Instant to) {

    /** Of two that give the same, the one with less to go through. */
    static Moment of(List<Generation> generations, @Nullable Instant to) {
        Comparator<Generation> reach = Comparator.comparing(
                generation -> to != null && generation.until().isAfter(to) ? to : generation.until());
        return generations.stream()
                .filter(generation -> to == null || !generation.base().until().isAfter(to))
                .max(reach.thenComparing(generation -> generation.base().until()))
                .map(generation -> new Moment(generation, to))
                .orElseThrow(() -> new BackupFailure(nothing(generations, to)));
    }

    private static String nothing(List<Generation> generations, @Nullable Instant to) {
        return generations.stream()
                .map(generation -> generation.base().until())
                .min(Comparator.naturalOrder())
                .map(first -> "the backup begins at " + first + ", after --to " + to)
                .orElse("there is no whole copy in this backup yet");
    }

    /** Whose state it comes to. */
    Instant reached() {
        Instant wanted = to;
        return wanted != null && wanted.isBefore(generation.until()) ? wanted : generation.until();
    }
}

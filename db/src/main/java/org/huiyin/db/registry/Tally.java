package org.huiyin.db.registry;

import java.util.List;

/** Counts what happened to one part while it is written. Used from one thread at a time. */
final class Tally {
    private final Part part;
    private int added;
    private int changed;
    private int unchanged;
    private long missing;
    private List<String> firstMissing = List.of();

    Tally(Part part) {
        this.part = part;
    }

    void add(int fresh, int different, int same) {
        added += fresh;
        changed += different;
        unchanged += same;
    }

    void missing(long count, List<String> first) {
        missing = count;
        firstMissing = List.copyOf(first);
    }

    int seen() {
        return added + changed + unchanged;
    }

    PartOutcome outcome() {
        return new PartOutcome(part, added, changed, unchanged, missing, firstMissing);
    }
}

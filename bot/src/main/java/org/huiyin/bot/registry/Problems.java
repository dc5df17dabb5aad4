package org.huiyin.bot.registry;

import java.util.ArrayList;
import java.util.List;

/** Collects problems, all of them counted and the first kept: a file with a column swapped has a million. */
public final class Problems {
    /** As many as somebody reads before he corrects the first. */
    static final int SHOWN = 100;

    private final List<Problem> first = new ArrayList<>();
    private int count;

    void add(Problem problem) {
        count++;
        if (first.size() < SHOWN) {
            first.add(problem);
        }
    }

    /** Those of {@code others} after ours. */
    void addAll(Problems others) {
        count += others.count;
        others.first.stream().limit(SHOWN - first.size()).forEach(first::add);
    }

    public int count() {
        return count;
    }

    /** The first {@value #SHOWN} in the order in which they were found. */
    public List<Problem> first() {
        return List.copyOf(first);
    }
}

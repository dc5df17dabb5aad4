package org.huiyin.bot.common;

import java.util.Map;
import java.util.Set;

/**
 * What a text says, without what every text says: the pieces of two and three characters that are left, and what it is certainly about.
 *
 * @param grams each piece with its weight, at least 1; a topic is a piece too, and weighs about as much as all other pieces together
 * @param topics names of the lists {@code alike.topics} of which the text has a word
 */
public record Gist(Map<String, Integer> grams, Set<String> topics) {
    /** Fewer say nothing that two texts could have in common but by accident: 什么时候发 leaves none, 低保什么时候发 one. */
    private static final int FEWEST = 5;

    public Gist {
        grams = Map.copyOf(grams);
        topics = Set.copyOf(topics);
    }

    /** Whether it says enough to be like another one. */
    public boolean saysEnough() {
        return !topics.isEmpty() || grams.size() >= FEWEST;
    }

    /** The square of its length as a vector. */
    long square() {
        return grams.values().stream()
                .mapToLong(weight -> (long) weight * weight)
                .sum();
    }
}

package org.huiyin.bot.common;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.text.similarity.CosineSimilarity;

/**
 * Whether two texts say the same: the cosine of the angle between their pieces (Apache Commons Text), a number from 0 to 1. It knows those two
 * texts only, so that the same two are always as like each other, whatever else is written in the county.
 */
public final class Likeness {
    /**
     * From here on two texts are alike. Found by the table of LikenessTest: its unlike pairs stay below 0.40, its alike ones above 0.50. A
     * suggestion too many costs a person a glance, one too few costs a village its answer; hence nearer to the lower.
     */
    public static final double ALIKE = 0.45;

    private static final CosineSimilarity COSINE = new CosineSimilarity();

    private Likeness() {}

    /** From 0 to 1; 0 where one says too little, or both say what they are about and that is not the same. */
    public static double of(Gist one, Gist other) {
        boolean apart = !one.topics().isEmpty()
                && !other.topics().isEmpty()
                && Collections.disjoint(one.topics(), other.topics());
        if (apart || !one.saysEnough() || !other.saysEnough()) {
            return 0;
        }
        return COSINE.cosineSimilarity(vector(one), vector(other));
    }

    public static boolean alike(Gist one, Gist other) {
        return of(one, other) >= ALIKE;
    }

    /** Commons Text looks for what both have among a vector's own keys. */
    private static Map<CharSequence, Integer> vector(Gist gist) {
        return new HashMap<>(gist.grams());
    }
}

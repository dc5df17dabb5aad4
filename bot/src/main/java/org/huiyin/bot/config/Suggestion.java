package org.huiyin.bot.config;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Guesses which known word was meant by an unknown one: most mistakes in a file are slips. */
public final class Suggestion {
    /** Below this a guess misleads more often than it helps: 'port' and 'prot' give 0.93, 'port' and 'host' 0.67. */
    private static final double ALIKE = 0.8;

    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private Suggestion() {}

    /** Words for the administrator: the likeliest of {@code known}, or all of them. */
    public static String among(Collection<String> known, String given) {
        return known.stream()
                .filter(word -> SIMILARITY.apply(word, given) >= ALIKE)
                .max(Comparator.comparingDouble(word -> SIMILARITY.apply(word, given)))
                .map(word -> "did you mean " + word + "?")
                .orElseGet(() -> "use one of: "
                        + String.join(", ", known.stream().sorted().toList()));
    }
}

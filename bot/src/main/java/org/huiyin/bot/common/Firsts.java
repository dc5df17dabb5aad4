package org.huiyin.bot.common;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first texts of groups by the pieces they have: a new text is compared with those only that have enough of its own. */
final class Firsts {
    /** Rounding must not shut out what the comparison itself would let in. */
    private static final double ALMOST = 1 - 1e-9;

    private final List<Gist> gists = new ArrayList<>();
    private final List<Long> squares = new ArrayList<>();
    private final Map<String, List<Place>> places = new HashMap<>();

    /** Where a piece is found, and how much it weighs there. */
    private record Place(int group, int weight) {}

    private record Candidate(int group, double likeness) {}

    void add(Gist gist) {
        int group = gists.size();
        gists.add(gist);
        squares.add(gist.square());
        gist.grams()
                .forEach((gram, weight) ->
                        places.computeIfAbsent(gram, first -> new ArrayList<>()).add(new Place(group, weight)));
    }

    /** The number of the group that is most like it, the older of two, if any is alike. */
    Optional<Integer> nearest(Gist gist) {
        Map<Integer, Integer> common = new HashMap<>();
        gist.grams()
                .forEach((gram, weight) -> places.getOrDefault(gram, List.of())
                        .forEach(place -> common.merge(place.group(), place.weight() * weight, Integer::sum)));
        double own = gist.square();
        return common.entrySet().stream()
                .map(e -> new Candidate(e.getKey(), e.getValue() / Math.sqrt(own * squares.get(e.getKey()))))
                .filter(candidate -> candidate.likeness() >= Likeness.ALIKE * ALMOST)
                .sorted(Comparator.comparingDouble((Candidate c) -> -c.likeness())
                        .thenComparing(Candidate::group))
                .filter(candidate -> Likeness.alike(gists.get(candidate.group()), gist))
                .map(Candidate::group)
                .findFirst();
    }
}

package org.huiyin.bot.common;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Groups what says the same. Each matter, the oldest first, joins the group to whose first text it is most alike, or begins one of its own:
 * the order of ids alone decides, and no chain of small likenesses leads from one thing to another. {@link Firsts} keeps that from
 * comparing each with each.
 */
public final class Grouping {
    /** So many households make a problem common. */
    public static final int FEWEST_HOUSEHOLDS = 3;

    private Grouping() {}

    /** A matter, and whose it is. */
    public record Matter(long ticketId, long householdId, Gist gist) {}

    /** A problem that people know already, by the first text of it. */
    public record Known(long problemId, Gist first) {}

    /**
     * What to suggest.
     *
     * @param joining for each known problem the tickets that say the same as its first
     * @param groups new ones, each with its tickets in their order; the largest first
     */
    public record Groups(Map<Long, List<Long>> joining, List<List<Long>> groups) {}

    public static Groups of(List<Matter> matters, List<Known> known) {
        Firsts firsts = new Firsts();
        known.stream().sorted(Comparator.comparingLong(Known::problemId)).forEach(one -> firsts.add(one.first()));
        List<List<Matter>> members = new ArrayList<>();
        known.forEach(one -> members.add(new ArrayList<>()));
        matters.stream()
                .sorted(Comparator.comparingLong(Matter::ticketId))
                .filter(matter -> matter.gist().saysEnough())
                .forEach(matter -> join(matter, firsts, members));
        List<Long> problems = known.stream().map(Known::problemId).sorted().toList();
        Map<Long, List<Long>> joining = new TreeMap<>();
        for (int i = 0; i < problems.size(); i++) {
            if (!members.get(i).isEmpty()) {
                joining.put(problems.get(i), ids(members.get(i)));
            }
        }
        List<List<Long>> groups = members.subList(problems.size(), members.size()).stream()
                .filter(group -> households(group) >= FEWEST_HOUSEHOLDS)
                .map(Grouping::ids)
                .sorted(Comparator.comparingInt((List<Long> group) -> -group.size())
                        .thenComparing(group -> group.get(0)))
                .toList();
        return new Groups(joining, groups);
    }

    private static void join(Matter matter, Firsts firsts, List<List<Matter>> members) {
        Optional<Integer> group = firsts.nearest(matter.gist());
        group.ifPresentOrElse(at -> members.get(at).add(matter), () -> {
            firsts.add(matter.gist());
            members.add(new ArrayList<>(List.of(matter)));
        });
    }

    private static long households(List<Matter> group) {
        return group.stream().mapToLong(Matter::householdId).distinct().count();
    }

    private static List<Long> ids(List<Matter> group) {
        return group.stream().map(Matter::ticketId).toList();
    }
}

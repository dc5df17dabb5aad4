package org.huiyin.bot.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huiyin.db.report.StoryRow;

/**
 * What a ticket's story comes to in figures. It is told from its beginning each time, and what is new is the difference: so whatever takes something
 * back - a second thought, another word of the villager's - takes the figure back on the day where it was counted, and all runs together always come
 * to what the whole history comes to.
 */
final class StoryTally {
    private StoryTally() {}

    /** What all of a story comes to. */
    static Map<Tick, Integer> of(List<StoryRow> story, ZoneId zone) {
        Map<Tick, Integer> ticks = new HashMap<>();
        if (story.isEmpty()) {
            return ticks;
        }
        Set<Integer> undone = undone(story);
        Map<Instant, Boolean> kept = kept(story);
        Side open = new Side(zone);
        Side secret = new Side(zone);
        boolean last = false;
        for (StoryRow row : story) {
            last = kept.getOrDefault(row.at(), false);
            if (!undone.contains(row.seq())) {
                (last ? secret : open).tell(row);
            }
        }
        LocalDate opened = LocalDate.ofInstant(story.get(0).at(), zone);
        open.count(opened, ticks);
        if (last) {
            secret.countMatter(opened, ticks);
        }
        return ticks;
    }

    private static Set<Integer> undone(List<StoryRow> story) {
        return story.stream()
                .filter(row -> row.kind().equals("UNDONE") && !row.detail().isEmpty())
                .map(row -> Integer.valueOf(row.detail()))
                .collect(Collectors.toSet());
    }

    /** What was done in one moment is one act: a complaint is opened, and then kept from the line. */
    private static Map<Instant, Boolean> kept(List<StoryRow> story) {
        Map<Instant, Boolean> kept = new HashMap<>();
        story.forEach(row -> kept.put(row.at(), row.charge().kept()));
        return kept;
    }

    /** What the rows after the first {@code counted} add to what those came to; nothing that stays as it was. */
    static Map<Tick, Integer> after(int counted, List<StoryRow> story, ZoneId zone) {
        List<StoryRow> before =
                story.stream().filter(row -> row.seq() <= counted).toList();
        Map<Tick, Integer> change = of(story, zone);
        of(before, zone).forEach((tick, n) -> change.merge(tick, -n, Integer::sum));
        change.values().removeIf(n -> n == 0);
        return change;
    }
}

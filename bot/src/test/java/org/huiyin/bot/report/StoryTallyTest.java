package org.huiyin.bot.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huiyin.db.report.StoryRow;
import org.huiyin.db.ticket.Charge;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stories, and what they come to: for the matter as a whole, for each who had it, and as deeds of their own day. */
class StoryTallyTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Pattern BETWEEN = Pattern.compile("; ?");

    /**
     * A story in short: each word is a row, {@code KIND:DETAIL}. {@code @1} charges what follows to the duty and level 1, {@code kept} keeps it from the
     * line and {@code open} does not, {@code +} joins the next row to the moment of the one before it.
     */
    private static List<StoryRow> story(String text) {
        List<StoryRow> rows = new ArrayList<>();
        int holder = 0;
        boolean kept = false;
        boolean joined = false;
        Instant at = Instant.parse("2026-11-02T02:00:00Z");
        for (String word : SPACE.split(text, 0)) {
            if (word.startsWith("@")) {
                holder = Integer.parseInt(word.substring(1));
            } else if (word.equals("kept") || word.equals("open")) {
                kept = word.equals("kept");
            } else if (word.equals("+")) {
                joined = true;
            } else {
                at = joined ? at : at.plusSeconds(86_400);
                joined = false;
                int colon = word.indexOf(':');
                String kind = colon < 0 ? word : word.substring(0, colon);
                String detail = colon < 0 ? "" : word.substring(colon + 1);
                String actor = kind.equals("SAID") ? "VILLAGER" : "SYSTEM";
                Charge charge = new Charge(holder, 100 + holder, 7L, kept);
                rows.add(new StoryRow(1, rows.size() + 1, at, kind, actor, detail, charge));
            }
        }
        return rows;
    }

    /** As {@code matter: …; holder 0: …; deeds 0: …}, names in alphabetical order, without MATTERS of holders. */
    private static String shown(Map<Tick, Integer> ticks) {
        Map<String, List<String>> shown = new TreeMap<>();
        ticks.forEach((tick, n) -> {
            String whose = switch (tick.reach()) {
                case MATTER -> tick.charge().kept() ? "kept" : "matter";
                case HOLDER -> "had " + tick.charge().level();
                case DEED -> "deeds " + tick.charge().level();
            };
            shown.computeIfAbsent(whose, w -> new ArrayList<>()).add(tick.measure() + (n == 1 ? "" : "*" + n));
        });
        List<String> lines = new ArrayList<>();
        shown.forEach((whose, what) ->
                lines.add(whose + ": " + String.join(" ", what.stream().sorted().toList())));
        return String.join("; ", lines);
    }

    static Stream<Arguments> stories() {
        return Stream.of(
                arguments("opened, and nothing else", "OPENED SAID", "had 0: MATTERS; matter: MATTERS"),
                arguments(
                        "answered in time",
                        "OPENED SAID ANSWERED NOTE",
                        "deeds 0: REPLIED; had 0: MATTERS; matter: MATTERS"),
                arguments(
                        "new words want another answer",
                        "OPENED ANSWERED ANSWERED SAID ANSWERED",
                        "deeds 0: REPLIED REPLIED; had 0: MATTERS; matter: MATTERS"),
                arguments(
                        "the delay stays with the level that missed",
                        "OPENED YELLOW:FIRST_REPLY_0 RED:FIRST_REPLY_0 CLIMBED @1 ANSWERED",
                        "deeds 0: CLIMBED MISSED_REPLY REMINDED; deeds 1: REPLIED; had 0: MATTERS; had 1: MATTERS; matter: MATTERS"),
                arguments(
                        "at the top a card that is shown again is missed once",
                        "@4 OPENED RED:FIRST_REPLY_4 RED:FIRST_REPLY_4 ANSWERED RED:RESOLUTION_4 RED:RESOLUTION_4 RESOLVED",
                        "deeds 4: MISSED_REPLY MISSED_SOLVE REPLIED_LATE RESOLVED_LATE; had 4: CLAIMED MATTERS; matter: CLAIMED MATTERS"),
                arguments(
                        "solved, the villager agrees",
                        "OPENED RESOLVED FEEDBACK:YES CLOSED:CONFIRMED",
                        "deeds 0: REPLIED RESOLVED; had 0: CLAIMED MATTERS YES; matter: CLAIMED MATTERS YES"),
                arguments(
                        "silence is not yes",
                        "OPENED RESOLVED CLOSED:SILENT",
                        "deeds 0: REPLIED RESOLVED; had 0: CLAIMED MATTERS SILENT; matter: CLAIMED MATTERS SILENT"),
                arguments(
                        "not reached is not silence",
                        "OPENED RESOLVED UNREACHED",
                        "deeds 0: REPLIED RESOLVED; had 0: CLAIMED MATTERS UNREACHED; matter: CLAIMED MATTERS UNREACHED"),
                arguments(
                        "the last word stands, the claim counts once",
                        "OPENED RESOLVED FEEDBACK:NO RESOLVED FEEDBACK:YES CLOSED:CONFIRMED",
                        "deeds 0: REDONE REPLIED REPLIED RESOLVED RESOLVED; had 0: CLAIMED MATTERS YES; matter: CLAIMED MATTERS YES"),
                arguments(
                        "whoever claims again does not erase a no",
                        "OPENED RESOLVED FEEDBACK:NO RESOLVED",
                        "deeds 0: REDONE REPLIED REPLIED RESOLVED RESOLVED; had 0: CLAIMED MATTERS NO; matter: CLAIMED MATTERS NO"),
                arguments(
                        "silence does not either",
                        "OPENED RESOLVED FEEDBACK:PARTLY RESOLVED CLOSED:SILENT",
                        "deeds 0: REDONE REPLIED REPLIED RESOLVED RESOLVED; had 0: CLAIMED MATTERS PARTLY; matter: CLAIMED MATTERS PARTLY"),
                arguments(
                        "the no stays with whoever claimed, the matter has its last word",
                        "OPENED RESOLVED FEEDBACK:NO CLIMBED @1 RESOLVED FEEDBACK:YES",
                        "deeds 0: CLIMBED REDONE REPLIED RESOLVED; deeds 1: REPLIED RESOLVED;"
                                + " had 0: CLAIMED MATTERS NO; had 1: CLAIMED MATTERS YES; matter: CLAIMED MATTERS YES"),
                arguments(
                        "a word after the ticket moved counts for whoever claimed",
                        "OPENED RESOLVED MOVED @1 FEEDBACK:YES",
                        "deeds 0: REPLIED RESOLVED; had 0: CLAIMED MATTERS YES; had 1: MATTERS; matter: CLAIMED MATTERS YES"),
                arguments(
                        "contested after silence",
                        "OPENED RESOLVED CLOSED:SILENT REOPENED:NO",
                        "deeds 0: REDONE REPLIED RESOLVED; had 0: CLAIMED MATTERS NO; matter: CLAIMED MATTERS NO"),
                arguments("taken back in time", "OPENED RESOLVED UNDONE:2", "had 0: MATTERS; matter: MATTERS"),
                arguments(
                        "declined, apart",
                        "@4 OPENED CLOSED:DECLINED",
                        "had 4: DECLINED MATTERS; matter: DECLINED MATTERS"),
                arguments(
                        "withdrawn, apart",
                        "OPENED CLOSED:WITHDRAWN",
                        "had 0: MATTERS WITHDRAWN; matter: MATTERS WITHDRAWN"),
                arguments("merged, and not any more", "OPENED MERGED UNMERGED", "had 0: MATTERS; matter: MATTERS"),
                arguments("merged", "OPENED MERGED", "had 0: MATTERS MERGED; matter: MATTERS MERGED"),
                arguments(
                        "declined, contested, declined again counts once",
                        "@4 OPENED CLOSED:DECLINED REOPENED:NO CLOSED:DECLINED",
                        "deeds 4: REDONE; had 4: DECLINED MATTERS; matter: DECLINED MATTERS"),
                arguments(
                        "departments",
                        "@4 OPENED TRANSFERRED @3 JUDGED EXTENDED RETURNED @4 ESCALATED",
                        "deeds 3: EXTENDED JUDGED RETURNED; deeds 4: ESCALATED TRANSFERRED; had 3: MATTERS; had 4: MATTERS; matter: MATTERS"),
                arguments(
                        "a complaint is opened and kept in one moment", "@4 OPENED + kept COMPLAINT", "kept: MATTERS"),
                arguments(
                        "what is kept counts for nobody",
                        "@4 OPENED + kept COMPLAINT RED:FIRST_REPLY_4 ANSWERED RESOLVED FEEDBACK:YES",
                        "kept: CLAIMED MATTERS YES"),
                arguments(
                        "held, and then open: from then on like any other",
                        "@4 OPENED + kept ASKED open @0 ROUTED ANSWERED",
                        "deeds 0: REPLIED; had 0: MATTERS; matter: MATTERS"),
                arguments(
                        "open with the desk, and then a complaint: nothing that was counted goes away",
                        "@4 OPENED ANSWERED kept COMPLAINT RESOLVED",
                        "deeds 4: REPLIED; had 4: MATTERS; kept: CLAIMED MATTERS; matter: MATTERS"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void whatAStoryComesTo(String label, String story, String expected) {
        List<String> all =
                BETWEEN.splitAsStream(shown(StoryTally.of(story(story), ZONE))).toList();
        assertThat(all)
                .as(label)
                .containsExactlyInAnyOrderElementsOf(
                        BETWEEN.splitAsStream(expected).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void inWhateverStepsItIsCountedItComesToTheSame(String label, String text, String expected) {
        List<StoryRow> story = story(text);
        for (int width = 1; width <= 3; width++) {
            Map<Tick, Integer> sum = new HashMap<>();
            for (int from = 0; from < story.size(); from += width) {
                List<StoryRow> known = story.subList(0, Math.min(story.size(), from + width));
                StoryTally.after(from, known, ZONE).forEach((tick, n) -> sum.merge(tick, n, Integer::sum));
            }
            sum.values().removeIf(n -> n == 0);
            assertThat(sum).as("%s in steps of %d", label, width).isEqualTo(StoryTally.of(story, ZONE));
        }
    }
}

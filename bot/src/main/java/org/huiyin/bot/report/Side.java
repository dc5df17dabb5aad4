package org.huiyin.bot.report;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.huiyin.bot.report.Tick.Reach;
import org.huiyin.db.report.Measure;
import org.huiyin.db.report.StoryRow;
import org.jspecify.annotations.Nullable;

/** A ticket's story as far as it was open to the line, or as far as it was kept from it: told row by row, then counted. */
final class Side {
    /** What counts by its kind alone. */
    private static final Map<String, Measure> DEEDS = Map.of(
            "YELLOW", Measure.REMINDED,
            "CLIMBED", Measure.CLIMBED,
            "ESCALATED", Measure.ESCALATED,
            "EXTENDED", Measure.EXTENDED,
            "RETURNED", Measure.RETURNED,
            "TRANSFERRED", Measure.TRANSFERRED,
            "JUDGED", Measure.JUDGED,
            "REOPENED", Measure.REDONE);

    private static final Map<String, Measure> ENDS = Map.of(
            "DECLINED", Measure.DECLINED,
            "WITHDRAWN", Measure.WITHDRAWN,
            "MERGED", Measure.MERGED);

    /** Then somebody has both clocks before him anew. */
    private static final Set<String> ANEW =
            Set.of("CLIMBED", "ESCALATED", "TRANSFERRED", "RETURNED", "ROUTED", "REOPENED", "COMPLAINT");

    private final ZoneId zone;
    private final Map<Long, Outcome> holders = new LinkedHashMap<>();
    private final Map<Tick, Integer> deeds = new LinkedHashMap<>();
    private @Nullable Outcome matter;
    private @Nullable Outcome claimer;
    private boolean replying = true;
    private boolean resolved;
    private boolean missedReply;
    private boolean missedSolve;

    Side(ZoneId zone) {
        this.zone = zone;
    }

    boolean isEmpty() {
        return matter == null;
    }

    void tell(StoryRow row) {
        Outcome whole = matter == null ? new Outcome(row.charge()) : matter;
        matter = whole;
        whole.charge(row.charge());
        Outcome holder = holders.computeIfAbsent(row.charge().dutyId(), duty -> new Outcome(row.charge()));
        counts(row, whole, holder);
        means(row, holder);
        if (ANEW.contains(row.kind())) {
            anew();
        }
    }

    /** What counts whatever came before. */
    private void counts(StoryRow row, Outcome whole, Outcome holder) {
        Measure deed = DEEDS.get(row.kind());
        if (deed != null) {
            deed(row, deed);
        }
        String end = row.kind().equals("CLOSED") ? row.detail() : row.kind();
        Measure ending = ENDS.get(end);
        if (ending != null) {
            whole.end(ending);
            holder.end(ending);
        }
    }

    /** What counts by what came before. */
    private void means(StoryRow row, Outcome holder) {
        switch (row.kind()) {
            case "SAID" -> said(row);
            case "ANSWERED" -> replied(row);
            case "RESOLVED" -> resolved(row, holder);
            case "RED" -> missed(row);
            case "FEEDBACK" -> heard(row, row.detail());
            case "UNREACHED" -> silence(Measure.UNREACHED);
            case "CLOSED" -> closed(row.detail());
            case "REOPENED" -> reopened(row);
            case "UNMERGED" -> endless();
            default -> {}
        }
    }

    private void deed(StoryRow row, Measure measure) {
        LocalDate day = LocalDate.ofInstant(row.at(), zone);
        deeds.merge(new Tick(Reach.DEED, day, row.charge(), measure), 1, Integer::sum);
    }

    private void anew() {
        replying = true;
        resolved = false;
        missedReply = false;
        missedSolve = false;
    }

    /** New words after an answer want another. */
    private void said(StoryRow row) {
        if (row.actor().equals("VILLAGER") && !replying && !resolved) {
            replying = true;
            missedReply = false;
        }
    }

    private void replied(StoryRow row) {
        if (replying) {
            deed(row, missedReply ? Measure.REPLIED_LATE : Measure.REPLIED);
        }
        replying = false;
    }

    private void resolved(StoryRow row, Outcome holder) {
        replied(row);
        if (!resolved) {
            deed(row, missedSolve ? Measure.RESOLVED_LATE : Measure.RESOLVED);
        }
        resolved = true;
        claimer = holder;
        holder.claim();
        Objects.requireNonNull(matter).claim();
    }

    /** At the top the card is shown on each working day; missed is missed once. */
    private void missed(StoryRow row) {
        if (row.detail().startsWith("FIRST_REPLY") && !missedReply) {
            missedReply = true;
            deed(row, Measure.MISSED_REPLY);
        } else if (row.detail().startsWith("RESOLUTION") && !missedSolve) {
            missedSolve = true;
            deed(row, Measure.MISSED_SOLVE);
        }
    }

    private void heard(StoryRow row, String word) {
        say(Measure.valueOf(word));
        if (!word.equals("YES")) {
            deed(row, Measure.REDONE);
            anew();
        }
    }

    /** About what was claimed last: it counts for whoever claimed it, though another may have the ticket by now. */
    private void say(Measure word) {
        Objects.requireNonNull(matter).say(word);
        if (claimer != null) {
            claimer.say(word);
        }
    }

    private void silence(Measure how) {
        Objects.requireNonNull(matter).silence(how);
        if (claimer != null) {
            claimer.silence(how);
        }
    }

    private void closed(String as) {
        if (as.equals("SILENT") || as.equals("UNREACHED")) {
            silence(Measure.valueOf(as));
        }
    }

    private void reopened(StoryRow row) {
        endless();
        say(row.detail().equals("PARTLY") ? Measure.PARTLY : Measure.NO);
    }

    /** It has not ended after all. */
    private void endless() {
        Objects.requireNonNull(matter).end(null);
        holders.values().forEach(holder -> holder.end(null));
    }

    /** Of what is kept from the line, only that it is. */
    void countMatter(LocalDate opened, Map<Tick, Integer> ticks) {
        if (matter != null) {
            matter.count(Reach.MATTER, opened, ticks);
        }
    }

    void count(LocalDate opened, Map<Tick, Integer> ticks) {
        countMatter(opened, ticks);
        holders.values().forEach(holder -> holder.count(Reach.HOLDER, opened, ticks));
        ticks.putAll(deeds);
    }
}

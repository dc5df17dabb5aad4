package org.huiyin.bot.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huiyin.db.report.Counted;
import org.huiyin.db.report.StoryRow;
import org.huiyin.db.report.Tallies;
import org.huiyin.db.report.Tallies.Grown;
import org.huiyin.db.report.Tallies.Run;
import org.huiyin.db.report.TallyRow;

/** Counts what histories have grown by since the last run, in steps that are each written by one statement; on any number of nodes, each row once. */
public final class TallyRun {
    /** Of so many histories in a step. */
    private static final int MOST = 20_000;
    /** Of so many their stories are in memory at a time: ten thousand rows or so. */
    private static final int PORTION = 1000;
    /** Of a longer time than this nothing is looked for at once. */
    private static final Duration STEP = Duration.ofDays(1);

    private final SqlClient client;
    private final ZoneId zone;
    private final int most;

    /**
     * A run.
     *
     * @param zone the county's, in which days begin
     */
    public TallyRun(SqlClient client, ZoneId zone) {
        this(client, zone, MOST);
    }

    TallyRun(SqlClient client, ZoneId zone, int most) {
        this.client = client;
        this.zone = zone;
        this.most = most;
    }

    /** A history of which the rows after {@code before} and up to {@code last} are to be counted. */
    private record Work(long ticketId, int before, int last) {}

    /**
     * One step.
     *
     * @param to rows of this time and later are left for another
     * @param all whether the work is all there is before that time
     */
    private record Step(Run last, Instant now, Instant to, List<Work> work, boolean all) {
        Instant covers() {
            Instant reached = to.isBefore(now) ? to : now;
            return all ? reached : last.covers();
        }

        boolean isBehind() {
            return !all || to.isBefore(now);
        }
    }

    /** Counts one step; says whether there is more to count at once. Where another node was faster, that one goes on. */
    public Future<Boolean> step(Instant now) {
        return Tallies.last(client, now)
                .compose(last -> look(last, now))
                .compose(step ->
                        step.work().isEmpty() && !step.isBehind() ? Future.succeededFuture(false) : count(step));
    }

    private Future<Step> look(Run last, Instant now) {
        Instant from = last.covers().minus(Tallies.OVERLAP);
        Instant next = last.covers().plus(STEP);
        Instant to = next.isBefore(now) ? next : now.plus(Tallies.OVERLAP);
        // A row may bear a time that is a little ahead of that of the run which counted it.
        return Tallies.counted(client, from.minus(Tallies.OVERLAP))
                .compose(counted -> Tallies.grown(client, from, to).map(grown -> work(counted, grown)))
                .map(work ->
                        new Step(last, now, to, work.subList(0, Math.min(most, work.size())), work.size() <= most));
    }

    private static List<Work> work(List<Counted> counted, List<Grown> grown) {
        Map<Long, Integer> known = new HashMap<>();
        counted.forEach(one -> known.merge(one.ticketId(), one.seq(), Math::max));
        return grown.stream()
                .map(one -> new Work(one.ticketId(), known.getOrDefault(one.ticketId(), one.first() - 1), one.last()))
                .filter(one -> one.last() > one.before())
                .toList();
    }

    private Future<Boolean> count(Step step) {
        List<Counted> counted = step.work().stream()
                .map(one -> new Counted(one.ticketId(), one.last()))
                .toList();
        return told(step.work())
                .compose(this::entered)
                .compose(rows -> Tallies.add(client, step.last().n() + 1, step.now(), step.covers(), counted, rows))
                .map(own -> own && step.isBehind());
    }

    private Future<Map<Tick, Integer>> told(List<Work> work) {
        Map<Tick, Integer> changes = new HashMap<>();
        Future<Void> chain = Future.succeededFuture();
        for (int from = 0; from < work.size(); from += PORTION) {
            List<Work> portion = work.subList(from, Math.min(work.size(), from + PORTION));
            chain = chain.compose(done -> tell(portion, changes));
        }
        return chain.map(changes);
    }

    private Future<Void> tell(List<Work> portion, Map<Tick, Integer> changes) {
        List<Long> tickets = portion.stream().map(Work::ticketId).toList();
        return Tallies.stories(client, tickets).map(rows -> {
            Map<Long, List<StoryRow>> stories = rows.stream().collect(Collectors.groupingBy(StoryRow::ticketId));
            portion.forEach(one -> change(one, stories.getOrDefault(one.ticketId(), List.of()), changes));
            return null;
        });
    }

    /** What was written since it was looked for is for the next step. */
    private void change(Work work, List<StoryRow> all, Map<Tick, Integer> changes) {
        List<StoryRow> story =
                all.stream().filter(row -> row.seq() <= work.last()).toList();
        StoryTally.after(work.before(), story, zone).forEach((tick, n) -> changes.merge(tick, n, Integer::sum));
    }

    private Future<Collection<TallyRow>> entered(Map<Tick, Integer> changes) {
        Set<Long> duties =
                changes.keySet().stream().map(tick -> tick.charge().dutyId()).collect(Collectors.toSet());
        return Tallies.posts(client, duties).map(posts -> {
            TallySheet sheet = new TallySheet(posts);
            changes.forEach(sheet::enter);
            return sheet.rows();
        });
    }
}

package org.huiyin.bot.report;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.huiyin.db.report.Tallies.Post;
import org.huiyin.db.report.TallyRow;
import org.huiyin.db.report.TallyRow.Period;
import org.huiyin.db.report.TallyRow.Scope;
import org.huiyin.db.ticket.Charge;

/** Enters what counts into the rows of everybody whose figures it belongs to, by day and by month. */
final class TallySheet {
    private static final Post NOBODY = new Post(null, null);

    private final Map<Long, Post> posts;
    private final Map<TallyRow.Key, TallyRow> rows = new HashMap<>();

    /**
     * An empty sheet.
     *
     * @param posts who occupies a duty, by its id
     */
    TallySheet(Map<Long, Post> posts) {
        this.posts = posts;
    }

    Collection<TallyRow> rows() {
        rows.values().removeIf(TallyRow::isEmpty);
        return rows.values();
    }

    void enter(Tick tick, int n) {
        Charge charge = tick.charge();
        Long grid = charge.gridId();
        if (charge.kept()) {
            // Not even by day: whoever looks on two days must not see when it came.
            add(Scope.KEPT, 0, Period.MONTH, tick, n);
            return;
        }
        if (tick.reach() != Tick.Reach.HOLDER) {
            add(Scope.COUNTY, 0, tick, n);
            if (grid != null) {
                add(Scope.GRID, grid, tick, n);
            }
        }
        if (tick.reach() != Tick.Reach.MATTER) {
            holder(tick, n, posts.getOrDefault(charge.dutyId(), NOBODY));
        }
    }

    private void holder(Tick tick, int n, Post post) {
        Long cadre = post.cadreId();
        Long unit = post.unitId();
        add(Scope.LEVEL, tick.charge().level(), tick, n);
        if (cadre != null) {
            add(Scope.CADRE, cadre, tick, n);
        }
        if (unit != null) {
            add(Scope.UNIT, unit, tick, n);
        }
    }

    private void add(Scope scope, long id, Tick tick, int n) {
        add(scope, id, Period.DAY, tick, n);
        add(scope, id, Period.MONTH, tick, n);
    }

    private void add(Scope scope, long id, Period period, Tick tick, int n) {
        LocalDate since = period == Period.DAY ? tick.day() : tick.day().withDayOfMonth(1);
        rows.computeIfAbsent(new TallyRow.Key(scope, id, period, since), TallyRow::new)
                .add(tick.measure(), n);
    }
}

package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huiyin.bot.ticket.LifeCycle;
import org.huiyin.bot.ticket.Ticket.State;
import org.huiyin.db.ticket.HistoryRow;
import org.jspecify.annotations.Nullable;

/**
 * How a ticket stands once an answer was never given: found by telling its story again without it.
 *
 * @param state what it is in
 * @param askedAt since when its first reply is waited for
 * @param firstAnswer when it was first answered, null for never
 * @param resolvedAt when it was last said to be resolved, null where that no longer stands
 */
record Retraction(
        State state,
        Instant askedAt,
        @Nullable Instant firstAnswer,
        @Nullable Instant resolvedAt) {

    /** With these it came to somebody who has the whole time before him. */
    private static final Set<String> MOVES =
            Set.of("CLIMBED", "ESCALATED", "TRANSFERRED", "RETURNED", "ROUTED", "COMPLAINT");

    static Retraction of(List<HistoryRow> story, int seq) {
        Set<Integer> undone = new HashSet<>(Set.of(seq));
        story.stream().filter(row -> row.kind().equals("UNDONE")).forEach(row -> undone.add(number(row.detail())));
        State state = State.OPEN;
        Instant asked = story.get(0).at();
        Instant first = null;
        Instant resolved = null;
        for (HistoryRow row : story) {
            if (!undone.contains(row.seq())) {
                State next = LifeCycle.allows(state, row.kind(), row.detail())
                        ? LifeCycle.after(state, row.kind(), row.detail())
                        : state;
                boolean anew = next == State.OPEN && (state != State.OPEN || MOVES.contains(row.kind()));
                asked = anew ? row.at() : asked;
                state = next;
                boolean answer = row.kind().equals("ANSWERED") || row.kind().equals("RESOLVED");
                first = answer && first == null ? row.at() : first;
                resolved = row.kind().equals("RESOLVED") ? row.at() : resolved;
            }
        }
        return new Retraction(state, asked, first, state == State.RESOLVED ? resolved : null);
    }

    private static int number(String detail) {
        return detail.isEmpty() ? -1 : Integer.parseInt(detail);
    }
}

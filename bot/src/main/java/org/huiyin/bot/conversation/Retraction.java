package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huiyin.bot.ticket.Ticket.State;
import org.huiyin.db.ticket.HistoryRow;
import org.jspecify.annotations.Nullable;

/**
 * How a ticket stands once an answer was never given: found by telling its story again without it.
 *
 * @param state what it is in
 * @param firstAnswer when it was first answered, null for never
 * @param resolvedAt when it was last said to be resolved, null where that no longer stands
 */
record Retraction(
        State state,
        @Nullable Instant firstAnswer,
        @Nullable Instant resolvedAt) {

    static Retraction of(List<HistoryRow> story, int seq) {
        Set<Integer> undone = new HashSet<>(Set.of(seq));
        story.stream().filter(row -> row.kind().equals("UNDONE")).forEach(row -> undone.add(number(row.detail())));
        State state = State.OPEN;
        Instant first = null;
        Instant resolved = null;
        for (HistoryRow row : story) {
            if (!undone.contains(row.seq())) {
                state = after(row, state);
                boolean answer = row.kind().equals("ANSWERED") || row.kind().equals("RESOLVED");
                first = answer && first == null ? row.at() : first;
                resolved = row.kind().equals("RESOLVED") ? row.at() : resolved;
            }
        }
        return new Retraction(state, first, state == State.RESOLVED ? resolved : null);
    }

    private static int number(String detail) {
        return detail.isEmpty() ? -1 : Integer.parseInt(detail);
    }

    private static State after(HistoryRow row, State state) {
        return switch (row.kind()) {
            case "SAID" -> state == State.ANSWERED ? State.OPEN : state;
            case "ANSWERED" -> state == State.OPEN ? State.ANSWERED : state;
            case "RESOLVED" -> State.RESOLVED;
            case "ESCALATED", "CLIMBED" -> State.OPEN;
            case "FEEDBACK" -> row.detail().equals("YES") ? State.CLOSED : State.OPEN;
            default -> state;
        };
    }
}

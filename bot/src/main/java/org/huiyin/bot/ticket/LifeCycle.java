package org.huiyin.bot.ticket;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.huiyin.bot.ticket.Ticket.State;

/**
 * The states of a matter as a pure machine over its history: each row leads from one state to the next, and what a state does not allow is
 * refused. Whoever has the history can tell the state, and nothing else decides it.
 */
public final class LifeCycle {
    /** What brings a matter to somebody who has to answer it anew. */
    private static final Set<String> MOVES = Set.of("CLIMBED", "ESCALATED", "TRANSFERRED", "RETURNED");

    /** What changes a state. Every other row is only told. */
    private static final Set<String> CHANGES = Set.of(
            "ANSWERED", "RESOLVED", "FEEDBACK NO", "FEEDBACK PARTLY", "MERGED", "UNMERGED", "CLOSED", "REOPENED");

    private static final Map<State, Map<String, State>> NEXT = next();

    private LifeCycle() {}

    private static Map<State, Map<String, State>> next() {
        Map<State, Map<String, State>> next = new EnumMap<>(State.class);
        next.put(
                State.OPEN,
                Map.of(
                        "ANSWERED", State.ANSWERED,
                        "RESOLVED", State.RESOLVED,
                        "MERGED", State.MERGED,
                        "CLOSED", State.CLOSED,
                        "MOVES", State.OPEN));
        next.put(
                State.ANSWERED,
                Map.of(
                        "SAID", State.OPEN,
                        "ANSWERED", State.ANSWERED,
                        "RESOLVED", State.RESOLVED,
                        "MERGED", State.MERGED,
                        "CLOSED", State.CLOSED,
                        "MOVES", State.OPEN));
        next.put(
                State.RESOLVED,
                Map.of(
                        "ANSWERED", State.RESOLVED,
                        "RESOLVED", State.RESOLVED,
                        "FEEDBACK NO", State.OPEN,
                        "FEEDBACK PARTLY", State.OPEN,
                        "CLOSED", State.CLOSED,
                        "MOVES", State.OPEN));
        next.put(
                State.MERGED,
                Map.of(
                        "ANSWERED", State.MERGED,
                        "RESOLVED", State.RESOLVED,
                        "UNMERGED", State.OPEN,
                        "CLOSED", State.CLOSED,
                        // Given on after an answer that was taken back later.
                        "MOVES", State.OPEN));
        next.put(State.CLOSED, Map.of("REOPENED", State.OPEN));
        return next;
    }

    /** Whether nobody has to answer it now, unless something more is said. */
    public static boolean isSettled(State state) {
        return state == State.RESOLVED || state == State.CLOSED;
    }

    /** Whether a row of that kind may follow in that state. */
    public static boolean allows(State state, String kind, String detail) {
        String event = event(kind, detail);
        return !(CHANGES.contains(event) || event.equals("MOVES")) || of(state).containsKey(event);
    }

    /**
     * The state after a row.
     *
     * @throws IllegalStateException where that row may not follow
     */
    public static State after(State state, String kind, String detail) {
        if (!allows(state, kind, detail)) {
            throw new IllegalStateException(kind + " " + detail + " on a ticket that is " + state);
        }
        return of(state).getOrDefault(event(kind, detail), state);
    }

    private static Map<String, State> of(State state) {
        return NEXT.getOrDefault(state, Map.of());
    }

    private static String event(String kind, String detail) {
        return MOVES.contains(kind) ? "MOVES" : kind.equals("FEEDBACK") ? kind + " " + detail : kind;
    }
}

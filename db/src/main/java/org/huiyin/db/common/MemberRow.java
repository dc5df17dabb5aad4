package org.huiyin.db.common;

/**
 * That a ticket belongs to a common problem, or did.
 *
 * @param state PROPOSED, IN, DONE or OUT
 * @param step the last step of the problem that it has heard of
 */
public record MemberRow(long problemId, long ticketId, String state, int step) {
    public MemberRow now(String next, int heard) {
        return new MemberRow(problemId, ticketId, next, heard);
    }

    /** Whether it may be in no other problem. */
    public boolean bound() {
        return state.equals("IN") || state.equals("PROPOSED");
    }
}

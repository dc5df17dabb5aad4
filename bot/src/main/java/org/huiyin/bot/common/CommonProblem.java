package org.huiyin.bot.common;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.huiyin.db.common.ProblemRow;
import org.huiyin.db.common.StepRow;
import org.jspecify.annotations.Nullable;

/**
 * A common problem while one batch works on it, as {@link org.huiyin.bot.ticket.Ticket} is for a ticket. Every decision is a step that its
 * tickets hear of later. Confined to its batch.
 */
public final class CommonProblem {
    /** SUGGESTED waits for a person; OPEN for the answer; ANSWERED for the promised day; SOLVED and DISMISSED are ends. */
    public enum State {
        SUGGESTED,
        OPEN,
        ANSWERED,
        SOLVED,
        DISMISSED
    }

    /** What is decided about it; the names are stored. */
    public enum Step {
        MERGED,
        ASSIGNED,
        PROMISED,
        ANSWER_MISSED,
        PROMISE_MISSED,
        SOLVED,
        DISMISSED
    }

    private final ProblemRow origin;
    private final boolean fresh;
    private State state;
    private String title;
    private @Nullable Long unitId;
    private @Nullable LocalDate promisedOn;
    private @Nullable Instant missedAt;
    private int households;
    private int step;
    private boolean carried;
    private boolean touched;
    private final List<StepRow> steps = new ArrayList<>();

    private CommonProblem(ProblemRow row, boolean fresh) {
        this.origin = row;
        this.fresh = fresh;
        this.state = State.valueOf(row.state());
        this.title = row.title();
        this.unitId = row.unitId();
        this.promisedOn = row.promisedOn();
        this.missedAt = row.missedAt();
        this.households = row.households();
        this.step = row.step();
        this.carried = row.carried();
    }

    public static CommonProblem read(ProblemRow row) {
        return new CommonProblem(row, false);
    }

    /** One that a person makes by hand. */
    public static CommonProblem opened(long id, String title, int households, int villages, Instant now) {
        ProblemRow row = new ProblemRow(
                id, State.SUGGESTED.name(), title, null, null, null, false, households, villages, now, 0, true, 0);
        return new CommonProblem(row, true);
    }

    public ProblemRow row() {
        return new ProblemRow(
                origin.id(),
                state.name(),
                title,
                unitId,
                promisedOn,
                missedAt,
                origin.urgent(),
                households,
                origin.villages(),
                origin.openedAt(),
                step,
                carried,
                origin.turn());
    }

    public List<StepRow> newSteps() {
        return List.copyOf(steps);
    }

    public boolean fresh() {
        return fresh;
    }

    public boolean changed() {
        return touched || !steps.isEmpty();
    }

    public long id() {
        return origin.id();
    }

    /** What people call it: K12. */
    public String code() {
        return "K" + origin.id();
    }

    public State state() {
        return state;
    }

    /** Whether a person has said that it is one, and it is not at an end. */
    public boolean runs() {
        return state == State.OPEN || state == State.ANSWERED;
    }

    public String title() {
        return title;
    }

    public @Nullable Long unitId() {
        return unitId;
    }

    public @Nullable LocalDate promisedOn() {
        return promisedOn;
    }

    public boolean urgent() {
        return origin.urgent();
    }

    public int households() {
        return households;
    }

    public int villages() {
        return origin.villages();
    }

    /** The last step, which its tickets are to hear of. */
    public int step() {
        return step;
    }

    /** Whether its promise runs, and has not been missed yet. */
    public boolean promised() {
        return state == State.ANSWERED;
    }

    /** Whether its last promise was missed and none was made since. */
    public boolean broken() {
        return state == State.OPEN && promisedOn != null;
    }

    /** Whether what was promised should have been done before now, or a promise been made. */
    public boolean overdue(Instant now) {
        return missedAt != null && !missedAt.isAfter(now);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // deciding

    private void step(Step what, Instant at, @Nullable Long cadreId, @Nullable String body) {
        step++;
        carried = false;
        LocalDate day = what == Step.PROMISED ? promisedOn : null;
        steps.add(new StepRow(origin.id(), step, at, what.name(), cadreId, unitId, day, body));
    }

    /**
     * A person says that its tickets are one problem.
     *
     * @param unpromised when it is missed to tell its households a day
     */
    public void merge(String name, Instant unpromised, Instant at, long cadreId) {
        title = name;
        state = State.OPEN;
        missedAt = unpromised;
        step(Step.MERGED, at, cadreId, name);
    }

    public void dismiss(Instant at, long cadreId) {
        state = State.DISMISSED;
        missedAt = null;
        step(Step.DISMISSED, at, cadreId, null);
    }

    /** Gives it to a department. Time to promise runs on: it is the households' and not whose turn it is. */
    public void assign(long unit, Instant at, long cadreId) {
        unitId = unit;
        promisedOn = null;
        step(Step.ASSIGNED, at, cadreId, null);
    }

    /**
     * A department answers, and promises a day.
     *
     * @param missed the first moment at which the promise is broken
     */
    public void promise(LocalDate day, Instant missed, String answer, Instant at, long cadreId) {
        state = State.ANSWERED;
        promisedOn = day;
        missedAt = missed;
        step(Step.PROMISED, at, cadreId, answer);
    }

    /**
     * The promise was not kept, or none was made.
     *
     * @param unpromised when it is missed to promise (once more)
     */
    public void miss(Instant unpromised, Instant at) {
        Step missed = promised() ? Step.PROMISE_MISSED : Step.ANSWER_MISSED;
        state = State.OPEN;
        missedAt = unpromised;
        step(missed, at, null, null);
    }

    public void solve(String how, Instant at, long cadreId) {
        state = State.SOLVED;
        missedAt = null;
        step(Step.SOLVED, at, cadreId, how);
    }

    /** Tickets joined or left it: they hear of what was decided, and are counted again. */
    public void recount(int more) {
        households = Math.max(0, households + more);
        carried = false;
        touched = true;
    }
}

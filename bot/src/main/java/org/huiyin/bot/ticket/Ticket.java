package org.huiyin.bot.ticket;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.db.ticket.Charge;
import org.huiyin.db.ticket.HistoryChain;
import org.huiyin.db.ticket.HistoryRow;
import org.huiyin.db.ticket.TicketRow;
import org.jspecify.annotations.Nullable;

/**
 * A ticket while one batch works on it: changes are made here and written at the end, so that the second message of a batch sees what the first
 * did. Confined to its batch.
 */
public final class Ticket {
    /**
     * OPEN waits for the holder; ANSWERED has his words; RESOLVED waits for the villager's; MERGED waits for the answer to a common problem; CLOSED
     * is the end.
     */
    public enum State {
        OPEN,
        ANSWERED,
        RESOLVED,
        MERGED,
        CLOSED
    }

    /** How much it presses. DANGER and URGENT know no quiet hours. */
    public enum Urgency {
        NORMAL,
        URGENT,
        DANGER
    }

    /** Why it lies with the desk before anybody works on it. */
    public enum Hold {
        /** Nobody knows yet who wrote. */
        UNBOUND,
        /** The villager has been asked whether it is about an official. */
        ASKED
    }

    private final TicketRow origin;
    private final boolean fresh;
    private String kind;
    private String about;
    private Urgency urgency;
    private State state;
    private @Nullable Hold hold;
    private boolean confidential;
    private boolean anonymous;
    private Subject subject;
    private long holderId;
    private @Nullable Long holderCadreId;
    private @Nullable Long ownDutyId;
    private @Nullable Long firstReceiverId;
    private Clocks clocks;
    private Instant spokenAt;
    private @Nullable Instant answeredAt;
    private @Nullable Instant resolvedAt;
    private @Nullable Instant closedAt;
    private @Nullable String closedAs;
    private int redone;
    private int seq;
    private Buffer head;

    private Ticket(TicketRow row, boolean fresh) {
        this.origin = row;
        this.fresh = fresh;
        this.kind = row.kind();
        this.about = row.subject();
        this.urgency = Urgency.valueOf(row.urgency());
        this.state = State.valueOf(row.state());
        String held = row.hold();
        this.hold = held == null ? null : Hold.valueOf(held);
        this.confidential = row.confidential();
        this.anonymous = row.anonymous();
        this.subject = new Subject(
                row.addressId(), row.householdId(), row.villagerId(), row.personName(), row.place(), row.gridId());
        this.holderId = row.holderId();
        this.holderCadreId = row.holderCadreId();
        this.ownDutyId = row.ownDutyId();
        this.firstReceiverId = row.firstReceiverId();
        this.clocks = Clocks.read(row.clocks());
        this.spokenAt = row.spokenAt();
        this.answeredAt = row.answeredAt();
        this.resolvedAt = row.resolvedAt();
        this.closedAt = row.closedAt();
        this.closedAs = row.closedAs();
        this.redone = row.redone();
        this.seq = row.seq();
        this.head = row.head();
    }

    public static Ticket read(TicketRow row) {
        return new Ticket(row, false);
    }

    /** One that is not in the database yet, by its {@link FirstRow}. */
    public static Ticket opened(TicketRow first) {
        return new Ticket(first, true);
    }

    public TicketRow row() {
        return new TicketRow(
                origin.id(),
                origin.code(),
                kind,
                about,
                urgency.name(),
                state.name(),
                hold == null ? null : hold.name(),
                confidential,
                anonymous,
                subject.addressId(),
                subject.householdId(),
                subject.villagerId(),
                subject.name(),
                subject.place(),
                subject.gridId(),
                holderId,
                holderCadreId,
                ownDutyId,
                firstReceiverId,
                origin.openedAt(),
                clocks.row(state),
                spokenAt,
                answeredAt,
                resolvedAt,
                closedAt,
                closedAs,
                redone,
                seq,
                head);
    }

    /** Appends to the chain; every change of a ticket goes with a row of its history, and its state by nothing else ({@link LifeCycle}). */
    public HistoryRow record(
            Instant at, String what, String actor, @Nullable Long actorId, String detail, @Nullable String body) {
        state = LifeCycle.after(state, what, detail);
        HistoryRow row = HistoryChain.next(id(), seq, head, at, what, actor, actorId, charge(), detail, body);
        seq = row.seq();
        head = row.hash();
        return row;
    }

    /** Whoever has it now is charged with what is recorded now: what is about the old holder is recorded before it goes to another. */
    private Charge charge() {
        return new Charge(clocks.level(), holderId, subject.gridId(), confidential || hold == Hold.ASKED);
    }

    public long id() {
        return origin.id();
    }

    public String code() {
        return origin.code();
    }

    public boolean fresh() {
        return fresh;
    }

    /** The end of its history when it was read; 0 for a new one. */
    public int readSeq() {
        return origin.seq();
    }

    public boolean changed() {
        return seq != origin.seq();
    }

    public boolean open() {
        return state != State.CLOSED;
    }

    public String kind() {
        return kind;
    }

    /** What it is about: a code of the county's {@link Subjects}. */
    public String about() {
        return about;
    }

    public void classify(String subject) {
        about = subject;
    }

    public State state() {
        return state;
    }

    public Urgency urgency() {
        return urgency;
    }

    public boolean pressing() {
        return urgency != Urgency.NORMAL;
    }

    public @Nullable Hold hold() {
        return hold;
    }

    public boolean confidential() {
        return confidential;
    }

    public Subject subject() {
        return subject;
    }

    public long holderId() {
        return holderId;
    }

    public @Nullable Long holderCadreId() {
        return holderCadreId;
    }

    /** The duty whose it is: that of who is away while somebody stands in for him, else the holder's. */
    public long ownDutyId() {
        return ownDutyId == null ? holderId : ownDutyId;
    }

    /** Who got it first, where he may know of it. */
    public Optional<Long> firstReceiver() {
        return confidential || hold != null ? Optional.empty() : Optional.ofNullable(firstReceiverId);
    }

    /** By when whoever has it is to answer; once he has, to resolve it. */
    public Deadlines.Due due() {
        return clocks.due(state);
    }

    /** The level that has it: 0 the household's cadre, 4 the county desk. */
    public int level() {
        return clocks.level();
    }

    /** Whether its clock has something to do by now. */
    public boolean acts(Instant now) {
        Instant next = clocks.actsAt(state);
        return next != null && !next.isAfter(now);
    }

    /** Whether that is the red card, and not the reminder before it. */
    public boolean overdue(Instant now) {
        return clocks.red(state, now);
    }

    /** By when it is to be resolved. */
    public Deadlines.Due resolution() {
        return clocks.resolution();
    }

    public void extend(Deadlines deadlines, int days) {
        clocks = clocks.extended(deadlines, days);
    }

    public void recount(Deadlines deadlines) {
        clocks = clocks.recounted(deadlines, pressing());
    }

    public void reminded() {
        clocks = clocks.reminded(state);
    }

    /** Stays overdue where it is, and shows its card again at {@code next}. */
    public void overdueAgain(Instant next) {
        clocks = clocks.again(state, next);
    }

    public Instant spokenAt() {
        return spokenAt;
    }

    /** Whether it is said to be resolved, and the villager has not said otherwise. */
    public boolean resolvedOnce() {
        return resolvedAt != null;
    }

    public int redone() {
        return redone;
    }

    /** Whether this official may know that it exists: the holder, and who got it first unless he is not to see it. */
    public boolean visibleTo(long cadreId) {
        boolean first = firstReceiver().filter(id -> id == cadreId).isPresent();
        return hold != Hold.ASKED && (Objects.equals(holderCadreId, cadreId) || first);
    }

    public void spoken(Instant at) {
        spokenAt = at;
    }

    public void press(Urgency more, Deadlines deadlines, Instant now) {
        if (more.compareTo(urgency) > 0) {
            urgency = more;
            clocks = clocks.press(Clocks.start(deadlines, kind, pressing(), clocks.level(), now));
        }
    }

    public void hold(@Nullable Hold why) {
        hold = why;
    }

    public void makeConfidential() {
        confidential = true;
        kind = "COMPLAINT";
        firstReceiverId = null;
    }

    /** How it ended; empty while it has not. */
    public String closedAs() {
        return closedAs == null ? "" : closedAs;
    }

    public boolean anonymous() {
        return anonymous;
    }

    /** Whose it is shall not be known, and is not asked. */
    public void makeAnonymous() {
        anonymous = true;
    }

    public void identify(Subject known) {
        subject = known;
    }

    /** Goes to somebody, whose clocks begin now. */
    public void give(Holder holder, Deadlines deadlines, Instant now) {
        hand(holder);
        clocks = Clocks.start(deadlines, kind, pressing(), holder.step(), now);
    }

    private void hand(Holder holder) {
        holderId = holder.dutyId();
        holderCadreId = holder.official().map(Official::cadreId).orElse(null);
        ownDutyId = holder.ownDutyId();
    }

    /** Goes to somebody who has to answer it anew. */
    public void pass(Holder next, Deadlines deadlines, Instant now) {
        give(next, deadlines, now);
        resolvedAt = null;
    }

    /** Goes to whoever follows the holder: nobody gains time by that. */
    public void succeed(Holder successor) {
        hand(successor);
    }

    /** Goes to whoever stands in for the holder, or back to him; it stays the duty's whose it was before anybody stood in. */
    public void standIn(Holder substitute) {
        long own = ownDutyId();
        hand(substitute);
        ownDutyId = substitute.dutyId() == own ? null : own;
    }

    /** The first who received it to work on it; it stays the first. */
    public void received(Holder holder) {
        if (firstReceiverId == null) {
            firstReceiverId = holder.official().map(Official::cadreId).orElse(null);
        }
    }

    /** It is to be answered and resolved once more, by who has it. */
    public void renew(Deadlines deadlines, Instant now) {
        clocks = Clocks.start(deadlines, kind, pressing(), clocks.level(), now);
    }

    /** New words after an answer want another; by when it is to be resolved stays. */
    public void askedAgain(Deadlines deadlines, Instant now) {
        clocks = clocks.askedAgain(deadlines, kind, pressing(), now);
    }

    public void answered(Instant at) {
        answeredAt = answeredAt == null ? at : answeredAt;
    }

    /**
     * An answer was taken back.
     *
     * @param before the state it had before that answer
     * @param stillAnswered when it was first answered without it, null for never
     * @param stillResolved when it was last said to be resolved without it, null where it is not
     */
    public void unanswered(State before, @Nullable Instant stillAnswered, @Nullable Instant stillResolved) {
        answeredAt = stillAnswered;
        state = before;
        resolvedAt = stillResolved;
    }

    public void resolved(Instant at) {
        answered(at);
        resolvedAt = at;
    }

    /** It is open once more: because it is not solved, or only in part; one that was closed is not any more. */
    public void reopened(boolean notSolved) {
        resolvedAt = null;
        closedAt = null;
        closedAs = null;
        redone += notSolved ? 1 : 0;
    }

    public void closed(Instant at, String as) {
        closedAt = at;
        closedAs = as;
        hold = null;
    }
}

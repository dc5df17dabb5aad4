package org.huiyin.bot.ticket;

import java.time.Instant;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.bot.clock.Deadlines.Due;
import org.huiyin.bot.clock.Deadlines.Running;
import org.huiyin.db.ticket.TicketClocks;
import org.huiyin.db.ticket.TicketClocks.Times;
import org.jspecify.annotations.Nullable;

/**
 * The two clocks of the level that has a ticket: until its first answer, and until it says that it is resolved. Which of them runs is the ticket's
 * state; while the villager is waited for, none does.
 *
 * @param level 0 the household's cadre, 4 the county desk
 * @param from since when that level has it
 * @param carded of which of them the holder has been reminded: 0 none, 1 reply, 2 solve, 3 both
 */
public record Clocks(int level, Instant from, Times reply, Times solve, boolean provisional, int carded) {
    private static final int REPLY = 1;
    private static final int SOLVE = 2;

    /** As they are started when a level gets a ticket. */
    public static Clocks start(Deadlines deadlines, String kind, boolean urgent, int level, Instant now) {
        Running reply = deadlines.firstReply(kind, urgent, level, now);
        Running solve = deadlines.resolution(kind, urgent, level, now);
        boolean provisional = reply.due().provisional() || solve.due().provisional();
        return new Clocks(level, now, times(reply), times(solve), provisional, 0);
    }

    private static Times times(Running running) {
        return new Times(running.due().at(), running.yellow(), running.red());
    }

    static Clocks read(TicketClocks row) {
        return new Clocks(row.level(), row.from(), row.reply(), row.solve(), row.provisional(), row.carded());
    }

    TicketClocks row(Ticket.State state) {
        return new TicketClocks(level, from, reply, solve, provisional, carded, actsAt(state));
    }

    /** New words after the answer want another one; what was to be resolved is to be resolved by the same day. */
    Clocks askedAgain(Deadlines deadlines, String kind, boolean urgent, Instant now) {
        Times again = times(deadlines.firstReply(kind, urgent, level, now));
        return new Clocks(level, from, again, solve, provisional, carded & ~REPLY);
    }

    /** It presses more than was thought: what is due sooner by that counts, and nothing is due later. */
    Clocks press(Clocks sooner) {
        return new Clocks(level, from, first(reply, sooner.reply), first(solve, sooner.solve), provisional, carded);
    }

    private static Times first(Times one, Times other) {
        return other.due().isBefore(one.due()) ? other : one;
    }

    /** The resolution is put off by so many working days; the first reply is not. */
    Clocks extended(Deadlines deadlines, int days) {
        Running later = deadlines.extended(from, solve.due(), days);
        boolean unsure = provisional || later.due().provisional();
        return new Clocks(level, from, reply, times(later), unsure, carded & ~SOLVE);
    }

    /** Both counted anew, once a year is published that they rest on; those of what presses count no working days. */
    Clocks recounted(Deadlines deadlines, boolean urgent) {
        if (urgent) {
            return new Clocks(level, from, reply, solve, false, carded);
        }
        Running first = deadlines.recounted(from, reply.due());
        Running last = deadlines.recounted(from, solve.due());
        boolean unsure = first.due().provisional() || last.due().provisional();
        return new Clocks(level, from, times(first), times(last), unsure, carded);
    }

    /** By when it is to be resolved, whether or not it has been answered. */
    Due resolution() {
        return new Due(solve.due(), provisional);
    }

    /** The holder has been reminded of the clock that runs. */
    Clocks reminded(Ticket.State state) {
        return new Clocks(level, from, reply, solve, provisional, carded | number(state));
    }

    /** Nobody is above: what is overdue shows its card again then. */
    Clocks again(Ticket.State state, Instant at) {
        Times next = new Times(running(state).due(), running(state).yellow(), at);
        return state == Ticket.State.OPEN
                ? new Clocks(level, from, next, solve, provisional, carded | number(state))
                : new Clocks(level, from, reply, next, provisional, carded | number(state));
    }

    private static int number(Ticket.State state) {
        return state == Ticket.State.OPEN ? REPLY : SOLVE;
    }

    private Times running(Ticket.State state) {
        return state == Ticket.State.OPEN ? reply : solve;
    }

    /** By when whoever is waited for is to do something. */
    Due due(Ticket.State state) {
        return new Due(running(state).due(), provisional);
    }

    /** Whether the card that is due by now is the red one. */
    boolean red(Ticket.State state, Instant now) {
        return !running(state).red().isAfter(now);
    }

    /** When the clock that runs does something next; null when none runs. */
    @Nullable
    Instant actsAt(Ticket.State state) {
        if (state != Ticket.State.OPEN && state != Ticket.State.ANSWERED) {
            return null;
        }
        Times times = running(state);
        return (carded & number(state)) != 0 ? times.red() : times.yellow();
    }
}

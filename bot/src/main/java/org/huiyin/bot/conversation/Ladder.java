package org.huiyin.bot.conversation;

import java.util.Map;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.ticket.Ticket;

/** What a ticket's clock does: reminds its holder before the day, and takes it one level up when that is missed. */
final class Ladder {
    private final Ledger ledger;
    private final Forwarding forwarding;

    Ladder(Ledger ledger) {
        this.ledger = ledger;
        this.forwarding = new Forwarding(ledger);
    }

    /** Whatever is decided moves the clock on, so that it never does the same twice. */
    void run(Said.Due said) {
        Ticket ticket = ledger.ticket(said.ticketId()).orElseThrow();
        if (!ticket.acts(ledger.now())) {
            return;
        }
        if (!ticket.overdue(ledger.now())) {
            boolean reminded = new Reminding(ledger).isLately(ticket);
            ledger.record(ticket, "YELLOW", "SYSTEM", null, limit(ticket), null);
            ticket.reminded();
            if (!reminded) {
                forwarding.tell(ticket, "cadre.yellow");
            }
            return;
        }
        ledger.record(
                ticket,
                "RED",
                "SYSTEM",
                null,
                limit(ticket) + " " + ticket.due().at(),
                null);
        forwarding.higher(ticket).ifPresentOrElse(holder -> climb(ticket, holder), () -> stay(ticket));
    }

    /** Which clock of which level, for whoever counts. */
    private static String limit(Ticket ticket) {
        return (ticket.state() == Ticket.State.OPEN ? "FIRST_REPLY " : "RESOLUTION ") + ticket.level();
    }

    private void climb(Ticket ticket, Holder above) {
        String from = ledger.directory()
                .official(ticket.holderCadreId() == null ? -1 : ticket.holderCadreId())
                .map(Official::name)
                .orElse("");
        forwarding.inform(ticket, "cadre.red");
        ledger.record(ticket, "CLIMBED", "SYSTEM", null, "OVERDUE " + above.step(), null);
        ticket.pass(above, ledger.house().deadlines(), ledger.now());
        forwarding.story(ticket, "cadre.overdue", Map.of("from", from));
        new Telling(ledger).tell(ticket, "told.overdue", Map.of());
    }

    /** At the top: its own is told again on each working day. */
    private void stay(Ticket ticket) {
        ticket.overdueAgain(
                ledger.house().deadlines().nextWorkingDay(ledger.now().plusMillis(1)));
        if (ticket.hold() != Ticket.Hold.ASKED) {
            forwarding.tell(ticket, "cadre.red.top");
        }
    }
}

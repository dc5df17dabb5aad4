package org.huiyin.bot.conversation;

import java.util.Map;
import java.util.Optional;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.routing.Routing;
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
        above(ticket).ifPresentOrElse(holder -> climb(ticket, holder), () -> stay(ticket));
    }

    /** Which clock of which level, for whoever counts. */
    private static String limit(Ticket ticket) {
        return (ticket.state() == Ticket.State.OPEN ? "FIRST_REPLY " : "RESOLUTION ") + ticket.level();
    }

    /** Nobody of the line may see what is kept from it. */
    private Optional<Holder> above(Ticket ticket) {
        if (ledger.directory().departmentOf(ticket.holderId()).isPresent()) {
            return Optional.of(Routing.first(ledger.directory().desk(), new Concerned(ledger).by(ticket)));
        }
        boolean kept = ticket.confidential() || ticket.hold() != null;
        return kept
                ? Optional.empty()
                : Routing.climb(forwarding.above(ticket), ticket.holderCadreId(), ticket.holderId());
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

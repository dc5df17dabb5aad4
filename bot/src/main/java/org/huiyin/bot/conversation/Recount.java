package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.Map;
import org.huiyin.bot.clock.Deadlines.Due;
import org.huiyin.bot.ticket.Ticket;

/** A calendar was published: what was due provisionally is counted anew, with a trace; a date that was told becomes later only, and that is told. */
final class Recount {
    private final Ledger ledger;

    Recount(Ledger ledger) {
        this.ledger = ledger;
    }

    void run(Said.Recounted said) {
        Ticket ticket = ledger.ticket(said.ticketId()).orElseThrow();
        Due reply = ticket.due();
        Due solve = ticket.resolution();
        if (!solve.provisional()) {
            return;
        }
        ticket.recount(ledger.house().deadlines());
        if (ticket.resolution().equals(solve)) {
            return;
        }
        String detail = reply.at() + " " + ticket.due().at() + " " + solve.at() + " "
                + ticket.resolution().at();
        ledger.record(ticket, "RECOUNTED", "SYSTEM", null, detail, null);
        tell(ticket, reply.at());
    }

    private void tell(Ticket ticket, Instant told) {
        boolean later = ticket.due().at().isAfter(told);
        if (later && ticket.hold() != Ticket.Hold.ASKED) {
            new Telling(ledger).tell(ticket, "told.recounted", Map.of());
            new Forwarding(ledger).inform(ticket, "cadre.recounted");
        }
    }
}

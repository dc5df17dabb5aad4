package org.huiyin.bot.conversation;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.ticket.Ticket;

/** Whom what is kept from the line must not reach: everybody of the line below the desk, and whoever is named in it. */
final class Concerned {
    private final Ledger ledger;

    Concerned(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Nobody, where it is kept from nobody. */
    Set<Long> by(Ticket ticket) {
        Set<Long> concerned = new HashSet<>();
        if (!ticket.confidential()) {
            return concerned;
        }
        var line = new Forwarding(ledger).line(ticket);
        line.stream()
                .filter(holder -> !holder.isDesk())
                .forEach(holder -> holder.official().map(Official::cadreId).ifPresent(concerned::add));
        ledger.story(ticket).stream()
                .map(row -> row.body())
                .filter(Objects::nonNull)
                .forEach(body -> concerned.addAll(
                        ledger.house().recusal().look(body, line).named()));
        return concerned;
    }
}

package org.huiyin.bot.conversation;

import java.util.Map;
import java.util.Optional;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.bot.ticket.Ticket;

/** 延期 3 要等配件: the holder asks for more time, once, before the day and with a reason, which the villager is told. */
final class Extension {
    private final Desk desk;
    private final Ledger ledger;

    Extension(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
    }

    void of(Ticket ticket, String text) {
        Deadlines deadlines = ledger.house().deadlines();
        int most = deadlines.longestExtension(ticket.kind(), ticket.pressing(), ticket.level());
        Optional<Orders.Days> wish = Orders.Days.in(text);
        if (!ticket.open() || ticket.state() == Ticket.State.RESOLVED) {
            desk.say("cadre.extend.over", ticket, Map.of());
        } else if (!desk.holds(ticket)) {
            desk.say("cadre.extend.holder", ticket, Map.of());
        } else if (ledger.story(ticket).stream().anyMatch(row -> row.kind().equals("EXTENDED"))) {
            desk.say("cadre.extend.once", ticket, Map.of());
        } else if (!ticket.resolution().at().isAfter(ledger.now())) {
            desk.say("cadre.extend.late", ticket, Map.of());
        } else if (wish.filter(days -> days.count() >= 1 && days.count() <= most)
                .filter(days -> !days.words().isBlank())
                .isEmpty()) {
            desk.say("cadre.extend.how", ticket, Map.of("most", Integer.toString(most)));
        } else {
            extend(ticket, wish.get().count(), wish.get().words());
        }
    }

    private void extend(Ticket ticket, int days, String reason) {
        String before = ticket.resolution().at().toString();
        ticket.extend(ledger.house().deadlines(), days);
        String detail = days + " " + before + " " + ticket.resolution().at();
        ledger.record(ticket, "EXTENDED", "CADRE", desk.cadreId, detail, reason);
        Telling telling = new Telling(ledger);
        telling.villager(ticket.subject())
                .ifPresent(to -> telling.tell(
                        ticket,
                        "told.extended",
                        Map.of(
                                "who", desk.ownName(),
                                "reason", reason,
                                "until", desk.labels.due(ticket.resolution(), ledger.voice(to)))));
        desk.say("cadre.extended", ticket, Map.of("until", desk.labels.due(ticket.resolution(), desk.voice)));
    }
}

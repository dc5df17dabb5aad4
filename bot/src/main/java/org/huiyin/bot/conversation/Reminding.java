package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.bot.ticket.Ticket.Hold;

/** 催办: whoever waits for the holder may remind him, at most once in half a day for each ticket, whoever it is that reminds. */
final class Reminding {
    private static final Set<String> KINDS = Set.of("REMINDED", "YELLOW");

    private final Ledger ledger;

    Reminding(Ledger ledger) {
        this.ledger = ledger;
    }

    void byOfficial(Desk desk, Ticket ticket) {
        if (!ticket.open() || ticket.state() == Ticket.State.RESOLVED) {
            desk.say("cadre.remind.over", ticket, Map.of());
        } else if (desk.holds(ticket)) {
            desk.say("cadre.remind.self", ticket, Map.of("due", desk.labels.due(ticket.due(), desk.voice)));
        } else if (remind(ticket, "CADRE", desk.cadreId)) {
            desk.say("cadre.remind.done", ticket, Map.of("holder", desk.labels.holder(ticket, desk.voice)));
        } else {
            desk.say("cadre.remind.already", ticket, Map.of("holder", desk.labels.holder(ticket, desk.voice)));
        }
    }

    /** About the ticket of that code, or the one that waits the longest. */
    void byVillager(Speaker speaker, String rest) {
        Optional<Codes.Leading> code = Codes.leading(rest).filter(Codes.Leading::right);
        List<Ticket> waiting = speaker.open().stream()
                .filter(t -> t.state() != Ticket.State.RESOLVED)
                .filter(t -> code.isEmpty() || t.code().equals(code.get().code()))
                .toList();
        if (waiting.isEmpty()) {
            speaker.reply("status.none");
            return;
        }
        Ticket ticket = waiting.stream()
                .min((a, b) -> a.due().at().compareTo(b.due().at()))
                .map(Ticket::id)
                .flatMap(ledger::ticket)
                .orElseThrow();
        if (ticket.hold() == Hold.ASKED) {
            speaker.acknowledge(ticket, "ack.kept");
            return;
        }
        boolean reminded = remind(ticket, "VILLAGER", speaker.sender.id());
        speaker.acknowledge(ticket, reminded ? "ack.reminded" : "ack.reminded.already");
    }

    /** Whether the holder has been reminded in this half day, by whomever, a yellow card included. */
    boolean isLately(Ticket ticket) {
        Instant since = ledger.house().deadlines().halfDay(ledger.now());
        return ledger.story(ticket).stream()
                .anyMatch(row -> KINDS.contains(row.kind()) && !row.at().isBefore(since));
    }

    private boolean remind(Ticket ticket, String actor, long actorId) {
        boolean already = isLately(ticket);
        if (!already) {
            ledger.record(ticket, "REMINDED", actor, actorId, "", null);
            new Forwarding(ledger).tell(ticket, "cadre.reminded");
        }
        return !already;
    }
}

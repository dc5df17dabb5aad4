package org.huiyin.bot.conversation;

import java.util.List;
import java.util.Map;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.QuestionRow;

/** What it means that nobody answered. */
final class SilenceTalk {
    private final Ledger ledger;

    SilenceTalk(Ledger ledger) {
        this.ledger = ledger;
    }

    void run(Said.Silence silence) {
        QuestionRow question = ledger.questionById(silence.questionId()).orElse(null);
        Long ticketId = question == null ? null : question.ticketId();
        if (question == null || ticketId == null || question.expiresAt().isAfter(ledger.now())) {
            return;
        }
        ledger.end(question);
        Ticket ticket = ledger.ticket(ticketId).orElseThrow();
        if (question.kind().equals(Topic.ABOUT.name()) && ticket.hold() == Ticket.Hold.ASKED) {
            new Matters(ledger, silence).confirmComplaint(ticket, silence);
        } else if (question.kind().equals(Topic.SOLVED.name()) && ticket.state() == Ticket.State.RESOLVED) {
            unanswered(silence, ticket);
        }
    }

    /** Silence is consent only where the question is known to have arrived; else the holder asks in person. */
    private void unanswered(Said.Silence silence, Ticket ticket) {
        if (!ledger.know(new Query.Proved(ticket.id()))) {
            ledger.record(ticket, "UNREACHED", "SYSTEM", null, "", null);
            new Forwarding(ledger).tell(ticket, "cadre.unreached");
            return;
        }
        ticket.closed(ledger.now(), "SILENT");
        ledger.record(ticket, "CLOSED", "SYSTEM", null, "SILENT", null);
        Texts.Voice voice = ledger.voice(ledger.address(silence.addressId()));
        ledger.reply(silence, List.of(voice.say("solved.silent", Map.of("code", ticket.code()))), ticket);
    }
}

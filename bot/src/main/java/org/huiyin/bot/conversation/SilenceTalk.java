package org.huiyin.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.HistoryRow;
import org.huiyin.db.ticket.QuestionRow;

/** What it means that nobody answered. */
final class SilenceTalk {
    /** An answer that comes late, to a question that perhaps came late, still counts. */
    private static final Duration LATE_ANSWER = Duration.ofDays(30);

    private final Ledger ledger;

    SilenceTalk(Ledger ledger) {
        this.ledger = ledger;
    }

    void run(Said.Silence silence) {
        QuestionRow question =
                ledger.questionById(silence.addressId(), silence.questionId()).orElse(null);
        Long ticketId = question == null ? null : question.ticketId();
        if (question == null || ticketId == null || question.expiresAt().isAfter(ledger.now())) {
            return;
        }
        ledger.end(question);
        Ticket ticket = ledger.ticket(ticketId).orElseThrow();
        boolean asked = ticket.hold() == Ticket.Hold.ASKED;
        Topic topic = Topic.valueOf(question.kind());
        if (topic == Topic.ABOUT && asked) {
            new Complaints(new Speaker(ledger, silence)).confirm(ticket);
        } else if (topic == Topic.WHO_FOR && asked) {
            nobodySaysForWhom(new Speaker(ledger, silence), ticket);
        } else if (topic == Topic.SOLVED && ticket.state() == Ticket.State.RESOLVED) {
            unanswered(silence, ticket);
        }
    }

    private void nobodySaysForWhom(Speaker speaker, Ticket ticket) {
        Matters matters = new Matters(speaker);
        if (matters.suspicious(ticket)) {
            new Complaints(speaker).confirm(ticket);
        } else {
            matters.toDesk(ticket);
        }
    }

    /** Silence is consent only where the question is known to have arrived; else the holder asks in person. */
    private void unanswered(Said.Silence silence, Ticket ticket) {
        List<HistoryRow> story = ledger.story(ticket);
        int resolved = last(story, "RESOLVED");
        boolean proved = ledger.know(new Query.Proved(ticket.id(), resolved));
        boolean told = last(story, "UNREACHED") > resolved;
        if (!proved && !told) {
            ledger.record(ticket, "UNREACHED", "SYSTEM", null, "", null);
            ledger.ask(silence.addressId(), Topic.SOLVED, ticket, null, LATE_ANSWER, true);
            new Forwarding(ledger).tell(ticket, "cadre.unreached");
            return;
        }
        String as = proved ? "SILENT" : "UNREACHED";
        ticket.closed(ledger.now(), as);
        ledger.record(ticket, "CLOSED", "SYSTEM", null, as, null);
        new Contest(ledger).offer(ticket);
        if (!proved) {
            new Forwarding(ledger).inform(ticket, "cadre.closed.unreached");
        }
        new Telling(ledger).tell(ticket, proved ? "solved.silent" : "solved.unreached", Map.of());
    }

    private static int last(List<HistoryRow> story, String kind) {
        return story.stream()
                .filter(row -> row.kind().equals(kind))
                .mapToInt(HistoryRow::seq)
                .max()
                .orElse(0);
    }
}

package org.huiyin.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.HistoryRow;
import org.huiyin.db.ticket.Publications;
import org.huiyin.db.ticket.QuestionRow;

/** A matter that ended without the villager's yes can be contested: by silence, unreached, or declined. */
final class Contest {
    /** What came late still counts that long. */
    private static final Duration OPEN = Duration.ofDays(30);

    private final Ledger ledger;

    Contest(Ledger ledger) {
        this.ledger = ledger;
    }

    void offer(Ticket ticket) {
        Long address = ticket.subject().addressId();
        if (address != null) {
            ledger.endAbout(address, Topic.SOLVED, ticket);
            Instant read = new Telling(ledger).quiet(ticket, ledger.now(), "");
            ledger.askLater(address, Topic.CONTEST, ticket, read, read.plus(OPEN), false);
        }
    }

    /** Whether the text says that it is not solved after all, or that it is. */
    boolean answered(Speaker speaker, QuestionRow question, String text, Utterance heard) {
        Words words = ledger.house().words();
        Ticket ticket =
                ledger.ticket(Objects.requireNonNull(question.ticketId())).orElseThrow();
        boolean no = words.exactly("no", text) || words.exactly("solved.no", text);
        boolean yes = words.exactly("yes", text) || words.exactly("solved.yes", text);
        boolean stillNot =
                words.anywhere("still-not", text) && !speaker.look(text).mustAsk();
        if (ticket.open() || !(yes || no || stillNot)) {
            return false;
        }
        ledger.end(question);
        if (yes) {
            ledger.record(ticket, "FEEDBACK", "VILLAGER", speaker.sender.id(), "YES", null);
            speaker.reply(ticket, "ack.thanks");
        } else {
            reopen(speaker, ticket, no ? Optional.empty() : Optional.of(heard));
        }
        return true;
    }

    private void reopen(Speaker speaker, Ticket ticket, Optional<Utterance> more) {
        Holder next = next(ticket);
        ledger.record(ticket, "REOPENED", "VILLAGER", speaker.sender.id(), "NO", null);
        ticket.reopened(true);
        ticket.pass(next, ledger.house().deadlines(), ledger.now());
        ledger.publish(new Publications.Withdrawn(ticket.id()));
        ledger.endAbout(speaker.sender.id(), Topic.CONSENT, ticket);
        more.ifPresent(words -> speaker.record(ticket, words));
        speaker.forwarding.story(ticket, "cadre.contested", Map.of());
        speaker.reply(ticket, "solved.no");
    }

    /** Whoever had it, if he still is there; what was declined, and what is kept from the line, goes to the desk. */
    private Holder next(Ticket ticket) {
        Optional<HistoryRow> end = ledger.story(ticket).stream()
                .filter(row -> row.kind().equals("CLOSED"))
                .reduce((a, b) -> b);
        boolean desk = ticket.confidential()
                || ticket.anonymous()
                || end.filter(row -> row.detail().equals("DECLINED")).isPresent();
        return desk ? Routing.first(ledger.directory().desk(), new Concerned(ledger).by(ticket)) : again(ticket);
    }

    /** At his level; at the second "no" the level above. */
    private Holder again(Ticket ticket) {
        Forwarding forwarding = new Forwarding(ledger);
        Optional<Holder> above =
                ticket.redone() + 1 < SolvedTalk.CLIMBS_AT ? Optional.empty() : forwarding.higher(ticket);
        return above.or(() -> ledger.directory()
                        .departmentOf(ticket.ownDutyId())
                        .flatMap(department -> Routing.available(department.seats(), Set.of())))
                .orElseGet(() -> Routing.above(forwarding.line(ticket), ticket.level() - 1, Set.of()));
    }
}

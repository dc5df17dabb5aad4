package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.adapters.channel.Outbound.Option;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Subject;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.address.AddressRow;
import org.jspecify.annotations.Nullable;

/** What an official does with a ticket, once it is certain which one is meant. */
final class TicketWork {
    private final Desk desk;
    private final Ledger ledger;
    private final Telling telling;

    TicketWork(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
        this.telling = new Telling(desk.ledger);
    }

    void note(Ticket ticket, Utterance heard) {
        ledger.record(ticket, "NOTE", "CADRE", desk.cadreId, Details.attachment(heard), heard.body());
        desk.say("cadre.noted", ticket, Map.of());
    }

    /** His words go to the villager unchanged, after the time to take them back. */
    void answer(Ticket ticket, Utterance heard) {
        if (!ticket.open()) {
            desk.say("cadre.closed", ticket, Map.of());
            return;
        }
        // Who helps may say something too; the clock goes on until the holder has.
        boolean holder = desk.holds(ticket);
        String what = holder ? "ANSWERED" : "ASSISTED";
        int seq = ledger.record(ticket, what, "CADRE", desk.cadreId, Details.attachment(heard), heard.body());
        if (holder) {
            ticket.answered(ledger.now());
        }
        Optional<AddressRow> to = villager(ticket.subject());
        if (to.isEmpty()) {
            desk.say("cadre.no-address", ticket, Map.of());
            return;
        }
        Instant when = leaves(ticket, heard.words());
        Texts.Voice theirs = ledger.voice(to.get());
        Draft draft = Draft.words(theirs.say("from.cadre", fromCadre(ticket, heard.body(), theirs)))
                .cut(heard.body(), beginning -> theirs.say("from.cadre.more", fromCadre(ticket, beginning, theirs)))
                .notice("answer", Map.of("code", ticket.code(), "text", heard.body()));
        post(Purpose.ANSWER, ticket, seq, to.get(), Forwarding.whole(draft, heard, theirs), when);
        echo(night(when) ? "cadre.echo.night" : "cadre.echo", ticket, when);
    }

    void resolve(Ticket ticket, Utterance heard) {
        if (!heard.hasWords()) {
            desk.say("cadre.resolve.what", ticket, Map.of());
            return;
        }
        if (!ticket.open() || !desk.holds(ticket)) {
            desk.notHolder(ticket);
            return;
        }
        ledger.foreseeAsking(ticket);
        int seq = ledger.record(ticket, "RESOLVED", "CADRE", desk.cadreId, Details.attachment(heard), heard.body());
        ticket.resolved(ledger.now());
        desk.forwarding.informAssistants(ticket, "cadre.assist.resolved");
        Optional<AddressRow> to = villager(ticket.subject());
        if (to.isEmpty()) {
            // Nobody can be asked, and nothing may wait for ever: it ends, and is counted, as one whose villager was
            // not reached.
            ledger.record(ticket, "UNREACHED", "SYSTEM", null, "", null);
            ticket.closed(ledger.now(), "UNREACHED");
            ledger.record(ticket, "CLOSED", "SYSTEM", null, "UNREACHED", null);
            desk.say("cadre.resolved.unreached", ticket, Map.of());
            return;
        }
        Instant when = leaves(ticket, heard.words());
        askSolved(ticket, seq, heard, to.get(), when);
        echo(night(when) ? "cadre.echo.resolved.night" : "cadre.echo.resolved", ticket, when);
    }

    private void askSolved(Ticket ticket, int seq, Utterance heard, AddressRow to, Instant when) {
        Texts.Voice theirs = ledger.voice(to);
        Draft draft = Draft.words(theirs.say("ask.solved", fromCadre(ticket, heard.body(), theirs)))
                .card(
                        ticket.code(),
                        theirs.say("ask.solved.title", Map.of("code", ticket.code())),
                        List.of(
                                new Option("1", theirs.say("button.yes")),
                                new Option("2", theirs.say("button.no")),
                                new Option("3", theirs.say("button.partly"))))
                .notice("resolved", Map.of("code", ticket.code(), "text", heard.body()));
        post(Purpose.RESOLVED, ticket, seq, to, Forwarding.whole(draft, heard, theirs), when);
        ledger.endAbout(to.id(), Topic.SOLVED, ticket);
        ledger.askLater(
                to.id(),
                Topic.SOLVED,
                ticket,
                when,
                ledger.house()
                        .deadlines()
                        .confirmation(ticket.kind(), when, ticket.pressing())
                        .at());
    }

    private void post(Purpose purpose, Ticket ticket, int seq, AddressRow to, Draft draft, Instant when) {
        Letter letter = Letter.to(to.id(), purpose, draft, ledger.now())
                .about(ticket, seq)
                .from(desk.sender.id(), true)
                .at(when);
        ledger.send(letter, to.channel());
    }

    private Map<String, String> fromCadre(Ticket ticket, String text, Texts.Voice theirs) {
        return Map.of(
                "code", ticket.code(),
                "who", desk.ownName(),
                "text", text,
                "holder", desk.labels.holder(ticket, theirs));
    }

    void escalate(Ticket ticket, Utterance heard) {
        if (!heard.hasWords()) {
            desk.say("cadre.escalate.why", ticket, Map.of());
            return;
        }
        if (!ticket.open() || !desk.holds(ticket)) {
            desk.notHolder(ticket);
            return;
        }
        if (ticket.state() == Ticket.State.MERGED) {
            desk.say("cadre.merged", ticket, Map.of());
            return;
        }
        Optional<Holder> above = desk.forwarding.higher(ticket);
        if (above.isEmpty()) {
            desk.say("cadre.escalate.top", ticket, Map.of());
            return;
        }
        if (Judgement.isDue(ledger, ticket)) {
            // Passing it up, and why, is what this level makes of it.
            String detail = ticket.level() + " UP";
            ledger.record(ticket, "JUDGED", "CADRE", desk.cadreId, detail, heard.body());
        }
        int seq = ledger.record(ticket, "ESCALATED", "CADRE", desk.cadreId, Details.attachment(heard), heard.body());
        telling.unask(ticket);
        ticket.pass(above.get(), ledger.house().deadlines(), ledger.now());
        desk.forwarding.story(ticket, "cadre.escalated", Map.of("from", desk.ownName(), "reason", heard.body()));
        desk.forwarding.attachment(ticket, seq, heard);
        tell(ticket, "told.climbed", Map.of("from", desk.ownName(), "reason", heard.body()));
        desk.say("cadre.escalate.done", ticket, Map.of("holder", desk.labels.holder(ticket, desk.voice)));
    }

    /** Takes back what row {@code seq} of its history said. */
    void undone(Ticket ticket, int seq) {
        Retraction before = Retraction.of(ledger.story(ticket), seq);
        ticket.unanswered(before.state(), before.firstAnswer(), before.resolvedAt());
        if (saidSince(ticket, seq)) {
            // Those words wanted another answer to one that was never given: what runs is what ran before.
            ticket.askedAgain(ledger.house().deadlines(), before.askedAt());
        }
        ledger.record(ticket, "UNDONE", "CADRE", desk.cadreId, Integer.toString(seq), null);
        villager(ticket.subject()).ifPresent(to -> askAsBefore(ticket, to, before.resolvedAt()));
        desk.say("cadre.undone", ticket, Map.of());
    }

    private boolean saidSince(Ticket ticket, int seq) {
        return ledger.story(ticket).stream()
                .anyMatch(row -> row.seq() > seq
                        && row.kind().equals("SAID")
                        && row.actor().equals("VILLAGER"));
    }

    /** Whoever was asked before whether it is solved may still answer that; the question that was taken back is none. */
    private void askAsBefore(Ticket ticket, AddressRow to, @Nullable Instant resolvedAt) {
        ledger.endAbout(to.id(), Topic.SOLVED, ticket);
        if (resolvedAt != null) {
            Instant until = ledger.house()
                    .deadlines()
                    .confirmation(ticket.kind(), resolvedAt, ticket.pressing())
                    .at();
            ledger.askLater(to.id(), Topic.SOLVED, ticket, ledger.now(), until);
        }
    }

    // ------------------------------------------------------------------------------------------------------------------- sending

    /** Tells the villager what became of his matter; false when there is no way to. */
    boolean tell(Ticket ticket, String key, Map<String, String> more) {
        return telling.tell(ticket, key, more);
    }

    private Optional<AddressRow> villager(Subject subject) {
        return telling.villager(subject);
    }

    /** Whether the person has asked for no notices: then only what he asked himself is answered. */
    boolean optedOut(Subject subject) {
        return villager(subject).filter(address -> !address.notices()).isPresent();
    }

    private Instant leaves(Ticket ticket, String text) {
        Instant undoable = ledger.now().plusSeconds(ledger.house().undoSeconds());
        return telling.quiet(ticket, undoable, text);
    }

    private boolean night(Instant when) {
        return when.isAfter(ledger.now().plusSeconds(ledger.house().undoSeconds()));
    }

    private void echo(String key, Ticket ticket, Instant when) {
        desk.say(
                key,
                ticket,
                Map.of(
                        "at", desk.labels.moment(when, desk.voice),
                        "seconds", Integer.toString(ledger.house().undoSeconds())));
    }
}

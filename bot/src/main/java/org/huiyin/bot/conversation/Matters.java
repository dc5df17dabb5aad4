package org.huiyin.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Recusal.Suspicion;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.bot.ticket.Ticket.Hold;
import org.huiyin.bot.ticket.Ticket.Urgency;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.QuestionRow;

/** What becomes of a villager's matter: appended or opened, held or forwarded, and acknowledged. */
final class Matters {
    /** More words within this time belong to the same ticket. */
    private static final Duration APPEND_WITHIN = Duration.ofDays(1);
    /** Nobody who writes should wait longer for anybody to read it only because we do not know for whom he speaks. */
    private static final Duration WHO_WITHIN = Duration.ofMinutes(30);

    /** So long after the last word of a complaint the next may still be part of it. */
    private static final Duration STILL_COMPLAINING = Duration.ofHours(1);

    private final Speaker speaker;
    private final Ledger ledger;
    private final Complaints complaints;

    Matters(Speaker speaker) {
        this.speaker = speaker;
        this.ledger = speaker.ledger;
        this.complaints = new Complaints(speaker);
    }

    /** Takes a matter in: appended to the ticket of the last 24 hours unless {@code another} is wanted. */
    void take(Utterance heard, boolean another) {
        Optional<Ticket> target = another ? Optional.empty() : appendable();
        if (target.isPresent()) {
            append(target.get(), heard);
        } else {
            open(heard);
        }
    }

    private Optional<Ticket> appendable() {
        Instant since = ledger.now().minus(APPEND_WITHIN);
        return ledger.ticketsOf(speaker.sender.id()).stream()
                .filter(t -> t.open() && t.spokenAt().isAfter(since))
                .findFirst();
    }

    /** The same, but none that is kept from the line: what is not secret must not be hidden there. */
    Optional<Ticket> appendableInTheOpen() {
        return appendable().filter(t -> !kept(t) && !t.anonymous() && t.state() != Ticket.State.RESOLVED);
    }

    private void open(Utterance heard) {
        List<KnownPerson> people = speaker.byRoute();
        if (people.isEmpty()) {
            unbound(heard);
        } else if (people.size() > 1) {
            Ticket ticket = speaker.open(heard, speaker.subject(), complaints.unconcerned(List.of(heard.body())));
            speaker.record(ticket, heard);
            askForWhom(ticket);
        } else {
            openFor(heard, people.get(0));
        }
    }

    private void openFor(Utterance heard, KnownPerson person) {
        List<Holder> line = ledger.directory().line(person.household());
        Suspicion suspicion = speaker.look(heard.body());
        if (suspicion.mustAsk()) {
            complaints.askAbout(heard, speaker.subject(person));
            return;
        }
        Holder holder = Routing.first(line, Set.of());
        Ticket ticket = speaker.open(heard, speaker.subject(person), holder);
        ticket.received(holder);
        int seq = speaker.record(ticket, heard);
        speaker.forwarding.utterance(ticket, seq, heard, true);
        speaker.forwarded(ticket, "ack.first");
    }

    /** More words to a ticket. A complaint is never appended to what officials see: it opens a ticket of its own. */
    void append(Ticket ticket, Utterance heard) {
        Suspicion suspicion = speaker.look(heard.body());
        if (!kept(ticket) && (suspicion.mustAsk() || perhapsOfAComplaint(ticket))) {
            complaints.askAbout(heard, ticket.subject());
        } else if (ticket.confidential() && suspicion.named().contains(ticket.holderCadreId())) {
            // About the very official at the desk who has the first: he must not see it there.
            complaints.complaint(heard);
        } else {
            appendTo(ticket, heard);
        }
    }

    /** Whether officials of the line must not see it. */
    private static boolean kept(Ticket ticket) {
        return ticket.confidential() || ticket.hold() == Hold.ASKED;
    }

    /**
     * The villager was just complaining when an official began something with him: his next words, which say nothing, may belong to the one or
     * the other.
     */
    private boolean perhapsOfAComplaint(Ticket ticket) {
        Instant lately = ledger.now().minus(STILL_COMPLAINING);
        boolean complaining = ledger.ticketsOf(speaker.sender.id()).stream()
                .anyMatch(t -> t.open() && kept(t) && t.spokenAt().isAfter(lately));
        return complaining
                && ledger.story(ticket).stream()
                        .noneMatch(
                                row -> row.kind().equals("SAID") && row.actor().equals("VILLAGER"));
    }

    private void appendTo(Ticket ticket, Utterance heard) {
        if (ledger.house().words().begins("urgent", heard.words())) {
            press(ticket, Urgency.URGENT);
        }
        int seq = speaker.record(ticket, heard);
        if (ticket.hold() == Hold.ASKED) {
            speaker.acknowledge(ticket, "ack.kept");
            return;
        }
        speaker.forwarding.utterance(ticket, seq, heard, false);
        boolean merged = ticket.state() == Ticket.State.MERGED;
        speaker.forwarded(
                ticket, merged ? "ack.append.merged" : ticket.confidential() ? "ack.append.secret" : "ack.append");
    }

    /** What waits for the morning goes now. */
    void press(Ticket ticket, Urgency urgency) {
        ticket.press(urgency, ledger.house().deadlines(), ledger.now());
        if (ticket.hold() != Hold.ASKED) {
            speaker.forwarding.hasten(ticket);
        }
    }

    /** Nobody knows the sender: the county desk has it until he says who he is. */
    void unbound(Utterance heard) {
        if (speaker.look(heard.body()).mustAsk()) {
            complaints.askAbout(heard, speaker.subject());
            return;
        }
        Ticket ticket = speaker.open(heard, speaker.subject(), desk());
        ticket.hold(Hold.UNBOUND);
        int seq = speaker.record(ticket, heard);
        speaker.forwarding.utterance(ticket, seq, heard, true);
        speaker.acknowledge(ticket, "ack.unbound");
        new ProofTalk(ledger, speaker.said).askOnce();
    }

    private Holder desk() {
        return Routing.first(ledger.directory().desk(), Set.of());
    }

    // --------------------------------------------------------------------------------------------------------------
    // for whom is it

    /** Kept from everybody until he says for whom he speaks; after half an hour the desk reads it. */
    void askForWhom(Ticket ticket) {
        ticket.hold(Hold.ASKED);
        ledger.record(ticket, "ASKED", "SYSTEM", null, "WHO_FOR", null);
        offer(ticket, speaker.byRoute(), 0);
    }

    private void offer(Ticket ticket, List<KnownPerson> people, int from) {
        Kept kept = Kept.verb("WHO").showing(from + Choices.MOST);
        ledger.ask(speaker.sender.id(), Topic.WHO_FOR, ticket, kept.json(), WHO_WITHIN, true);
        String choices = Choices.list(people, from, KnownPerson::name, speaker.voice);
        String text = speaker.voice.say("ask.who", Map.of("code", ticket.code(), "choices", choices));
        speaker.welcome(List.of(text), ticket);
    }

    /** Whether the text says for whom. */
    boolean saysForWhom(QuestionRow question, String text) {
        Long ticketId = question.ticketId();
        Ticket ticket = ledger.ticket(ticketId == null ? -1 : ticketId).orElse(null);
        List<KnownPerson> people = speaker.byRoute();
        if (ticket == null) {
            return false;
        }
        if (ledger.house().words().command(Set.of("more"), text).isPresent()) {
            int shown = Kept.parse(question.payload()).shown();
            offer(ticket, people, shown < people.size() ? shown : 0);
            return true;
        }
        Optional<KnownPerson> person = Choices.pick(people, text, KnownPerson::name);
        person.ifPresent(p -> {
            ledger.end(question);
            if (route(ticket, p)) {
                speaker.forwarded(ticket, "ack.first");
            }
        });
        return person.isPresent();
    }

    /** Nobody said for whom: the desk finds out. */
    void toDesk(Ticket ticket) {
        ticket.hold(null);
        ledger.record(ticket, "ROUTED", "SYSTEM", null, "SILENCE", null);
        speaker.forwarding.story(ticket, "cadre.forward", Map.of());
        speaker.acknowledge(ticket, "ack.desk");
    }

    /**
     * Brings a ticket, with all that was said on it, on the way of a person that is now known.
     *
     * @return false when it may be about an official, and he has been asked about that first
     */
    boolean route(Ticket ticket, KnownPerson person) {
        ticket.identify(speaker.subject(person));
        if (suspicious(ticket)) {
            complaints.ask(ticket);
            return false;
        }
        if (ledger.directory().departmentOf(ticket.ownDutyId()).isPresent()) {
            // The desk has given it to a department, which is at work on it: it learns whose it is, and keeps it.
            ticket.hold(null);
            ledger.record(ticket, "IDENTIFIED", "VILLAGER", speaker.sender.id(), "", null);
            speaker.forwarding.inform(ticket, "cadre.identified");
            return true;
        }
        release(ticket, "KNOWN");
        return true;
    }

    /** Whether anything said on it may be about an official. */
    boolean suspicious(Ticket ticket) {
        return speaker.texts(ticket).stream()
                .anyMatch(text -> speaker.look(text).mustAsk());
    }

    /** It is not about an official: on to the cadre, with everything said so far. */
    void release(Ticket ticket, String why) {
        boolean known = ticket.subject().householdId() != null;
        Holder holder = Routing.first(speaker.forwarding.line(ticket), Set.of());
        ticket.hold(known ? null : Hold.UNBOUND);
        ticket.give(holder, ledger.house().deadlines(), ledger.now());
        if (known) {
            ticket.received(holder);
        }
        ledger.record(ticket, "ROUTED", "VILLAGER", speaker.sender.id(), why, null);
        speaker.forwarding.story(ticket, "cadre.forward", Map.of());
    }
}

package org.huiyin.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.ticket.Subject;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.bot.ticket.Ticket.Hold;

/** What may be or is about an official: held before anybody of the line sees it, asked about, and taken past them. */
final class Complaints {
    /** Silence on "is it about your cadre?" means yes after this. */
    private static final Duration ABOUT_WITHIN = Duration.ofMinutes(30);

    private final Speaker speaker;
    private final Ledger ledger;

    Complaints(Speaker speaker) {
        this.speaker = speaker;
        this.ledger = speaker.ledger;
    }

    /** Holds it where nobody sees it and asks, before anything reaches anybody. */
    void askAbout(Utterance heard, Subject subject) {
        Ticket ticket = speaker.open(heard, subject, unconcerned(List.of(heard.body())));
        ticket.hold(Hold.ASKED);
        speaker.record(ticket, heard);
        ask(ticket);
    }

    /** Asks about a ticket that is there already, and holds it meanwhile. */
    void ask(Ticket ticket) {
        ticket.hold(Hold.ASKED);
        ticket.give(unconcerned(speaker.texts(ticket)), ledger.house().deadlines(), ledger.now());
        ledger.record(ticket, "ASKED", "SYSTEM", null, "ABOUT", null);
        ledger.ask(speaker.sender.id(), Topic.ABOUT, ticket, null, ABOUT_WITHIN, true);
        Holder otherwise = Routing.first(speaker.forwarding.line(ticket), Set.of());
        String text = speaker.voice.say(
                "ask.about", Map.of("code", ticket.code(), "holder", speaker.labels.holder(otherwise, speaker.voice)));
        speaker.welcome(List.of(text), ticket);
    }

    /** It is a complaint, in so many words: straight past the line. */
    void complaint(Utterance heard) {
        Ticket ticket = speaker.open(heard, speaker.subject(), Routing.seat(speaker.line()));
        speaker.record(ticket, heard);
        confirm(ticket);
    }

    /** The villager says, or does not deny, that it is about an official: confidential, to somebody at the desk who is not concerned. */
    void confirm(Ticket ticket) {
        boolean silent = speaker.said instanceof Said.Silence;
        ticket.hold(null);
        ticket.makeConfidential();
        ticket.give(unconcerned(speaker.texts(ticket)), ledger.house().deadlines(), ledger.now());
        new Concerned(ledger).note(ticket, speaker.concerned(speaker.texts(ticket)));
        ledger.record(
                ticket,
                "COMPLAINT",
                silent ? "SYSTEM" : "VILLAGER",
                speaker.sender.id(),
                silent ? "SILENCE" : "",
                null);
        speaker.forwarding.story(ticket, "cadre.forward", Map.of());
        speaker.acknowledge(ticket, "ack.complaint");
    }

    /** Somebody at the desk who is neither of the line nor named in any of the texts; its own seat if there is nobody. */
    Holder unconcerned(List<String> texts) {
        return Routing.above(speaker.line(), Holder.DESK - 1, speaker.concerned(texts));
    }
}

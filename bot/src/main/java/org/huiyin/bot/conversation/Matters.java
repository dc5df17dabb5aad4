package org.huiyin.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.routing.Recusal.Suspicion;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.bot.ticket.Ticket.Hold;
import org.huiyin.bot.ticket.Ticket.Urgency;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.registry.KnownPerson;

/** What becomes of a villager's matter: appended or opened, held or forwarded, and acknowledged. */
final class Matters {
    /** More words within this time belong to the same ticket. */
    private static final Duration APPEND_WITHIN = Duration.ofDays(1);
    /** Silence on "is it about your cadre?" means yes after this. */
    private static final Duration ABOUT_WITHIN = Duration.ofMinutes(30);

    private final Ledger ledger;
    private final Said said;
    private final AddressRow sender;
    private final Texts.Voice voice;
    private final Forwarding forwarding;
    private final Labels labels;

    Matters(Ledger ledger, Said said) {
        this.ledger = ledger;
        this.said = said;
        this.sender = ledger.address(said.addressId());
        this.voice = ledger.voice(sender);
        this.forwarding = new Forwarding(ledger);
        this.labels = new Labels(ledger);
    }

    /** The ticket spoken on last, closed ones included. */
    Optional<Ticket> latest() {
        return ledger.ticketsOf(sender.id()).stream().findFirst();
    }

    boolean mine(Ticket ticket) {
        return Objects.equals(ticket.subject().addressId(), sender.id());
    }

    /** People the sender speaks for, one for each different route. */
    List<KnownPerson> peopleByRoute() {
        List<KnownPerson> people = new ArrayList<>();
        Set<Object> routes = new HashSet<>();
        for (KnownPerson person : ledger.bound(sender.id())) {
            Long cadre = person.household().linkCadreId();
            if (routes.add(cadre == null ? "grid " + person.household().gridId() : cadre)) {
                people.add(person);
            }
        }
        return people;
    }

    // -------------------------------------------------------------------------------------------------------------------- taking

    /** Takes a matter in: appended to the ticket of the last 24 hours unless {@code another} is wanted. */
    void take(Utterance heard, boolean another) {
        Optional<Ticket> target = another ? Optional.empty() : appendable();
        List<KnownPerson> people = peopleByRoute();
        if (target.isPresent()) {
            append(target.get(), heard);
        } else if (people.isEmpty()) {
            unbound(heard);
        } else if (people.size() > 1) {
            ledger.ask(
                    sender.id(),
                    Topic.WHO_FOR,
                    null,
                    Kept.words("TAKE", heard, List.of()).json(),
                    VillagerTalk.QUESTION_LIFE,
                    false);
            String choices = Choices.list(people, 0, KnownPerson::name);
            ledger.reply(said, List.of(voice.say("ask.who", Map.of("choices", choices))), null);
        } else {
            takeFor(heard, people.get(0), another);
        }
    }

    private Optional<Ticket> appendable() {
        Instant since = ledger.now().minus(APPEND_WITHIN);
        return ledger.ticketsOf(sender.id()).stream()
                .filter(t -> t.open() && t.spokenAt().isAfter(since))
                .findFirst();
    }

    /** Opens a ticket for a person, unless the text may be about an official: then it is held and asked about. */
    void takeFor(Utterance heard, KnownPerson person, boolean another) {
        List<Holder> line = ledger.directory().line(person.household());
        Suspicion suspicion = ledger.house().recusal().look(heard.words(), line);
        if (suspicion.mustAsk()) {
            askAbout(heard, subject(person), line, suspicion);
            return;
        }
        Holder holder = Routing.first(line, Set.of());
        Ticket ticket = opened(heard, subject(person), holder);
        ticket.received(holder);
        int seq = heardOn(ticket, heard);
        forwarding.utterance(ticket, seq, heard, true);
        acknowledge(ticket, forwarding.earliest(ticket).isAfter(ledger.now()) ? "ack.night" : "ack.first");
    }

    private void append(Ticket ticket, Utterance heard) {
        boolean hidden = ticket.confidential() || ticket.hold() == Hold.ASKED;
        Suspicion suspicion = ledger.house().recusal().look(heard.words(), forwarding.line(ticket));
        if (suspicion.mustAsk() && !hidden && ticket.hold() != Hold.UNBOUND) {
            askAbout(heard, ticket.subject(), forwarding.line(ticket), suspicion);
            return;
        }
        if (ledger.house().words().begins("urgent", heard.words())) {
            press(ticket, Urgency.URGENT);
        }
        int seq = heardOn(ticket, heard);
        ticket.spoken(ledger.now());
        if (ticket.hold() == Hold.ASKED) {
            acknowledge(ticket, "ack.kept");
            return;
        }
        forwarding.utterance(ticket, seq, heard, false);
        acknowledge(ticket, forwarding.earliest(ticket).isAfter(ledger.now()) ? "ack.append.night" : "ack.append");
    }

    private Ticket opened(Utterance heard, Ticket.Subject subject, Holder holder) {
        Urgency urgency = ledger.house().words().begins("urgent", heard.words()) ? Urgency.URGENT : Urgency.NORMAL;
        Ticket ticket = ledger.open(kind(heard.words()), urgency, subject, holder);
        ledger.record(ticket, "OPENED", "VILLAGER", sender.id(), sender.channel(), null);
        return ticket;
    }

    private int heardOn(Ticket ticket, Utterance heard) {
        return ledger.record(ticket, "SAID", "VILLAGER", sender.id(), Details.attachment(heard), heard.body());
    }

    private String kind(String text) {
        return List.of("PRAISE", "SUGGESTION", "REPORT", "INQUIRY").stream()
                .filter(kind -> ledger.house().words().anywhere("kinds." + kind, text))
                .findFirst()
                .orElse("HELP");
    }

    private Ticket.Subject subject(KnownPerson person) {
        return new Ticket.Subject(
                sender.id(),
                person.household().id(),
                person.villagerId(),
                person.name(),
                person.household().place(),
                person.household().gridId());
    }

    private Ticket.Subject unknown() {
        return new Ticket.Subject(sender.id(), null, null, null, null, null);
    }

    /** Nobody knows the sender: the county desk has it until he says who he is. */
    private void unbound(Utterance heard) {
        Holder desk = Routing.first(ledger.directory().desk(), Set.of());
        Ticket ticket = opened(heard, unknown(), desk);
        ticket.hold(Hold.UNBOUND);
        int seq = heardOn(ticket, heard);
        forwarding.utterance(ticket, seq, heard, true);
        acknowledge(ticket, "ack.unbound");
        new ProofTalk(ledger, said).askOnce();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // complaints

    /** Holds it at the desk and asks, before anything reaches anybody of the line. */
    private void askAbout(Utterance heard, Ticket.Subject subject, List<Holder> line, Suspicion suspicion) {
        Holder desk = Routing.above(line, Holder.DESK - 1, suspicion.named());
        Ticket ticket = opened(heard, subject, desk);
        ticket.hold(Hold.ASKED);
        heardOn(ticket, heard);
        ledger.ask(sender.id(), Topic.ABOUT, ticket, null, ABOUT_WITHIN, true);
        Holder cadre = Routing.first(line, Set.of());
        welcome(
                List.of(voice.say("ask.about", Map.of("code", ticket.code(), "holder", labels.holder(cadre, voice)))),
                ticket);
    }

    /** It is a complaint, in so many words: straight past the line. */
    void complaint(Utterance heard) {
        List<KnownPerson> people = ledger.bound(sender.id());
        Ticket.Subject subject = people.isEmpty() ? unknown() : subject(people.get(0));
        List<Holder> line = people.isEmpty()
                ? ledger.directory().desk()
                : ledger.directory().line(people.get(0).household());
        Ticket ticket = opened(heard, subject, Routing.seat(line));
        heardOn(ticket, heard);
        confirmComplaint(ticket, said);
    }

    /** The villager says, or does not deny, that it is about an official: confidential, to somebody at the desk who is not concerned. */
    void confirmComplaint(Ticket ticket, Said cause) {
        ticket.hold(null);
        ticket.makeConfidential();
        ticket.give(Routing.above(forwarding.line(ticket), Holder.DESK - 1, concerned(ticket)));
        boolean silent = cause instanceof Said.Silence;
        ledger.record(ticket, "COMPLAINT", silent ? "SYSTEM" : "VILLAGER", sender.id(), silent ? "SILENCE" : "", null);
        forwarding.story(ticket, "cadre.forward", Map.of());
        acknowledge(ticket, "ack.complaint");
    }

    /** Everybody of the line below the desk, and whoever is named anywhere in it. */
    private Set<Long> concerned(Ticket ticket) {
        Set<Long> concerned = new HashSet<>();
        List<Holder> line = forwarding.line(ticket);
        line.stream()
                .filter(holder -> !holder.isDesk())
                .forEach(h -> h.official().map(Official::cadreId).ifPresent(concerned::add));
        ledger.story(ticket).stream()
                .map(row -> row.body())
                .filter(Objects::nonNull)
                .forEach(text -> concerned.addAll(
                        ledger.house().recusal().look(text, line).named()));
        return concerned;
    }

    /** It is not about an official: on to the cadre, with everything said so far. */
    void release(Ticket ticket) {
        Holder holder = Routing.first(forwarding.line(ticket), Set.of());
        ticket.hold(null);
        ticket.give(holder);
        ticket.received(holder);
        ledger.record(ticket, "ROUTED", "VILLAGER", sender.id(), "NOT_ABOUT_CADRE", null);
        forwarding.story(ticket, "cadre.forward", Map.of());
        acknowledge(ticket, "ack.released");
    }

    // --------------------------------------------------------------------------------------------------------------------- others

    void danger(Utterance heard) {
        List<KnownPerson> people = ledger.bound(sender.id());
        Ticket.Subject subject = people.isEmpty() ? unknown() : subject(people.get(0));
        List<Holder> line = people.isEmpty()
                ? ledger.directory().desk()
                : ledger.directory().line(people.get(0).household());
        Suspicion suspicion = ledger.house().recusal().look(heard.words(), line);
        Set<Long> concerned = new HashSet<>(suspicion.named());
        if (suspicion.complaint() || suspicion.titled()) {
            line.stream()
                    .filter(h -> !h.isDesk())
                    .forEach(h -> h.official().map(Official::cadreId).ifPresent(concerned::add));
        }
        Optional<Ticket> target = concerned.isEmpty() ? appendable() : Optional.empty();
        Ticket ticket = target.orElseGet(() -> opened(heard, subject, Routing.first(line, concerned)));
        press(ticket, Urgency.DANGER);
        int seq = heardOn(ticket, heard);
        ticket.spoken(ledger.now());
        if (concerned.isEmpty()) {
            ticket.received(Routing.first(line, concerned));
        } else {
            ticket.makeConfidential();
        }
        forwarding.alert(ticket, seq, heard, concerned);
        acknowledge(ticket, "ack.danger");
    }

    private void press(Ticket ticket, Urgency urgency) {
        ticket.press(urgency, ledger.house().deadlines().firstReply(ledger.now(), true));
        forwarding.hasten(ticket);
    }

    /** "急" alone: what waits for the morning goes now. */
    void hasten(Ticket ticket) {
        press(ticket, Urgency.URGENT);
        ledger.record(ticket, "URGENT", "VILLAGER", sender.id(), "", null);
        acknowledge(ticket, "ack.urgent");
    }

    void thanked(Ticket ticket, Utterance heard) {
        if (ticket.open()) {
            ledger.record(ticket, "THANKED", "VILLAGER", sender.id(), "", heard.body());
        }
        ledger.reply(said, List.of(voice.say("ack.thanks")), ticket);
    }

    void callMe(Utterance rest) {
        Optional<Ticket> latest = latest().filter(Ticket::open);
        if (latest.isEmpty() || rest.hasWords()) {
            request(rest.hasWords() ? rest : Utterance.words(voice.say("body.call-me")), "CALL_ME", "ack.call");
            return;
        }
        Ticket ticket = latest.get();
        ledger.record(ticket, "CALL_ME", "VILLAGER", sender.id(), "", null);
        if (ticket.hold() != Hold.ASKED) {
            forwarding.tell(ticket, "cadre.call-me");
        }
        acknowledge(ticket, "ack.call");
    }

    /** A request of its own kind: a call, an escort. It is a ticket like any other, and looked through like any other. */
    void request(Utterance heard, String what, String acknowledgement) {
        List<KnownPerson> people = ledger.bound(sender.id());
        if (people.isEmpty()) {
            unbound(heard);
            return;
        }
        List<Holder> line = ledger.directory().line(people.get(0).household());
        Suspicion suspicion = ledger.house().recusal().look(heard.words(), line);
        if (suspicion.mustAsk()) {
            askAbout(heard, subject(people.get(0)), line, suspicion);
            return;
        }
        Holder holder = Routing.first(line, Set.of());
        Ticket ticket = opened(heard, subject(people.get(0)), holder);
        ticket.received(holder);
        int seq = heardOn(ticket, heard);
        ledger.record(ticket, what, "VILLAGER", sender.id(), "", null);
        forwarding.utterance(ticket, seq, heard, true);
        acknowledge(ticket, acknowledgement);
    }

    /** Past everybody, to a person at the county desk. */
    void toDesk(Utterance heard, String acknowledgement) {
        List<KnownPerson> people = ledger.bound(sender.id());
        Ticket.Subject subject = people.isEmpty() ? unknown() : subject(people.get(0));
        Ticket ticket = opened(heard, subject, Routing.first(ledger.directory().desk(), Set.of()));
        int seq = heardOn(ticket, heard);
        forwarding.utterance(ticket, seq, heard, true);
        acknowledge(ticket, acknowledgement);
    }

    private void acknowledge(Ticket ticket, String key) {
        Map<String, String> values = Map.of(
                "code", ticket.code(),
                "holder", labels.holder(ticket, voice),
                "due", labels.due(ticket.due(), voice),
                "at", labels.moment(forwarding.earliest(ticket), voice));
        welcome(List.of(voice.say(key, values)), ticket);
    }

    /** Replies, and says once what is kept, who sees it and how to leave. */
    private void welcome(List<String> texts, Ticket ticket) {
        List<String> all = new ArrayList<>(texts);
        AddressRow now = ledger.address(sender.id());
        if (!now.welcomed()) {
            ledger.change(Addressed.welcomed(now));
            all.add(voice.say("welcome"));
        }
        ledger.reply(said, all, ticket);
    }
}

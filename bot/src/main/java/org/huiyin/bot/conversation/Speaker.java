package org.huiyin.bot.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.routing.Recusal.Suspicion;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Subject;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.bot.ticket.Ticket.Urgency;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.registry.KnownPerson;

/** The villager who speaks: for whom, under whose eyes, and how he is answered. What every rule about villagers needs. */
final class Speaker {
    final Ledger ledger;
    final Said.OfSomebody said;
    final AddressRow sender;
    final Texts.Voice voice;
    final Labels labels;
    final Forwarding forwarding;

    Speaker(Ledger ledger, Said.OfSomebody said) {
        this.ledger = ledger;
        this.said = said;
        this.sender = ledger.address(said.addressId());
        this.voice = ledger.voice(sender);
        this.labels = new Labels(ledger);
        this.forwarding = new Forwarding(ledger);
    }

    // ----------------------------------------------------------------------------------------------------------------
    // who speaks

    List<KnownPerson> people() {
        return ledger.bound(sender.id());
    }

    /** People the sender speaks for, one for each different route. */
    List<KnownPerson> byRoute() {
        List<KnownPerson> people = new ArrayList<>();
        Set<String> routes = new HashSet<>();
        for (KnownPerson person : people()) {
            if (routes.add(
                    person.household().linkCadreId() + "|" + person.household().gridId())) {
                people.add(person);
            }
        }
        return people;
    }

    Subject subject(KnownPerson person) {
        return new Subject(
                sender.id(),
                person.household().id(),
                person.villagerId(),
                person.name(),
                person.household().place(),
                person.household().gridId());
    }

    /** The first person the sender speaks for, or nobody known. */
    Subject subject() {
        return people().stream()
                .findFirst()
                .map(this::subject)
                .orElseGet(() -> new Subject(sender.id(), null, null, null, null, null));
    }

    boolean mine(Ticket ticket) {
        return Objects.equals(ticket.subject().addressId(), sender.id());
    }

    /** The ticket spoken on last, closed ones included. */
    Optional<Ticket> latest() {
        return ledger.ticketsOf(sender.id()).stream().findFirst();
    }

    // ------------------------------------------------------------------------------------------------------------ whom
    // it is under

    /** The line of everybody the sender speaks for: whoever may hold one of his tickets. The desk alone when nobody knows him. */
    List<Holder> line() {
        List<Holder> line = new ArrayList<>();
        byRoute().forEach(person -> line.addAll(ledger.directory().line(person.household())));
        return line.isEmpty() ? ledger.directory().desk() : line;
    }

    Suspicion look(String text) {
        return ledger.house().recusal().look(text, line());
    }

    /** Everybody of the line below the desk, and whoever of it is named in one of the texts. */
    Set<Long> concerned(List<String> texts) {
        Set<Long> concerned = new HashSet<>();
        line().stream()
                .filter(holder -> !holder.isDesk())
                .forEach(holder -> holder.official().map(Official::cadreId).ifPresent(concerned::add));
        List<Holder> all = ledger.directory().withDepartments(line());
        texts.forEach(text ->
                concerned.addAll(ledger.house().recusal().look(text, all).named()));
        return concerned;
    }

    /** His open tickets: those of this address, and those of the people it is proved to be, whatever address they are under. */
    List<Ticket> open() {
        Map<Long, Ticket> open = new LinkedHashMap<>();
        ledger.ticketsOf(sender.id()).stream().filter(Ticket::open).forEach(ticket -> open.put(ticket.id(), ticket));
        List<Long> proved = people().stream()
                .filter(person -> "PHONE".equals(person.strength()))
                .map(KnownPerson::villagerId)
                .filter(Objects::nonNull)
                .toList();
        if (!proved.isEmpty()) {
            ledger.know(new Query.ByVillager(proved))
                    .forEach(row -> open.computeIfAbsent(row.id(), id -> Ticket.read(row)));
        }
        return List.copyOf(open.values());
    }

    List<String> texts(Ticket ticket) {
        return ledger.story(ticket).stream()
                .filter(row -> !row.kind().equals("RECUSED"))
                .map(row -> row.body())
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
    }

    // ------------------------------------------------------------------------------------------------------------------- tickets

    Ticket open(Utterance heard, Subject subject, Holder holder) {
        Urgency urgency = ledger.house().words().begins("urgent", heard.words()) ? Urgency.URGENT : Urgency.NORMAL;
        Ticket ticket = ledger.open(kind(heard.words()), urgency, subject, holder);
        ticket.classify(ledger.house().subjects().of(heard.words()));
        ledger.record(ticket, "OPENED", "VILLAGER", sender.id(), sender.channel(), null);
        return ticket;
    }

    private String kind(String text) {
        return List.of("PRAISE", "SUGGESTION", "REPORT", "INQUIRY").stream()
                .filter(kind -> ledger.house().words().anywhere("kinds." + kind, text))
                .findFirst()
                .orElse("HELP");
    }

    /** New words on a ticket that had its answer start its clock anew. */
    int record(Ticket ticket, Utterance heard) {
        if (ticket.state() == Ticket.State.ANSWERED) {
            ticket.askedAgain(ledger.house().deadlines(), ledger.now());
        }
        ticket.spoken(ledger.now());
        return ledger.record(ticket, "SAID", "VILLAGER", sender.id(), Details.attachment(heard), heard.body());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // answering

    String say(Ticket ticket, String key) {
        Map<String, String> values = new HashMap<>();
        values.put("code", ticket.code());
        values.put("holder", labels.holder(ticket, voice));
        values.put("due", labels.due(ticket.due(), voice));
        values.put("at", labels.moment(forwarding.earliest(ticket), voice));
        return voice.say(key, values);
    }

    void reply(Ticket ticket, String key) {
        ledger.reply(said, List.of(say(ticket, key)), ticket);
    }

    void reply(String key) {
        ledger.reply(said, List.of(voice.say(key)), null);
    }

    void acknowledge(Ticket ticket, String key) {
        welcome(List.of(say(ticket, key)), ticket);
    }

    /** By day as {@code key} says, at night as {@code key.night}: that it waits for the morning. */
    void forwarded(Ticket ticket, String key) {
        boolean linked = people().stream()
                .anyMatch(person -> Objects.equals(person.household().linkCadreId(), ticket.holderCadreId()));
        String whom = key.equals("ack.first") && !linked ? "ack.first.instead" : key;
        acknowledge(ticket, forwarding.earliest(ticket).isAfter(ledger.now()) ? key + ".night" : whom);
    }

    /** Replies, and says once what is kept, who sees it and how to leave. */
    void welcome(List<String> texts, Ticket ticket) {
        List<String> all = new ArrayList<>(texts);
        AddressRow now = ledger.address(sender.id());
        if (!now.welcomed()) {
            ledger.change(Addressed.welcomed(now));
            all.add(voice.say("welcome"));
        }
        ledger.reply(said, all, ticket);
    }
}

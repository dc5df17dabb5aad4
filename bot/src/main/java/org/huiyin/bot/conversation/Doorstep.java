package org.huiyin.bot.conversation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.registry.Names;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.ticket.Subject;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.registry.KnownHousehold;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.QuestionRow;
import org.jspecify.annotations.Nullable;

/** What an official begins himself, with one of his households by name: {@code 登记 村 姓名 事情}, {@code 联系 姓名 内容}. */
final class Doorstep {
    private final Desk desk;
    private final Ledger ledger;
    private final TicketWork work;

    Doorstep(Desk desk, TicketWork work) {
        this.desk = desk;
        this.ledger = desk.ledger;
        this.work = work;
    }

    /**
     * Someone is named, with the village or without.
     *
     * @return true: a line that begins so is never for a villager who is not named
     */
    boolean named(String verb, Utterance heard) {
        List<String> parts = Arrays.asList(heard.words().strip().split("[\\s,，:：]+", 3));
        boolean village =
                parts.size() >= 2 && ledger.directory().gridNamed(parts.get(0)).isPresent();
        String name = parts.get(village ? 1 : 0);
        Utterance what = heard.saying(after(heard.words(), village ? parts.subList(0, 2) : parts.subList(0, 1)));
        if (name.isEmpty() || what.isEmpty()) {
            desk.say(verb.equals("REGISTER") ? "cadre.register.how" : "cadre.contact.how", Map.of());
            return true;
        }
        List<KnownPerson> people = people(name, village ? parts.get(0) : null);
        if (people.isEmpty()) {
            desk.say("cadre.named.none", Map.of("name", name));
        } else if (people.size() == 1) {
            forPerson(verb, people.get(0), what);
        } else {
            String asked = village ? parts.get(0) + " " + name : name;
            ask(Kept.words(verb, what, List.of(), null).of(asked), name, people, 0);
        }
        return true;
    }

    /** What follows some words, as it was typed. */
    private static String after(String text, List<String> words) {
        int at = 0;
        for (String word : words) {
            at = text.indexOf(word, at) + word.length();
        }
        return text.substring(at).replaceFirst("^[\\s,，:：]+", "");
    }

    private List<KnownPerson> people(String name, @Nullable String village) {
        return ledger.know(new Query.Named(desk.cadreId, Names.canonical(name))).stream()
                .filter(p -> village == null || inGrid(p.household(), village))
                .toList();
    }

    private boolean inGrid(KnownHousehold household, String name) {
        return ledger.directory()
                .grid(household.gridId())
                .filter(g -> g.name().equals(name))
                .isPresent();
    }

    // ---------------------------------------------------------------------------------------------------------- which
    // of that name

    private void ask(Kept kept, String name, List<KnownPerson> people, int from) {
        Kept shown = kept.showing(from + Choices.MOST);
        ledger.ask(desk.sender.id(), Topic.PERSON, null, shown.json(), VillagerTalk.QUESTION_LIFE, false);
        String choices = Choices.list(people, from, p -> p.name() + "·" + desk.labels.place(p.household()), desk.voice);
        desk.say(
                "cadre.named.many", Map.of("count", Integer.toString(people.size()), "name", name, "choices", choices));
    }

    /** Whether the text chooses one of those that were asked about, or asks for more of them. */
    boolean chosen(QuestionRow question, String text) {
        Kept kept = Kept.parse(question.payload());
        List<String> asked = List.of(String.valueOf(kept.code()).split(" ", 2));
        String name = asked.get(asked.size() - 1);
        List<KnownPerson> people = people(name, asked.size() == 2 ? asked.get(0) : null);
        if (ledger.house().words().command(Set.of("more"), text).isPresent()) {
            ask(kept, name, people, kept.shown() < people.size() ? kept.shown() : 0);
            return true;
        }
        Optional<KnownPerson> person = Choices.pick(people, text, p -> desk.labels.place(p.household()));
        person.ifPresent(p -> {
            ledger.end(question);
            forPerson(kept.verb(), p, kept.utterance());
        });
        return person.isPresent();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // once it is clear

    private void forPerson(@Nullable String verb, KnownPerson person, Utterance what) {
        Long link = person.household().linkId();
        Holder self = new Holder(link == null ? -1 : link, ledger.directory().official(desk.cadreId), 0);
        Subject subject = new Subject(
                person.addressId(),
                person.household().id(),
                person.villagerId(),
                person.name(),
                person.household().place(),
                person.household().gridId());
        boolean contact = "CONTACT".equals(verb);
        if (contact && work.optedOut(subject)) {
            desk.say("cadre.opted-out", Map.of("who", person.name()));
            return;
        }
        Ticket ticket = ledger.open("HELP", Ticket.Urgency.NORMAL, subject, self);
        ticket.received(self);
        ticket.classify(ledger.house().subjects().of(what.words()));
        ledger.record(ticket, "OPENED", "CADRE", desk.cadreId, verb == null ? "" : verb, null);
        if (contact) {
            work.answer(ticket, what);
            return;
        }
        ledger.record(ticket, "SAID", "CADRE", desk.cadreId, Details.attachment(what), what.body());
        boolean told = !work.optedOut(subject)
                && work.tell(ticket, "told.registered", Map.of("who", desk.ownName(), "text", what.body()));
        desk.say(
                told ? "cadre.registered" : "cadre.registered.untold",
                ticket,
                Map.of("due", desk.labels.due(ticket.due(), desk.voice)));
    }
}

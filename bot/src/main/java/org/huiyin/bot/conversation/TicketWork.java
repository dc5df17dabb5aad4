package org.huiyin.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.adapters.channel.Outbound.Option;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.registry.Names;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.registry.KnownHousehold;
import org.huiyin.db.registry.KnownPerson;
import org.jspecify.annotations.Nullable;

/** What an official does with a ticket, once it is certain which one is meant. */
final class TicketWork {
    /** A villager who wrote this lately is awake, and may be answered at night. */
    private static final Duration AWAKE = Duration.ofHours(1);

    private final Ledger ledger;

    private final Said.Spoke said;
    private final long cadreId;
    private final AddressRow sender;
    private final Texts.Voice voice;
    private final Labels labels;
    private final Forwarding forwarding;

    TicketWork(Ledger ledger, Said.Spoke said, long cadreId) {
        this.ledger = ledger;
        this.said = said;
        this.cadreId = cadreId;
        this.sender = ledger.address(said.addressId());
        this.voice = ledger.voice(sender);
        this.labels = new Labels(ledger);
        this.forwarding = new Forwarding(ledger);
    }

    void note(Ticket ticket, Utterance heard) {
        ledger.record(ticket, "NOTE", "CADRE", cadreId, Details.attachment(heard), heard.body());
        echo("cadre.noted", ticket, Map.of());
    }

    /** His words go to the villager unchanged, after the time to take them back. */
    void answer(Ticket ticket, Utterance heard) {
        if (!ticket.open()) {
            echo("cadre.closed", ticket, Map.of());
            return;
        }
        int seq = ledger.record(ticket, "ANSWERED", "CADRE", cadreId, Details.attachment(heard), heard.body());
        ticket.answered(ledger.now());
        Optional<AddressRow> to = villager(ticket);
        if (to.isEmpty()) {
            echo("cadre.no-address", ticket, Map.of());
            return;
        }
        Instant when = leaves(ticket, heard.words());
        Texts.Voice theirs = ledger.voice(to.get());
        Draft draft = Draft.words(theirs.say("from.cadre", fromCadre(ticket, heard, theirs)))
                .notice("answer", Map.of("code", ticket.code(), "text", heard.body()));
        Draft whole = heard.attached().map(a -> draft.media(a.id(), a.kind())).orElse(draft);
        ledger.sendTo(
                to.get(),
                Letter.to(to.get().id(), Purpose.ANSWER, whole, ledger.now())
                        .about(ticket, seq)
                        .from(sender.id(), true)
                        .at(when));
        echo(night(when) ? "cadre.echo.night" : "cadre.echo", ticket, Map.of("at", labels.moment(when, voice)));
    }

    void resolve(Ticket ticket, Utterance heard) {
        if (!heard.hasWords()) {
            echo("cadre.resolve.what", ticket, Map.of());
            return;
        }
        if (!ticket.open()) {
            echo("cadre.closed", ticket, Map.of());
            return;
        }
        int seq = ledger.record(ticket, "RESOLVED", "CADRE", cadreId, Details.attachment(heard), heard.body());
        ticket.resolved(ledger.now());
        Optional<AddressRow> to = villager(ticket);
        if (to.isEmpty()) {
            echo("cadre.no-address", ticket, Map.of());
            return;
        }
        Instant when = leaves(ticket, heard.words());
        askSolved(ticket, seq, heard, to.get(), when);
        echo("cadre.echo.resolved", ticket, Map.of());
    }

    private void askSolved(Ticket ticket, int seq, Utterance heard, AddressRow to, Instant when) {
        Texts.Voice theirs = ledger.voice(to);
        Draft draft = Draft.words(theirs.say("ask.solved", fromCadre(ticket, heard, theirs)))
                .card(
                        ticket.code(),
                        theirs.say("ask.solved.again", Map.of("code", ticket.code())),
                        List.of(
                                new Option("1", theirs.say("button.yes")),
                                new Option("2", theirs.say("button.no")),
                                new Option("3", theirs.say("button.partly"))))
                .notice("resolved", Map.of("code", ticket.code(), "text", heard.body()));
        Draft whole = heard.attached().map(a -> draft.media(a.id(), a.kind())).orElse(draft);
        ledger.sendTo(
                to,
                Letter.to(to.id(), Purpose.RESOLVED, whole, ledger.now())
                        .about(ticket, seq)
                        .from(sender.id(), true)
                        .at(when));
        Duration window = Duration.between(
                ledger.now(), ledger.house().deadlines().confirmation(when).at());
        ledger.ask(to.id(), Topic.SOLVED, ticket, null, window, true);
    }

    private Map<String, String> fromCadre(Ticket ticket, Utterance heard, Texts.Voice theirs) {
        Map<String, String> values = new HashMap<>();
        values.put("code", ticket.code());
        values.put(
                "who", ledger.directory().official(cadreId).map(Official::name).orElse(""));
        values.put("text", heard.body());
        values.put("holder", labels.holder(ticket, theirs));
        return values;
    }

    void escalate(Ticket ticket, Utterance heard) {
        if (!heard.hasWords()) {
            echo("cadre.escalate.why", ticket, Map.of());
            return;
        }
        List<Holder> line = forwarding.line(ticket);
        int step = SolvedTalk.step(line, ticket);
        if (step >= Holder.DESK) {
            echo("cadre.escalate.top", ticket, Map.of());
            return;
        }
        ledger.record(ticket, "ESCALATED", "CADRE", cadreId, Integer.toString(step), heard.body());
        ticket.give(Routing.above(line, step, Set.of(cadreId)));
        ticket.renewDue(ledger.house().deadlines().firstReply(ledger.now(), ticket.pressing()));
        String from = ledger.directory().official(cadreId).map(Official::name).orElse("");
        forwarding.story(ticket, "cadre.escalated", Map.of("from", from, "reason", heard.body()));
        tellVillager(ticket, "told.climbed", Map.of("from", from));
        echo("cadre.escalate.done", ticket, Map.of("holder", labels.holder(ticket, voice)));
    }

    private void tellVillager(Ticket ticket, String key, Map<String, String> more) {
        villager(ticket).ifPresent(to -> {
            Texts.Voice theirs = ledger.voice(to);
            Map<String, String> values = new HashMap<>(more);
            values.put("code", ticket.code());
            values.put("holder", labels.holder(ticket, theirs));
            values.put("due", labels.due(ticket.due(), theirs));
            Letter letter = Letter.to(to.id(), Purpose.NOTICE, Draft.words(theirs.say(key, values)), ledger.now())
                    .about(ticket, null)
                    .at(quiet(ticket, ledger.now(), ""));
            ledger.sendTo(to, letter);
        });
    }

    void full(Ticket ticket) {
        List<String> texts = ledger.story(ticket).stream()
                .filter(row -> row.kind().equals("SAID") && row.body() != null)
                .map(row -> String.valueOf(row.body()))
                .toList();
        ledger.reply(said, List.of(String.join("\n", texts)), ticket);
    }

    void undone(Ticket ticket, Instant answeredAt) {
        ticket.unanswered(answeredAt);
        ledger.record(ticket, "UNDONE", "CADRE", cadreId, "", null);
        Long villager = ticket.subject().addressId();
        if (villager != null) {
            ledger.endAbout(villager, Topic.SOLVED, ticket);
        }
        echo("cadre.undone", ticket, Map.of());
    }

    // ------------------------------------------------------------------------------------------------------- people by
    // their names

    /** {@code 登记 村 姓名 事情} and {@code 联系 姓名 内容}: the village may be left out. */
    void named(String verb, String rest, Utterance heard) {
        List<String> parts = Arrays.asList(rest.strip().split("\\s+", 3));
        boolean village =
                parts.size() == 3 && ledger.directory().gridNamed(parts.get(0)).isPresent();
        String name = village ? parts.get(1) : parts.get(0);
        String text = village
                ? parts.get(2)
                : rest.strip()
                        .substring(Math.min(rest.strip().length(), name.length()))
                        .strip();
        if (name.isEmpty() || (text.isEmpty() && heard.attached().isEmpty())) {
            say(verb.equals("REGISTER") ? "cadre.register.how" : "cadre.contact.how", Map.of());
            return;
        }
        String canonical = Names.canonical(name);
        List<KnownPerson> people = ledger.know(new Query.Named(cadreId, canonical)).stream()
                .filter(p -> !village || inGrid(p.household(), parts.get(0)))
                .toList();
        Utterance what = new Utterance(text, text, heard.attached());
        if (people.isEmpty()) {
            say("cadre.named.none", Map.of("name", name));
        } else if (people.size() == 1) {
            forPerson(verb, people.get(0), what);
        } else {
            Kept kept = Kept.words(verb, what, List.of());
            Kept withName = new Kept(verb, kept.body(), kept.attachment(), kept.kind(), null, 0, canonical);
            ledger.ask(sender.id(), Topic.PERSON, null, withName.json(), VillagerTalk.QUESTION_LIFE, false);
            String choices = Choices.list(people, 0, p -> p.name() + "·" + labels.place(p.household()));
            say("cadre.named.many", Map.of("count", Integer.toString(people.size()), "name", name, "choices", choices));
        }
    }

    private boolean inGrid(KnownHousehold household, String name) {
        return ledger.directory()
                .grid(household.gridId())
                .filter(g -> g.name().equals(name))
                .isPresent();
    }

    void forPerson(@Nullable String verb, KnownPerson person, Utterance what) {
        Long link = person.household().linkId();
        Holder self = new Holder(link == null ? -1 : link, ledger.directory().official(cadreId), 0);
        Ticket.Subject subject = new Ticket.Subject(
                person.addressId(),
                person.household().id(),
                person.villagerId(),
                person.name(),
                person.household().place(),
                person.household().gridId());
        Ticket ticket = ledger.open("HELP", Ticket.Urgency.NORMAL, subject, self);
        ticket.received(self);
        ledger.record(ticket, "OPENED", "CADRE", cadreId, verb == null ? "" : verb, null);
        if ("CONTACT".equals(verb)) {
            answer(ticket, what);
            return;
        }
        ledger.record(ticket, "SAID", "CADRE", cadreId, Details.attachment(what), what.body());
        String who = ledger.directory().official(cadreId).map(Official::name).orElse("");
        tellVillager(ticket, "told.registered", Map.of("who", who, "text", what.body()));
        echo("cadre.registered", ticket, Map.of("due", labels.due(ticket.due(), voice)));
    }

    // -------------------------------------------------------------------------------------------------------------------- sending

    private Optional<AddressRow> villager(Ticket ticket) {
        Long address = ticket.subject().addressId();
        return Optional.ofNullable(address).map(ledger::address);
    }

    private Instant leaves(Ticket ticket, String text) {
        Instant undoable = ledger.now().plusSeconds(ledger.house().undoSeconds());
        return quiet(ticket, undoable, text);
    }

    /** At night words wait for the morning, unless it presses or the villager is awake and talking. */
    private Instant quiet(Ticket ticket, Instant at, String text) {
        boolean awake = ticket.spokenAt().isAfter(ledger.now().minus(AWAKE)) && !ticket.fresh();
        boolean pressing = ticket.pressing() || ledger.house().words().begins("urgent", text);
        Instant end = pressing || awake ? null : ledger.house().quietHours().endAfter(at);
        return end == null ? at : end;
    }

    private boolean night(Instant when) {
        return when.isAfter(ledger.now().plusSeconds(ledger.house().undoSeconds()));
    }

    private void echo(String key, Ticket ticket, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("code", ticket.code());
        values.put("who", labels.name(ticket, voice));
        ledger.reply(said, List.of(voice.say(key, values)), ticket);
    }

    private void say(String key, Map<String, String> values) {
        ledger.reply(said, List.of(voice.say(key, values)), null);
    }
}

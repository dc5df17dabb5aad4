package org.huiyin.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.outbox.Outbox;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.QuestionRow;
import org.jspecify.annotations.Nullable;

/** A cadre's one chat with all his households: finds which ticket his words are for, and never guesses. */
final class CadreTalk {
    private static final Duration AIM_LIFE = Duration.ofMinutes(10);
    private static final int MOST_LISTED = 10;
    private static final Set<String> COMMANDS =
            Set.of("todo", "undo", "households", "help", "register", "contact", "more", "full", "not-yet");
    private static final Set<String> ON_TICKET = Set.of("resolve", "escalate", "not-yet", "full");

    private final Ledger ledger;
    private final Said.Spoke said;
    private final long cadreId;
    private final AddressRow sender;
    private final Texts.Voice voice;
    private final Words words;
    private final Labels labels;
    private final TicketWork work;

    CadreTalk(Ledger ledger, Said.Spoke said, long cadreId) {
        this.ledger = ledger;
        this.said = said;
        this.cadreId = cadreId;
        this.sender = ledger.address(said.addressId());
        this.voice = ledger.voice(sender);
        this.words = ledger.house().words();
        this.labels = new Labels(ledger);
        this.work = new TicketWork(ledger, said, cadreId);
    }

    void run() {
        if (said.press().isPresent()) {
            pressed(said.press().get());
        } else if (said.content().isPresent()) {
            hear(Utterance.of(said.content().get(), ledger, sender.channel(), voice));
        }
    }

    // ------------------------------------------------------------------------------------------------------------------- buttons

    private void pressed(Press press) {
        String code = press.reference().replaceFirst("-.*$", "");
        Optional<Ticket> ticket = visible(code);
        if (ticket.isEmpty()) {
            say("cadre.not-found", Map.of("code", code));
            return;
        }
        String verb = Set.of("reply", "resolve", "escalate").contains(press.key()) ? press.key() : "reply";
        Kept kept = new Kept(verb, null, null, null, List.of(ticket.get().id()), 0, null);
        ledger.ask(sender.id(), Topic.AIM, ticket.get(), kept.json(), AIM_LIFE, false);
        // One aim at a time: the latest press is what the next words are for.
        ledger.questions(sender.id()).stream()
                .filter(q -> q.kind().equals(Topic.AIM.name()) && !ticket.get().equals(ticketOf(q)))
                .forEach(ledger::end);
        say("cadre.aim." + verb, Map.of("code", code, "who", labels.name(ticket.get(), voice)));
    }

    private Ticket ticketOf(QuestionRow question) {
        Long id = question.ticketId();
        return ledger.ticket(id == null ? -1 : id).orElseThrow();
    }

    private Optional<Ticket> visible(String code) {
        return ledger.byCode(code).filter(t -> t.visibleTo(cadreId));
    }

    // --------------------------------------------------------------------------------------------------------------------- words

    private void hear(Utterance heard) {
        Optional<Ticket> quoted = said.quoted().flatMap(ledger::byQuote).filter(t -> t.visibleTo(cadreId));
        Optional<Codes.Leading> code = Codes.leading(heard.words());
        if (quoted.isPresent()) {
            String rest = code.map(Codes.Leading::rest).orElse(heard.words());
            toTicket(quoted.get(), rest, heard);
        } else if (code.isPresent()) {
            coded(code.get(), heard);
        } else if (!chosen(heard) && !commanded(heard)) {
            uncoded(heard);
        }
    }

    private void coded(Codes.Leading code, Utterance heard) {
        Optional<Ticket> ticket = code.right() ? visible(code.code()) : Optional.empty();
        if (ticket.isEmpty()) {
            say("cadre.not-found", Map.of("code", code.code()));
        } else {
            toTicket(ticket.get(), code.rest(), heard);
        }
    }

    /** Words that are certainly for this ticket: a note, a command on it, or an answer. */
    private void toTicket(Ticket ticket, String text, Utterance heard) {
        Utterance rest = new Utterance(text, text.isEmpty() ? heard.body() : text, heard.attached());
        Optional<Words.Command> command = words.command(ON_TICKET, text);
        if (isNote(text)) {
            work.note(ticket, rest);
        } else if (command.isPresent()) {
            onTicket(ticket, command.get(), rest);
        } else {
            work.answer(ticket, rest);
        }
    }

    private void onTicket(Ticket ticket, Words.Command command, Utterance heard) {
        Utterance rest = new Utterance(command.rest(), command.rest(), heard.attached());
        switch (command.name()) {
            case "resolve" -> work.resolve(ticket, rest);
            case "escalate" -> work.escalate(ticket, rest);
            case "full" -> work.full(ticket);
            default -> notYet(heard.words());
        }
    }

    private boolean isNote(String text) {
        return text.startsWith("。") || words.command(Set.of("note"), text).isPresent();
    }

    private void notYet(String text) {
        String word = words.list("commands.not-yet").stream()
                .filter(text::startsWith)
                .findFirst()
                .orElse(text);
        say("cadre.not-yet", Map.of("word", word));
    }

    /** No code, no quote: the button's aim, else the only open ticket, else ask. */
    private void uncoded(Utterance heard) {
        Optional<QuestionRow> aim = ledger.question(sender.id(), Topic.AIM);
        List<Ticket> open = ledger.heldBy(cadreId);
        if (aim.isPresent()) {
            ledger.end(aim.get());
            aimed(ticketOf(aim.get()), Kept.parse(aim.get().payload()).verb(), heard);
        } else if (open.size() == 1) {
            toTicket(open.get(0), heard.words(), heard);
        } else if (open.isEmpty()) {
            say("cadre.which.none", Map.of());
        } else {
            which("ANSWER", heard, open);
        }
    }

    private void aimed(Ticket ticket, @Nullable String verb, Utterance heard) {
        if (!ticket.visibleTo(cadreId)) {
            say("cadre.not-found", Map.of("code", ticket.code()));
        } else if ("resolve".equals(verb)) {
            work.resolve(ticket, heard);
        } else if ("escalate".equals(verb)) {
            work.escalate(ticket, heard);
        } else {
            toTicket(ticket, heard.words(), heard);
        }
    }

    private void which(String verb, Utterance heard, List<Ticket> open) {
        List<Ticket> latest = open.stream()
                .sorted(Comparator.comparing(Ticket::spokenAt).reversed())
                .toList();
        List<Long> ids = latest.stream().map(Ticket::id).toList();
        ledger.ask(
                sender.id(), Topic.WHICH, null, Kept.words(verb, heard, ids).json(), VillagerTalk.QUESTION_LIFE, false);
        say(
                "cadre.which",
                Map.of("count", Integer.toString(open.size()), "choices", Choices.list(latest, 0, this::candidate)));
    }

    private String candidate(Ticket ticket) {
        return labels.person(ticket, voice) + " #" + ticket.code();
    }

    // ------------------------------------------------------------------------------------------------------------------- choosing

    /** A letter or a name, where one was asked for. */
    private boolean chosen(Utterance heard) {
        Optional<QuestionRow> which = ledger.question(sender.id(), Topic.WHICH);
        Optional<QuestionRow> person = ledger.question(sender.id(), Topic.PERSON);
        return which.filter(q -> whichChosen(q, heard.words())).isPresent()
                || person.filter(q -> personChosen(q, heard.words())).isPresent();
    }

    private boolean whichChosen(QuestionRow question, String text) {
        Kept kept = Kept.parse(question.payload());
        List<Ticket> candidates = kept.meant().stream()
                .flatMap(id -> ledger.ticket(id).stream())
                .filter(t -> t.open() && t.visibleTo(cadreId))
                .toList();
        if (words.command(Set.of("more"), text).isPresent()) {
            ledger.ask(
                    sender.id(),
                    Topic.WHICH,
                    null,
                    kept.showing(kept.shown() + Choices.MOST).json(),
                    VillagerTalk.QUESTION_LIFE,
                    false);
            String choices = Choices.list(candidates, kept.shown(), this::candidate);
            say(choices.isEmpty() ? "cadre.which.none" : "cadre.which.more", Map.of("choices", choices));
            return true;
        }
        int index = Choices.index(text);
        List<Ticket> meant = index >= 0 && index < candidates.size()
                ? List.of(candidates.get(index))
                : candidates.stream()
                        .filter(t -> !t.confidential()
                                && text.strip().equals(t.subject().name()))
                        .toList();
        if (meant.size() != 1) {
            return false;
        }
        ledger.end(question);
        toTicket(meant.get(0), kept.utterance().words(), kept.utterance());
        return true;
    }

    private boolean personChosen(QuestionRow question, String text) {
        Kept kept = Kept.parse(question.payload());
        int index = Choices.index(text);
        String name = kept.code();
        if (index < 0 || name == null) {
            return false;
        }
        List<KnownPerson> people = ledger.know(new Query.Named(cadreId, name));
        if (index >= people.size()) {
            return false;
        }
        ledger.end(question);
        work.forPerson(kept.verb(), people.get(index), kept.utterance());
        return true;
    }

    // ------------------------------------------------------------------------------------------------------------------- commands

    private boolean commanded(Utterance heard) {
        boolean aimed = ledger.question(sender.id(), Topic.AIM).isPresent();
        Optional<Words.Command> command = aimed ? Optional.empty() : words.command(COMMANDS, heard.words());
        return command.map(c -> commanded(c, heard)).orElse(false);
    }

    private boolean commanded(Words.Command command, Utterance heard) {
        switch (command.name()) {
            case "todo" -> todo();
            case "undo" -> undo();
            case "households" -> households();
            case "help" -> say("cadre.help", Map.of());
            case "register" -> work.named("REGISTER", command.rest(), heard);
            case "contact" -> work.named("CONTACT", command.rest(), heard);
            case "full" -> {
                return full(command.rest());
            }
            case "not-yet" -> notYet(heard.words());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean full(String rest) {
        Optional<Ticket> ticket = Codes.leading(rest).flatMap(c -> visible(c.code()));
        ticket.ifPresent(work::full);
        return ticket.isPresent();
    }

    private void todo() {
        List<Ticket> open = ledger.heldBy(cadreId);
        if (open.isEmpty()) {
            say("cadre.todo.none", Map.of());
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(voice.say("cadre.todo.head", Map.of("count", Integer.toString(open.size()))));
        open.stream().limit(MOST_LISTED).forEach(ticket -> lines.add(todoLine(ticket)));
        ledger.reply(said, List.of(String.join("\n", lines)), null);
    }

    private String todoLine(Ticket ticket) {
        boolean late = ticket.state() == Ticket.State.OPEN
                && ledger.now().isAfter(ticket.due().at());
        return voice.say(
                "cadre.todo.line",
                Map.of(
                        "code", ticket.code(),
                        "label", labels.person(ticket, voice),
                        "state", voice.say("state." + ticket.state()),
                        "due", labels.due(ticket.due(), voice),
                        "late", late ? voice.say("cadre.todo.late") : ""));
    }

    private void undo() {
        if (ledger.unsend(sender.id())
                .map(part -> undone(part.ticketId(), said.at()))
                .orElse(false)) {
            return;
        }
        Optional<Outbox.Undone> undone =
                ledger.know(new Query.Undo(sender.id(), said.key().dedupKey()));
        boolean done = undone.map(u -> undone(u.ticketId(), u.createdAt())).orElse(false);
        if (!done) {
            say("cadre.undo.late", Map.of());
        }
    }

    private boolean undone(@Nullable Long ticketId, Instant answeredAt) {
        if (ticketId == null) {
            return false;
        }
        work.undone(ledger.ticket(ticketId).orElseThrow(), answeredAt);
        return true;
    }

    private void households() {
        List<KnownPerson> linked = ledger.know(new Query.Linked(cadreId));
        if (linked.isEmpty()) {
            say("cadre.households.none", Map.of());
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(voice.say("cadre.households.head", Map.of("count", Integer.toString(linked.size()))));
        linked.forEach(p -> lines.add(
                voice.say("cadre.households.line", Map.of("name", p.name(), "place", labels.place(p.household())))));
        ledger.reply(said, List.of(String.join("\n", lines)), null);
    }

    private void say(String key, Map<String, String> values) {
        ledger.reply(said, List.of(voice.say(key, values)), null);
    }
}

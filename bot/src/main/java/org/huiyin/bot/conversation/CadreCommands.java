package org.huiyin.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.texts.Command;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.outbox.Outbox;
import org.huiyin.db.registry.KnownPerson;
import org.jspecify.annotations.Nullable;

/** What an official says to the service itself and not to a villager. */
final class CadreCommands {
    private static final int MOST_LISTED = 10;
    private static final Set<String> ALONE = Set.of("todo", "undo", "households", "help", "more");
    private static final Set<String> WITH_WORDS = Set.of("register", "contact", "full");

    private final Desk desk;
    private final Ledger ledger;
    private final Words words;
    private final TicketWork work;

    CadreCommands(Desk desk, TicketWork work) {
        this.desk = desk;
        this.ledger = desk.ledger;
        this.words = ledger.house().words();
        this.work = work;
    }

    /** Whether it was a command: one of those that stand alone, one with what it needs, or a word that is spoken for. */
    boolean take(Utterance heard) {
        if (reserved(heard.words())) {
            notYet(heard.words());
            return true;
        }
        Optional<Command> alone = words.command(ALONE, heard.words()).filter(Command::alone);
        if (alone.isPresent()) {
            run(alone.get().name());
            return true;
        }
        return words.command(WITH_WORDS, heard.words())
                .filter(command -> withWords(command, heard))
                .isPresent();
    }

    private void run(String name) {
        switch (name) {
            case "undo" -> undo();
            case "households" -> households();
            case "help" -> desk.say("cadre.help", Map.of());
            default -> todo();
        }
    }

    private boolean withWords(Command command, Utterance heard) {
        return switch (command.name()) {
            case "register" -> new Doorstep(desk, work).named("REGISTER", heard.saying(command.rest()));
            case "contact" -> new Doorstep(desk, work).named("CONTACT", heard.saying(command.rest()));
            default -> full(command.rest());
        };
    }

    /** Whether the text begins with a word that is to become a command. */
    boolean reserved(String text) {
        return words.begins("commands.not-yet", text);
    }

    void notYet(String text) {
        desk.say(
                "cadre.not-yet",
                Map.of("word", words.beginning("commands.not-yet", text).orElse("")));
    }

    // ------------------------------------------------------------------------------------------------------------------- reading

    private boolean full(String rest) {
        Optional<Codes.Leading> code = Codes.leading(rest);
        List<Ticket> open = ledger.heldBy(desk.cadreId);
        Optional<Ticket> ticket = code.filter(Codes.Leading::right).flatMap(c -> desk.visible(c.code()));
        if (ticket.isPresent()) {
            full(ticket.get(), code.get().rest());
        } else if (code.isPresent()) {
            desk.say("cadre.not-found", Map.of("code", code.get().code()));
        } else if (rest.isEmpty() && open.size() == 1) {
            full(open.get(0), "");
        } else if (rest.isEmpty()) {
            desk.say("cadre.full.how", Map.of());
        } else {
            return false;
        }
        return true;
    }

    /** Everything the villager has said, a page at a time. */
    void full(Ticket ticket, String page) {
        List<String> texts = ledger.story(ticket).stream()
                .filter(row -> row.kind().equals("SAID") && row.body() != null)
                .map(row -> String.valueOf(row.body()))
                .toList();
        String text = FullText.page(String.join("\n", texts), page, ledger.limits(desk.sender), ticket, desk.voice);
        ledger.reply(desk.said, List.of(text), ticket);
    }

    private void todo() {
        List<Ticket> open = ledger.heldBy(desk.cadreId);
        if (open.isEmpty()) {
            desk.say("cadre.todo.none", Map.of());
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(desk.voice.say("cadre.todo.head", Map.of("count", Integer.toString(open.size()))));
        open.stream().limit(MOST_LISTED).forEach(ticket -> lines.add(todoLine(ticket)));
        ledger.reply(desk.said, List.of(String.join("\n", lines)), null);
    }

    private String todoLine(Ticket ticket) {
        boolean late = ticket.state() == Ticket.State.OPEN
                && ledger.now().isAfter(ticket.due().at());
        return desk.voice.say(
                "cadre.todo.line",
                Map.of(
                        "code", ticket.code(),
                        "label", desk.labels.person(ticket, desk.voice),
                        "state", desk.voice.say("cadre.state." + ticket.state()),
                        "due", desk.labels.due(ticket.due(), desk.voice),
                        "late", late ? desk.voice.say("cadre.todo.late") : ""));
    }

    private void households() {
        List<KnownPerson> linked = ledger.know(new Query.Linked(desk.cadreId));
        if (linked.isEmpty()) {
            desk.say("cadre.households.none", Map.of());
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(desk.voice.say("cadre.households.head", Map.of("count", Integer.toString(linked.size()))));
        linked.forEach(p -> lines.add(desk.voice.say(
                "cadre.households.line", Map.of("name", p.name(), "place", desk.labels.place(p.household())))));
        ledger.reply(desk.said, List.of(String.join("\n", lines)), null);
    }

    // ------------------------------------------------------------------------------------------------------------------- undoing

    private void undo() {
        boolean ofThisBatch = ledger.unsend(desk.sender.id())
                .map(part -> undone(part.ticketId(), part.entrySeq()))
                .orElse(false);
        if (ofThisBatch) {
            return;
        }
        Optional<Outbox.Undone> undone =
                ledger.know(new Query.Undo(desk.sender.id(), desk.said.key().dedupKey()));
        if (!undone.map(u -> undone(u.ticketId(), u.entrySeq())).orElse(false)) {
            desk.say("cadre.undo.late", Map.of());
        }
    }

    private boolean undone(@Nullable Long ticketId, @Nullable Integer seq) {
        if (ticketId == null || seq == null) {
            return false;
        }
        work.undone(ledger.ticket(ticketId).orElseThrow(), seq);
        return true;
    }
}

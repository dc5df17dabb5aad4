package org.huiyin.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.bot.texts.Command;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.QuestionRow;
import org.jspecify.annotations.Nullable;

/** A cadre's one chat with all his households: finds which ticket his words are for, and never guesses. */
final class CadreTalk {
    private static final Duration AIM_LIFE = Duration.ofMinutes(10);
    private static final Set<String> ON_TICKET = Set.of("resolve", "escalate", "full");
    private static final Set<String> AIMS = Set.of("reply", "resolve", "escalate");

    private final Desk desk;
    private final Ledger ledger;
    private final Words words;
    private final TicketWork work;
    private final Which which;
    private final CadreCommands commands;
    private final Orders orders;

    CadreTalk(Ledger ledger, Said.Spoke said, long cadreId) {
        this.desk = new Desk(ledger, said, cadreId);
        this.ledger = ledger;
        this.words = ledger.house().words();
        this.work = new TicketWork(desk);
        this.which = new Which(desk);
        this.commands = new CadreCommands(desk, work);
        this.orders = new Orders(desk);
    }

    void run() {
        Optional<Press> press = desk.said.press();
        if (press.isPresent()) {
            pressed(press.get());
        } else if (desk.said.content().isPresent()) {
            hear(Utterance.of(desk.said.content().get(), ledger, desk.sender.channel(), desk.voice));
        }
    }

    // ------------------------------------------------------------------------------------------------------------------ buttons

    private void pressed(Press press) {
        String code = press.reference().replaceFirst("-.*$", "");
        Optional<Ticket> ticket = desk.visible(code);
        if (ticket.isPresent()) {
            aim(ticket.get(), AIMS.contains(press.key()) ? press.key() : "reply");
        } else {
            desk.say("cadre.not-found", Map.of("code", code));
        }
    }

    /** One aim at a time: the latest is what the next words are for. */
    private void aim(Ticket ticket, String verb) {
        ledger.questions(desk.sender.id()).stream()
                .filter(q -> q.kind().equals(Topic.AIM.name()))
                .forEach(ledger::end);
        ledger.ask(desk.sender.id(), Topic.AIM, ticket, Kept.verb(verb).json(), AIM_LIFE, false);
        desk.say("cadre.aim." + verb, ticket, Map.of());
    }

    // -------------------------------------------------------------------------------------------------------------------- words

    private void hear(Utterance heard) {
        Optional<Codes.Leading> code = Codes.leading(heard.words());
        if (desk.said.quoted().isPresent()) {
            quoting(desk.said.quoted().get(), code, heard);
        } else if (code.isPresent()) {
            coded(code.get(), heard);
        } else if (!chosen(heard) && !commands.take(heard)) {
            uncoded(heard);
        }
    }

    /** What he quotes is what he means; where it is no ticket of his, or he writes another's code, nothing is guessed. */
    private void quoting(String reference, Optional<Codes.Leading> code, Utterance heard) {
        Optional<Ticket> quoted = ledger.byQuote(reference).filter(desk::sees);
        boolean other = quoted.isPresent()
                && code.filter(c -> !c.code().equals(quoted.get().code())).isPresent();
        if (other) {
            desk.say(
                    "cadre.quote.other",
                    quoted.get(),
                    Map.of("other", code.get().code()));
        } else if (quoted.isPresent()) {
            toTicket(quoted.get(), heard.saying(code.map(Codes.Leading::rest).orElse(heard.words())));
        } else if (code.isPresent()) {
            coded(code.get(), heard);
        } else if (!commands.take(heard)) {
            desk.say("cadre.quote.unknown", Map.of());
        }
    }

    private void coded(Codes.Leading code, Utterance heard) {
        Optional<Ticket> ticket = code.right() ? desk.visible(code.code()) : Optional.empty();
        Utterance rest = heard.saying(code.rest());
        if (ticket.isEmpty()) {
            desk.say("cadre.not-found", Map.of("code", code.code()));
        } else if (rest.isEmpty()) {
            bareCode(ticket.get());
        } else {
            which.forget(rest);
            toTicket(ticket.get(), rest, true);
        }
    }

    /** A code and nothing else: the answer to "which one?", else what the next words are for. */
    private void bareCode(Ticket ticket) {
        Optional<QuestionRow> asked = ledger.question(desk.sender.id(), Topic.WHICH);
        if (asked.isPresent()) {
            ledger.end(asked.get());
            deliver(Kept.parse(asked.get().payload()), ticket);
        } else {
            aim(ticket, "reply");
        }
    }

    private void deliver(Kept kept, Ticket ticket) {
        kept.utterances().forEach(utterance -> toTicket(ticket, utterance));
    }

    /** Words that are certainly for this ticket: a note, a command on it, or an answer. */
    private void toTicket(Ticket ticket, Utterance heard) {
        toTicket(ticket, heard, false);
    }

    private void toTicket(Ticket ticket, Utterance heard, boolean coded) {
        Optional<Command> command =
                words.command(ON_TICKET, heard.words()).or(() -> words.glued(ON_TICKET, heard.words(), coded));
        if (isNote(heard.words())) {
            note(ticket, heard);
        } else if (commands.reserved(heard.words())) {
            commands.notYet(heard.words());
        } else if (orders.in(heard.words()).isPresent()) {
            orders.run(ticket, orders.in(heard.words()).orElseThrow());
        } else if (commands.take(ticket, heard)) {
            return;
        } else if (command.isPresent()) {
            onTicket(ticket, command.get(), heard.saying(command.get().rest()));
        } else {
            work.answer(ticket, heard);
        }
    }

    private void onTicket(Ticket ticket, Command command, Utterance rest) {
        switch (command.name()) {
            case "resolve" -> work.resolve(ticket, rest);
            case "escalate" -> work.escalate(ticket, rest);
            default -> commands.full(ticket, command.rest());
        }
    }

    private void note(Ticket ticket, Utterance heard) {
        boolean empty = heard.mark().isEmpty()
                && words.command(Set.of("note"), heard.words())
                        .filter(Command::alone)
                        .isPresent();
        if (empty) {
            desk.say("cadre.note.how", Map.of());
        } else {
            work.note(ticket, heard);
        }
    }

    private boolean isNote(String text) {
        return text.strip().startsWith("。")
                || words.begins("commands.note", text)
                || words.command(Set.of("note"), text).isPresent();
    }

    // ------------------------------------------------------------------------------------------------------------
    // neither of them

    /** No code, no quote: the button's aim, else the only open ticket, else ask. */
    private void uncoded(Utterance heard) {
        Optional<QuestionRow> aim = ledger.question(desk.sender.id(), Topic.AIM);
        List<Ticket> open = ledger.atHand(desk.cadreId);
        if (aim.isPresent()) {
            ledger.end(aim.get());
            aimed(aim.get().ticketId(), Kept.parse(aim.get().payload()).verb(), heard);
        } else if (open.size() == 1) {
            toTicket(open.get(0), heard);
        } else if (open.isEmpty()) {
            desk.say("cadre.which.none", Map.of());
        } else {
            which.ask(heard, open);
        }
    }

    private void aimed(@Nullable Long ticketId, @Nullable String verb, Utterance heard) {
        Ticket ticket = ledger.ticket(Objects.requireNonNull(ticketId)).orElseThrow();
        if (!desk.sees(ticket)) {
            desk.say("cadre.not-found", Map.of("code", ticket.code()));
        } else if ("resolve".equals(verb) && !isNote(heard.words())) {
            work.resolve(ticket, heard.saying(without("resolve", heard.words())));
        } else if ("escalate".equals(verb) && !isNote(heard.words())) {
            work.escalate(ticket, heard.saying(without("escalate", heard.words())));
        } else {
            toTicket(ticket, heard);
        }
    }

    /** Whoever presses 办结 and then writes 办结 once more means it once. */
    private String without(String command, String text) {
        return words.command(Set.of(command), text).map(Command::rest).orElse(text);
    }

    /** A letter or a name where one was asked for, or more of what was shown; the latest question first. */
    private boolean chosen(Utterance heard) {
        return ledger.questions(desk.sender.id()).stream().anyMatch(question -> chosen(question, heard));
    }

    private boolean chosen(QuestionRow question, Utterance heard) {
        return switch (Topic.valueOf(question.kind())) {
            case WHICH -> which(question, heard);
            case PERSON -> new Doorstep(desk, work).chosen(question, heard.words());
            case LIST -> commands.more(question, heard.words());
            default -> false;
        };
    }

    private boolean which(QuestionRow question, Utterance heard) {
        Kept kept = Kept.parse(question.payload());
        if (which.more(kept, heard.words())) {
            return true;
        }
        Optional<Ticket> meant = which.meant(kept, heard.words());
        meant.ifPresent(ticket -> {
            ledger.end(question);
            deliver(kept, ticket);
        });
        return meant.isPresent();
    }
}

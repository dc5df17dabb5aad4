package org.huiyin.bot.conversation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.texts.Command;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.QuestionRow;

/** What an official says to the service itself and not to a villager. */
final class CadreCommands {
    private static final Set<String> ALONE = Set.of("help", "more");
    private static final Set<String> WITH_WORDS = Set.of("register", "contact", "full");

    private final Desk desk;
    private final Ledger ledger;
    private final Words words;
    private final TicketWork work;
    private final CadreLists lists;
    private final TakingBack back;

    CadreCommands(Desk desk, TicketWork work) {
        this.desk = desk;
        this.ledger = desk.ledger;
        this.words = ledger.house().words();
        this.work = work;
        this.lists = new CadreLists(desk);
        this.back = new TakingBack(desk, work);
    }

    /** Whether it was a command: one of those that stand alone, one with what it needs, or a word that is spoken for. */
    boolean take(Utterance heard) {
        if (reserved(heard.words())) {
            notYet(heard.words());
            return true;
        }
        if (back.take(heard.words())
                || new CommonTalk(desk).take(heard.words())
                || lists.take(heard.words())
                || new Leave(desk).take(heard.words())) {
            return true;
        }
        Optional<Command> alone = words.command(ALONE, heard.words()).filter(Command::alone);
        if (alone.isPresent()) {
            if (alone.get().name().equals("help")) {
                desk.say("cadre.help", Map.of());
            } else {
                lists.todo();
            }
            return true;
        }
        return words.command(WITH_WORDS, heard.words())
                .filter(command -> withWords(command, heard))
                .isPresent();
    }

    /** The same where it was said with a ticket's code or a quote: never words for the villager. */
    boolean take(Ticket ticket, Utterance heard) {
        if (back.wished(heard.words())) {
            back.of(ticket);
            return true;
        }
        return lists.take(heard.words());
    }

    /** Whether the text asks for more of a list that was shown. */
    boolean more(QuestionRow shown, String text) {
        return new CommonTalk(desk).more(Kept.parse(shown.payload()), text) || lists.more(shown, text);
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
        Optional<Ticket> ticket = code.filter(Codes.Leading::right).flatMap(c -> desk.visible(c.code()));
        if (ticket.isPresent()) {
            full(ticket.get(), code.get().rest());
        } else if (code.isPresent()) {
            desk.say("cadre.not-found", Map.of("code", code.get().code()));
        } else if (rest.isEmpty()) {
            onlyOne();
        } else {
            return false;
        }
        return true;
    }

    private void onlyOne() {
        List<Ticket> open = ledger.atHand(desk.cadreId);
        if (open.size() == 1) {
            full(open.get(0), "");
        } else {
            desk.say("cadre.full.how", Map.of());
        }
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
}

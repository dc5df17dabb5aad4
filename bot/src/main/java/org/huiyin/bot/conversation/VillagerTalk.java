package org.huiyin.bot.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.QuestionRow;

/** What a villager's message means: an answer to something we asked, a command, or, always else, the matter itself. */
final class VillagerTalk {
    /** A question lives this long, or its own window. */
    static final Duration QUESTION_LIFE = Duration.ofDays(3);

    private static final Set<String> COMMANDS =
            Set.of("status", "call-me", "complain", "new-matter", "escort", "help", "full");

    private final Ledger ledger;
    private final Said.Spoke said;
    private final AddressRow sender;
    private final Texts.Voice voice;
    private final Words words;
    private final Matters matters;
    private final Labels labels;

    VillagerTalk(Ledger ledger, Said.Spoke said) {
        this.ledger = ledger;
        this.said = said;
        this.sender = ledger.address(said.addressId());
        this.voice = ledger.voice(sender);
        this.words = ledger.house().words();
        this.matters = new Matters(ledger, said);
        this.labels = new Labels(ledger);
    }

    void run() {
        if (said.press().isPresent()) {
            new SolvedTalk(ledger, said).pressed(said.press().get());
        } else if (said.content().isEmpty()) {
            said.touch().ifPresent(touch -> new ProofTalk(ledger, said).touched(touch));
        } else {
            hear(Utterance.of(said.content().get(), ledger, sender.channel(), voice));
        }
    }

    private void hear(Utterance heard) {
        String text = heard.words().strip();
        if (words.anywhere("danger", text)) {
            matters.danger(heard);
        } else if (text.isEmpty() || !(optedOut(text) || answered(text, heard) || commanded(text, heard))) {
            matter(heard);
        }
    }

    private void matter(Utterance heard) {
        Optional<Ticket> latest = matters.latest();
        if (words.exactly("thanks", heard.words()) && latest.isPresent()) {
            matters.thanked(latest.get(), heard);
        } else if (words.exactly("urgent", heard.words())
                && latest.filter(Ticket::open).isPresent()) {
            matters.hasten(latest.get());
        } else if (ledger.bound(sender.id()).isEmpty() && new ProofTalk(ledger, said).proved(heard.words())) {
            return;
        } else {
            matters.take(heard, false);
        }
    }

    private boolean optedOut(String text) {
        boolean single = text.length() == 1;
        if (!words.exactly("opt-out", text)
                || (single && !ledger.questions(sender.id()).isEmpty())) {
            return false;
        }
        ledger.change(Addressed.notices(ledger.address(sender.id()), false));
        ledger.reply(said, List.of(voice.say("ack.opted-out")), null);
        return true;
    }

    // ------------------------------------------------------------------------------------------------------------------ answers

    /** Tries the text as an answer to what was asked, the latest question first. */
    private boolean answered(String text, Utterance heard) {
        for (QuestionRow question : ledger.questions(sender.id())) {
            if (answers(question, text, heard)) {
                return true;
            }
        }
        return menu(text, heard);
    }

    private boolean answers(QuestionRow question, String text, Utterance heard) {
        return switch (Topic.valueOf(question.kind())) {
            case ABOUT -> about(question, text);
            case SOLVED -> new SolvedTalk(ledger, said).answered(question, text, heard);
            case WHO_FOR -> whoFor(question, text);
            case COMPLAINT -> ended(question, () -> matters.complaint(heard));
            case NEW_MATTER -> ended(question, () -> matters.take(heard, true));
            case ESCORT -> ended(question, () -> matters.request(heard, "ESCORT", "ack.escort"));
            case PROOF, WHICH, PERSON, AIM -> false;
        };
    }

    private boolean ended(QuestionRow question, Runnable then) {
        ledger.end(question);
        then.run();
        return true;
    }

    private boolean about(QuestionRow question, String text) {
        boolean yes = words.exactly("yes", text) || words.exactly("not-my-cadre", text);
        boolean no = words.exactly("no", text);
        Long ticketId = question.ticketId();
        if (!(yes || no) || ticketId == null) {
            return false;
        }
        ledger.end(question);
        Ticket ticket = ledger.ticket(ticketId).orElseThrow();
        if (yes) {
            matters.confirmComplaint(ticket, said);
        } else {
            matters.release(ticket);
        }
        return true;
    }

    private boolean whoFor(QuestionRow question, String text) {
        List<KnownPerson> people = matters.peopleByRoute();
        int index = Choices.index(text);
        if (index < 0 || index >= people.size()) {
            return false;
        }
        ledger.end(question);
        matters.takeFor(Kept.parse(question.payload()).utterance(), people.get(index), true);
        return true;
    }

    /** 0 and 9 mean the same at any time. */
    private boolean menu(String text, Utterance heard) {
        if (words.exactly("not-my-cadre", text)) {
            ledger.ask(sender.id(), Topic.COMPLAINT, null, null, QUESTION_LIFE, false);
            ledger.reply(said, List.of(voice.say("ask.complaint")), null);
            return true;
        }
        if (words.exactly("person", text)) {
            matters.toDesk(heard, "ack.person");
            return true;
        }
        return false;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // commands

    private boolean commanded(String text, Utterance heard) {
        Optional<Words.Command> command = words.command(COMMANDS, text);
        return command.map(c -> commanded(c, heard)).orElse(false);
    }

    private boolean commanded(Words.Command command, Utterance heard) {
        Utterance rest = new Utterance(command.rest(), command.rest(), heard.attached());
        switch (command.name()) {
            case "status" -> {
                if (command.rest().isEmpty()) {
                    status();
                    return true;
                }
                return false;
            }
            case "help" -> ledger.reply(said, List.of(voice.say("help.villager")), null);
            case "call-me" -> matters.callMe(rest);
            case "complain" -> firstWords(rest, Topic.COMPLAINT, "ask.complaint", () -> matters.complaint(rest));
            case "new-matter" -> firstWords(rest, Topic.NEW_MATTER, "ask.new", () -> matters.take(rest, true));
            case "escort" ->
                firstWords(rest, Topic.ESCORT, "ask.escort", () -> matters.request(rest, "ESCORT", "ack.escort"));
            default -> {
                return full(command.rest());
            }
        }
        return true;
    }

    /** A command alone asks for the words; a command with words needs no question. */
    private void firstWords(Utterance rest, Topic topic, String ask, Runnable then) {
        if (rest.hasWords()) {
            then.run();
        } else {
            ledger.ask(sender.id(), topic, null, null, QUESTION_LIFE, false);
            ledger.reply(said, List.of(voice.say(ask)), null);
        }
    }

    private boolean full(String rest) {
        Optional<Ticket> own = Codes.leading(rest)
                .filter(Codes.Leading::right)
                .flatMap(c -> ledger.byCode(c.code()))
                .filter(t -> matters.mine(t));
        own.ifPresent(ticket -> {
            List<String> answers = ledger.story(ticket).stream()
                    .filter(row -> Set.of("ANSWERED", "RESOLVED").contains(row.kind()) && row.body() != null)
                    .map(row -> String.valueOf(row.body()))
                    .toList();
            ledger.reply(said, answers.isEmpty() ? List.of(statusLine(ticket)) : answers, ticket);
        });
        return own.isPresent();
    }

    private void status() {
        List<Ticket> open =
                ledger.ticketsOf(sender.id()).stream().filter(Ticket::open).toList();
        if (open.isEmpty()) {
            ledger.reply(said, List.of(voice.say("status.none")), null);
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(voice.say("status.head", Map.of("count", Integer.toString(open.size()))));
        open.forEach(ticket -> lines.add(statusLine(ticket)));
        ledger.reply(said, List.of(String.join("\n", lines)), null);
    }

    private String statusLine(Ticket ticket) {
        String state =
                ticket.hold() == Ticket.Hold.ASKED ? "ASKED" : ticket.state().name();
        return voice.say(
                "status.line",
                Map.of(
                        "code", ticket.code(),
                        "state", voice.say("state." + state),
                        "holder", labels.holder(ticket, voice),
                        "due", labels.due(ticket.due(), voice)));
    }
}

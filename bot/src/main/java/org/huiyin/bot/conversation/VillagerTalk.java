package org.huiyin.bot.conversation;

import java.time.Duration;
import java.util.ArrayList;
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

/** What a villager's message means: an answer to something we asked, a command, or, always else, the matter itself. */
final class VillagerTalk {
    /** A question lives this long, or its own window. */
    static final Duration QUESTION_LIFE = Duration.ofDays(3);

    static final Set<String> COMMANDS = Set.of(
            "status", "call-me", "complain", "new-matter", "escort", "help", "full", "withdraw", "remind", "anonymous");
    /** Of one ticket, whose code may stand before or behind them. */
    private static final Set<String> OF_ONE = Set.of("withdraw", "remind", "full");

    private static final Set<String> ANSWERS = Set.of("ANSWERED", "RESOLVED", "PROMISED");

    private final Ledger ledger;
    private final Said.Spoke said;
    private final Words words;
    private final Speaker speaker;
    private final Matters matters;
    private final Complaints complaints;
    private final Wishes wishes;
    private final Verdicts verdicts;

    VillagerTalk(Ledger ledger, Said.Spoke said) {
        this.ledger = ledger;
        this.said = said;
        this.words = ledger.house().words();
        this.speaker = new Speaker(ledger, said);
        this.matters = new Matters(speaker);
        this.complaints = new Complaints(speaker);
        this.wishes = new Wishes(speaker, matters);
        this.verdicts = new Verdicts(speaker);
    }

    void run() {
        Optional<Press> press = said.press();
        if (press.isPresent()) {
            new SolvedTalk(speaker).pressed(press.get());
        } else if (said.content().isEmpty()) {
            said.touch().ifPresent(touch -> new ProofTalk(ledger, said).touched(touch));
        } else {
            hear(Utterance.of(said.content().get(), ledger, speaker.sender.channel(), speaker.voice));
        }
    }

    private void hear(Utterance heard) {
        String text = heard.words().strip();
        if (optedOut(text)) {
            return;
        }
        if (!ledger.address(speaker.sender.id()).notices()) {
            ledger.change(Addressed.notices(ledger.address(speaker.sender.id()), true));
        }
        Optional<Command> unnamed = words.command(Set.of("anonymous"), text).filter(c -> c.marked() && !c.alone());
        if (unnamed.isPresent()) {
            wishes.anonymous(heard.saying(unnamed.get().rest()));
        } else if (Alarm.isDanger(words, text)) {
            new Alarm(speaker, matters).ring(heard);
        } else if (!(aimed(heard) || answered(text, heard) || commanded(text, heard))) {
            matter(heard);
        }
    }

    private void matter(Utterance heard) {
        Optional<Ticket> latest = speaker.latest();
        boolean bare = heard.attached().isEmpty();
        if (bare && isDigit(heard.words())) {
            speaker.reply("ack.nothing-asked");
        } else if (bare && words.exactly("thanks", heard.words())) {
            wishes.thanked(latest, heard);
        } else if (bare
                && words.exactly("solved.yes", heard.words())
                && latest.filter(t -> !t.open()).isPresent()) {
            speaker.reply("ack.glad");
        } else if (bare
                && words.exactly("urgent", heard.words())
                && latest.filter(Ticket::open).isPresent()) {
            wishes.hasten(latest.get());
        } else if (speaker.people().isEmpty() && bare && new ProofTalk(ledger, said).proved(heard.words())) {
            return;
        } else {
            matters.take(heard, false);
        }
    }

    /** An answer to nothing that was asked: no matter begins so. */
    private boolean isDigit(String text) {
        return text.strip().codePointCount(0, text.strip().length()) <= 2
                && (words.exactly("yes", text) || words.exactly("no", text) || words.exactly("partly", text));
    }

    private boolean optedOut(String text) {
        boolean single = text.length() == 1;
        if (!words.exactly("opt-out", text)
                || (single && !ledger.questions(speaker.sender.id()).isEmpty())) {
            return false;
        }
        ledger.change(Addressed.notices(ledger.address(speaker.sender.id()), false));
        speaker.reply("ack.opted-out");
        return true;
    }

    // --------------------------------------------------------------------------------------------------------------
    // which ticket

    /** Words with a quote or a leading code are for that ticket, if it is his own. */
    private boolean aimed(Utterance heard) {
        Optional<Codes.Leading> code = Codes.marked(heard.words()).filter(Codes.Leading::right);
        Optional<Ticket> quoted = said.quoted().flatMap(ledger::byQuote).filter(this::mineAndLive);
        Optional<Ticket> coded = code.flatMap(c -> ledger.byCode(c.code())).filter(this::mineAndLive);
        Utterance rest =
                coded.isPresent() ? heard.saying(code.map(Codes.Leading::rest).orElse("")) : heard;
        Optional<Ticket> ticket = coded.or(() -> quoted);
        if (ticket.isEmpty() || rest.isEmpty() || isCommand(rest.words())) {
            return false;
        }
        boolean answered = ledger.questions(speaker.sender.id()).stream()
                .filter(q -> Objects.equals(q.ticketId(), ticket.get().id()))
                .anyMatch(q -> answers(q, rest.words().strip(), rest));
        if (!answered && ticket.get().open()) {
            matters.append(ticket.get(), rest);
        }
        return answered || ticket.get().open();
    }

    /** A command and nothing else. */
    private boolean isCommand(String text) {
        return words.command(COMMANDS, text).filter(Command::alone).isPresent();
    }

    /** Whether it is his and open, or may still be contested. */
    private boolean mineAndLive(Ticket ticket) {
        boolean asked =
                ledger.questions(speaker.sender.id()).stream().anyMatch(q -> Objects.equals(q.ticketId(), ticket.id()));
        return speaker.mine(ticket) && (ticket.open() || asked);
    }

    // ------------------------------------------------------------------------------------------------------------------- answers

    /** Tries the text as an answer to what was asked, the latest question first. */
    private boolean answered(String text, Utterance heard) {
        for (QuestionRow question : ledger.questions(speaker.sender.id())) {
            if (verdicts.asked(question, text) || answers(question, text, heard)) {
                return true;
            }
        }
        return menu(text);
    }

    private boolean answers(QuestionRow question, String text, Utterance heard) {
        return switch (Topic.valueOf(question.kind())) {
            case ABOUT -> about(question, text);
            case SOLVED -> new SolvedTalk(speaker).answered(question, text, heard);
            case WHO_FOR -> matters.saysForWhom(question, text);
            case COMPLAINT -> awaited(question, text, () -> complaints.complaint(heard));
            case NEW_MATTER -> awaited(question, text, () -> matters.take(heard, true));
            case ESCORT -> awaited(question, text, () -> wishes.escort(heard));
            case CONTEST -> new Contest(ledger).answered(speaker, question, text, heard);
            case RATING -> new SolvedTalk(speaker).rated(question, text);
            case CONSENT -> Publishing.answered(speaker, question, text);
            case PROOF, WHICH, PERSON, LIST, AIM -> false;
        };
    }

    /** The words (or the picture) that were asked for; a command or a digit of the menu is none. */
    private boolean awaited(QuestionRow question, String text, Runnable then) {
        boolean past = words.command(Set.of("complain", "anonymous"), text)
                .filter(Command::marked)
                .isPresent();
        boolean command = past
                || isCommand(text)
                || words.exactly("person", text)
                || words.exactly("not-my-cadre", text)
                || words.exactly("thanks", text);
        if (command) {
            return false;
        }
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
            complaints.confirm(ticket);
        } else {
            notAbout(ticket);
        }
        return true;
    }

    private void notAbout(Ticket ticket) {
        matters.release(ticket, "NOT_ABOUT_CADRE");
        if (ticket.hold() == Ticket.Hold.UNBOUND) {
            speaker.acknowledge(ticket, "ack.unbound");
            new ProofTalk(ledger, said).askOnce();
        } else {
            speaker.forwarded(ticket, "ack.released");
        }
    }

    /** 0 and 9 mean the same at any time. */
    private boolean menu(String text) {
        if (words.exactly("not-my-cadre", text)) {
            awaiting(Topic.COMPLAINT, "ask.complaint");
            return true;
        }
        if (words.exactly("person", text)) {
            wishes.person();
            return true;
        }
        return false;
    }

    // ------------------------------------------------------------------------------------------------------------------ commands

    private boolean commanded(String text, Utterance heard) {
        String turned = codeLast(text);
        Optional<Command> command = words.command(COMMANDS, turned).filter(Command::marked);
        return command.map(c -> commanded(c, heard.saying(turned))).orElse(false);
    }

    /** #4721530 撤诉 is 撤诉 #4721530. */
    private String codeLast(String text) {
        return Codes.marked(text)
                .filter(Codes.Leading::right)
                .filter(code -> words.command(OF_ONE, code.rest().strip())
                        .filter(Command::alone)
                        .isPresent())
                .map(code -> code.rest().strip() + " #" + code.code())
                .orElse(text);
    }

    private boolean commanded(Command command, Utterance heard) {
        Utterance rest = heard.saying(command.rest());
        switch (command.name()) {
            case "status" -> {
                return alone(command, this::status);
            }
            case "help" -> {
                return alone(command, () -> speaker.reply("help.villager"));
            }
            case "call-me" -> wishes.callMe(command.alone() ? rest : heard);
            case "complain" -> withWords(rest, Topic.COMPLAINT, "ask.complaint", () -> complaints.complaint(rest));
            case "new-matter" -> withWords(rest, Topic.NEW_MATTER, "ask.new", () -> matters.take(rest, true));
            case "withdraw" -> {
                return wishes.withdraw(command.rest(), heard.words());
            }
            case "remind" -> {
                return wishes.remind(command.rest());
            }
            case "anonymous" -> {
                return wishes.anonymous(rest);
            }
            case "escort" -> withWords(rest, Topic.ESCORT, "ask.escort", () -> wishes.escort(rest));
            default -> {
                return full(command.rest());
            }
        }
        return true;
    }

    private static boolean alone(Command command, Runnable then) {
        if (command.alone()) {
            then.run();
        }
        return command.alone();
    }

    /** A command alone asks for the words; a command with words needs no question. */
    private void withWords(Utterance rest, Topic topic, String ask, Runnable then) {
        if (rest.isEmpty()) {
            awaiting(topic, ask);
        } else {
            then.run();
        }
    }

    private void awaiting(Topic topic, String ask) {
        ledger.ask(speaker.sender.id(), topic, null, null, QUESTION_LIFE, false);
        speaker.reply(ask);
    }

    /** All that was answered, of one's own ticket only. */
    private boolean full(String rest) {
        Optional<Codes.Leading> code = Codes.leading(rest).filter(Codes.Leading::right);
        Optional<Ticket> own = code.flatMap(c -> ledger.byCode(c.code())).filter(speaker::mine);
        own.ifPresent(ticket -> {
            List<String> answers = ledger.story(ticket).stream()
                    .filter(row -> ANSWERS.contains(row.kind()) && row.body() != null)
                    .map(row -> String.valueOf(row.body()))
                    .toList();
            String whole = String.join("\n", answers.isEmpty() ? List.of(statusLine(ticket)) : answers);
            String page = code.get().rest();
            ledger.reply(
                    said,
                    List.of(FullText.page(whole, page, ledger.limits(speaker.sender), ticket, speaker.voice)),
                    ticket);
        });
        return own.isPresent();
    }

    private void status() {
        List<Ticket> open = speaker.open();
        if (open.isEmpty()) {
            speaker.reply("status.none");
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(speaker.voice.say("status.head", Map.of("count", Integer.toString(open.size()))));
        open.forEach(ticket -> lines.add(statusLine(ticket)));
        ledger.reply(said, List.of(String.join("\n", lines)), null);
    }

    private String statusLine(Ticket ticket) {
        Optional<String> merged = ticket.state() == Ticket.State.MERGED
                ? new CommonNews(ledger, new Commons(ledger)).status(ticket, speaker.voice)
                : Optional.empty();
        return merged.orElseGet(() -> ownLine(ticket));
    }

    private String ownLine(Ticket ticket) {
        String state =
                ticket.hold() == Ticket.Hold.ASKED ? "ASKED" : ticket.state().name();
        return speaker.voice.say(
                "status.line",
                Map.of(
                        "code", ticket.code(),
                        "state", speaker.voice.say("state." + state),
                        "holder", speaker.labels.holder(ticket, speaker.voice),
                        "due", speaker.labels.due(ticket.due(), speaker.voice)));
    }
}

package org.huiyin.bot.conversation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.ticket.Subject;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.bot.ticket.Ticket.Hold;
import org.huiyin.bot.ticket.Ticket.Urgency;

/** What a villager wants besides having his matter dealt with: a call, an escort, a person, haste; and his thanks. */
final class Wishes {
    private static final Pattern ASKS = Pattern.compile("[?？吗]");

    private final Speaker speaker;
    private final Ledger ledger;
    private final Matters matters;

    Wishes(Speaker speaker, Matters matters) {
        this.speaker = speaker;
        this.ledger = speaker.ledger;
        this.matters = matters;
    }

    /** The cadre is asked to ring: about the ticket that is open, or about a new one with these words. */
    void callMe(Utterance heard) {
        Optional<Ticket> latest = speaker.latest().filter(Ticket::open);
        if (latest.isEmpty() || heard.hasWords()) {
            boolean bare = !heard.hasWords();
            ask(bare ? heard.saying(speaker.voice.say("body.call-me")) : heard, "CALL_ME", "ack.call");
            return;
        }
        Ticket ticket = latest.get();
        ledger.record(ticket, "CALL_ME", "VILLAGER", speaker.sender.id(), "", null);
        if (ticket.hold() != Hold.ASKED) {
            speaker.forwarding.tell(ticket, "cadre.call-me");
        }
        speaker.acknowledge(ticket, ticket.hold() == Hold.ASKED ? "ack.kept" : "ack.call");
    }

    /** The cadre is asked to come along to the petition office. */
    void escort(Utterance heard) {
        ask(heard, "ESCORT", "ack.escort");
    }

    /** A ticket like any other, and looked through like any other. */
    private void ask(Utterance heard, String what, String acknowledgement) {
        boolean open =
                speaker.byRoute().size() == 1 && !speaker.look(heard.body()).mustAsk();
        if (!open) {
            matters.take(heard, true);
            speaker.latest().ifPresent(t -> ledger.record(t, what, "VILLAGER", speaker.sender.id(), "", null));
            return;
        }
        Holder holder = Routing.first(speaker.line(), Set.of());
        Ticket ticket = speaker.open(heard, speaker.subject(), holder);
        ticket.received(holder);
        int seq = speaker.record(ticket, heard);
        ledger.record(ticket, what, "VILLAGER", speaker.sender.id(), "", null);
        speaker.forwarding.utterance(ticket, seq, heard, true);
        speaker.acknowledge(ticket, acknowledgement);
    }

    /** 撤诉 #code: his own, by its code, or the only open one; anything else that begins so is a matter. */
    boolean withdraw(String rest, String whole) {
        Optional<Codes.Leading> code = Codes.leading(rest).filter(Codes.Leading::right);
        // What ends something must have been said so, and not nearly so: 不给办了 is a complaint, 不用办了？ a question.
        String word = whole.strip().split("[\\s:：，,#＃]", 2)[0];
        boolean said = ledger.house().words().exactly("commands.withdraw", word)
                && !ASKS.matcher(whole).find();
        if (!said || (!rest.isBlank() && code.isEmpty())) {
            return false;
        }
        List<Ticket> own = speaker.open().stream()
                .filter(t -> code.isEmpty() || t.code().equals(code.get().code()))
                .toList();
        if (own.isEmpty() && code.isPresent()) {
            ledger.reply(
                    speaker.said,
                    List.of(speaker.voice.say(
                            "withdraw.none", Map.of("code", code.get().code()))),
                    null);
        } else if (own.isEmpty()) {
            speaker.reply("status.none");
        } else if (own.size() > 1) {
            speaker.reply("withdraw.which");
        } else {
            withdraw(ledger.ticket(own.get(0).id()).orElseThrow());
        }
        return true;
    }

    private void withdraw(Ticket ticket) {
        boolean unseen = ticket.hold() == Hold.ASKED;
        ticket.closed(ledger.now(), "WITHDRAWN");
        ledger.record(ticket, "CLOSED", "VILLAGER", speaker.sender.id(), "WITHDRAWN", null);
        ledger.questions(speaker.sender.id()).stream()
                .filter(q -> Objects.equals(q.ticketId(), ticket.id()))
                .forEach(ledger::end);
        new Telling(ledger).unask(ticket);
        if (!unseen) {
            speaker.forwarding.inform(ticket, "cadre.withdrawn");
        }
        speaker.reply(ticket, "withdrawn");
    }

    /** 催办, 催办 #code. */
    boolean remind(String rest) {
        boolean wish = rest.isBlank()
                || Codes.leading(rest).filter(Codes.Leading::right).isPresent();
        if (wish) {
            new Reminding(ledger).byVillager(speaker, rest);
        }
        return wish;
    }

    /** 匿名 …: to the county desk, as nobody's; it is not linked to a household, so that nobody can find whose it is. */
    boolean anonymous(Utterance heard) {
        if (heard.isEmpty()) {
            speaker.reply("anonymous.how");
            return true;
        }
        Subject nobody = new Subject(speaker.sender.id(), null, null, null, null, null);
        Holder holder = Routing.above(speaker.line(), Holder.DESK - 1, speaker.concerned(List.of(heard.body())));
        Ticket ticket = speaker.open(heard, nobody, holder);
        ticket.makeAnonymous();
        if (speaker.look(heard.body()).mustAsk()) {
            ticket.makeConfidential();
        }
        int seq = speaker.record(ticket, heard);
        new Concerned(ledger).note(ticket, speaker.concerned(List.of(heard.body())));
        boolean danger = Alarm.isDanger(ledger.house().words(), heard.words());
        if (danger) {
            matters.press(ticket, Urgency.DANGER);
        }
        speaker.forwarding.utterance(ticket, seq, heard, true);
        speaker.acknowledge(ticket, danger ? "ack.danger.desk" : "ack.anonymous");
        return true;
    }

    /** Past everybody, to a person at the county desk. */
    void person() {
        Ticket ticket = speaker.open(
                Utterance.words(speaker.voice.say("body.person")),
                speaker.subject(),
                Routing.first(ledger.directory().desk(), Set.of()));
        Utterance wish = Utterance.words(speaker.voice.say("body.person"));
        int seq = speaker.record(ticket, wish);
        speaker.forwarding.utterance(ticket, seq, wish, true);
        speaker.acknowledge(ticket, "ack.person");
    }

    /** "急" alone: what waits for the morning goes now. */
    void hasten(Ticket ticket) {
        matters.press(ticket, Urgency.URGENT);
        ledger.record(ticket, "URGENT", "VILLAGER", speaker.sender.id(), "", null);
        if (ticket.hold() != Hold.ASKED) {
            // What was written for the morning bears the old time.
            speaker.forwarding.tell(ticket, "cadre.hasten");
        }
        speaker.acknowledge(ticket, ticket.hold() == Hold.ASKED ? "ack.kept" : "ack.urgent");
    }

    /** Thanks are noted and reopen nothing. */
    void thanked(Optional<Ticket> latest, Utterance heard) {
        latest.filter(Ticket::open)
                .ifPresent(
                        ticket -> ledger.record(ticket, "THANKED", "VILLAGER", speaker.sender.id(), "", heard.body()));
        latest.ifPresentOrElse(ticket -> speaker.reply(ticket, "ack.thanks"), () -> speaker.reply("ack.welcome"));
    }
}

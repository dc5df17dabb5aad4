package org.huiyin.bot.conversation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.ticket.QuestionRow;

/** The villager's word on whether it was really solved. */
final class SolvedTalk {
    /** The second "not solved" takes it one level up. */
    private static final int CLIMBS_AT = 2;

    private final Ledger ledger;
    private final Said.Spoke said;
    private final AddressRow sender;
    private final Texts.Voice voice;
    private final Labels labels;
    private final Forwarding forwarding;

    SolvedTalk(Ledger ledger, Said.Spoke said) {
        this.ledger = ledger;
        this.said = said;
        this.sender = ledger.address(said.addressId());
        this.voice = ledger.voice(sender);
        this.labels = new Labels(ledger);
        this.forwarding = new Forwarding(ledger);
    }

    /** A button on the question itself says which ticket is meant. */
    void pressed(Press press) {
        String code = press.reference().replaceFirst("-.*$", "");
        Optional<QuestionRow> question = ledger.questions(sender.id()).stream()
                .filter(q -> q.kind().equals(Topic.SOLVED.name()))
                .filter(q -> q.ticketId() != null
                        && ledger.ticket(q.ticketId())
                                .filter(t -> t.code().equals(code))
                                .isPresent())
                .findFirst();
        question.ifPresent(q -> answered(q, press.key(), Utterance.words(press.key())));
    }

    boolean answered(QuestionRow question, String text, Utterance heard) {
        Words words = ledger.house().words();
        Long ticketId = question.ticketId();
        if (ticketId == null) {
            return false;
        }
        Ticket ticket = ledger.ticket(ticketId).orElseThrow();
        if (ticket.state() != Ticket.State.RESOLVED) {
            ledger.end(question);
            return false;
        }
        if (words.exactly("thanks", text)) {
            ledger.record(ticket, "THANKED", "VILLAGER", sender.id(), "", heard.body());
            reply("ack.thanks", ticket);
        } else if (words.exactly("yes", text)) {
            solved(question, ticket);
        } else if (words.exactly("no", text)) {
            notSolved(question, ticket);
        } else if (words.exactly("partly", text)) {
            partly(question, ticket);
        } else {
            return more(ticket, heard);
        }
        return true;
    }

    private void solved(QuestionRow question, Ticket ticket) {
        ledger.end(question);
        ledger.record(ticket, "FEEDBACK", "VILLAGER", sender.id(), "YES", null);
        ticket.closed(ledger.now(), "CONFIRMED");
        ledger.record(ticket, "CLOSED", "SYSTEM", null, "CONFIRMED", null);
        forwarding.tell(ticket, "cadre.confirmed");
        reply("solved.yes", ticket);
    }

    private void notSolved(QuestionRow question, Ticket ticket) {
        ledger.end(question);
        ticket.reopened(true);
        ticket.renewDue(ledger.house().deadlines().firstReply(ledger.now(), ticket.pressing()));
        ledger.record(ticket, "FEEDBACK", "VILLAGER", sender.id(), "NO", null);
        List<Holder> line = forwarding.line(ticket);
        int step = step(line, ticket);
        if (ticket.redone() < CLIMBS_AT || step >= Holder.DESK) {
            forwarding.tell(ticket, "cadre.redone");
            reply("solved.no", ticket);
            return;
        }
        ticket.give(Routing.above(line, step, Set.of()));
        ledger.record(ticket, "CLIMBED", "SYSTEM", null, "SECOND_NO", null);
        forwarding.story(ticket, "cadre.forward", Map.of());
        reply("solved.no.climbed", ticket);
    }

    /** How high a ticket is: the step of its holder, 0 where its duty is no longer in the line. */
    static int step(List<Holder> line, Ticket ticket) {
        return line.stream()
                .filter(holder -> holder.dutyId() == ticket.holderId())
                .mapToInt(Holder::step)
                .findFirst()
                .orElse(0);
    }

    private void partly(QuestionRow question, Ticket ticket) {
        ledger.end(question);
        ticket.reopened(false);
        ticket.renewDue(ledger.house().deadlines().firstReply(ledger.now(), ticket.pressing()));
        ledger.record(ticket, "FEEDBACK", "VILLAGER", sender.id(), "PARTLY", null);
        forwarding.tell(ticket, "cadre.partly");
        reply("solved.partly", ticket);
    }

    /** Other words are appended and the question is asked again; what may be about an official goes the other way. */
    private boolean more(Ticket ticket, Utterance heard) {
        boolean elsewhere = ledger.house()
                .words()
                .command(Set.of("status", "call-me", "complain", "new-matter", "escort", "help", "full"), heard.words())
                .isPresent();
        boolean suspicious = ledger.house()
                .recusal()
                .look(heard.words(), forwarding.line(ticket))
                .mustAsk();
        boolean another = !ledger.ticketsOf(sender.id()).stream()
                .findFirst()
                .filter(t -> t == ticket)
                .isPresent();
        if (elsewhere || suspicious || another) {
            return false;
        }
        int seq = ledger.record(ticket, "SAID", "VILLAGER", sender.id(), Details.attachment(heard), heard.body());
        forwarding.utterance(ticket, seq, heard, false);
        reply("ask.solved.again", ticket);
        return true;
    }

    private void reply(String key, Ticket ticket) {
        Map<String, String> values = Map.of(
                "code", ticket.code(), "holder", labels.holder(ticket, voice), "due", labels.due(ticket.due(), voice));
        ledger.reply(said, List.of(voice.say(key, values)), ticket);
    }
}

package org.huiyin.bot.conversation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.texts.Command;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.QuestionRow;

/** The villager's word on whether it was really solved. */
final class SolvedTalk {
    /** The second "not solved" takes it one level up. */
    static final int CLIMBS_AT = 2;

    private static final List<String> RATINGS = List.of("SATISFIED", "FAIR", "DISSATISFIED");

    private final Speaker speaker;
    private final Ledger ledger;
    private final Words words;

    SolvedTalk(Speaker speaker) {
        this.speaker = speaker;
        this.ledger = speaker.ledger;
        this.words = ledger.house().words();
    }

    /** A button on the question itself says which ticket is meant; one that was answered before is told so. */
    void pressed(Press press) {
        String code = press.reference().replaceFirst("-.*$", "");
        Optional<Ticket> ticket = ledger.byCode(code).filter(speaker::mine);
        boolean heard = ticket.isPresent()
                && ledger.questions(speaker.sender.id()).stream()
                        .filter(q -> q.kind().equals(Topic.SOLVED.name()))
                        .filter(q -> Objects.equals(q.ticketId(), ticket.get().id()))
                        .findFirst()
                        .filter(q -> answered(q, press.key(), Utterance.words(press.key())))
                        .isPresent();
        if (!heard) {
            ticket.ifPresentOrElse(t -> speaker.reply(t, "solved.over"), () -> speaker.reply("help.villager"));
        }
    }

    boolean answered(QuestionRow question, String text, Utterance heard) {
        Long ticketId = question.ticketId();
        if (ticketId == null) {
            return false;
        }
        Ticket ticket = ledger.ticket(ticketId).orElseThrow();
        boolean bare = heard.attached().isEmpty();
        if (ticket.state() != Ticket.State.RESOLVED) {
            ledger.end(question);
            return false;
        }
        if (bare && words.exactly("thanks", text)) {
            ledger.record(ticket, "THANKED", "VILLAGER", speaker.sender.id(), "", heard.body());
            speaker.reply(ticket, "ack.thanks");
        } else if (bare && (words.exactly("yes", text) || words.exactly("solved.yes", text))) {
            solved(question, ticket);
        } else if (bare && (words.exactly("no", text) || words.exactly("solved.no", text))) {
            notSolved(question, ticket);
        } else if (bare && words.exactly("partly", text)) {
            partly(question, ticket);
        } else {
            return more(ticket, text, heard);
        }
        return true;
    }

    private void feedback(QuestionRow question, Ticket ticket, String said) {
        ledger.end(question);
        ledger.record(ticket, "FEEDBACK", "VILLAGER", speaker.sender.id(), said, null);
    }

    private void solved(QuestionRow question, Ticket ticket) {
        feedback(question, ticket, "YES");
        ticket.closed(ledger.now(), "CONFIRMED");
        ledger.record(ticket, "CLOSED", "SYSTEM", null, "CONFIRMED", null);
        speaker.forwarding.inform(ticket, "cadre.confirmed");
        ledger.ask(speaker.sender.id(), Topic.RATING, ticket, null, VillagerTalk.QUESTION_LIFE, false);
        speaker.reply(ticket, "solved.yes");
    }

    /** How well it was done, by a letter; whoever does not say so says nothing. */
    boolean rated(QuestionRow question, String text) {
        List<String> names = RATINGS.stream()
                .map(rating -> speaker.voice.say("rating." + rating))
                .toList();
        Words words = ledger.house().words();
        Optional<String> rating = Choices.pick(names, text, name -> name)
                .map(name -> RATINGS.get(names.indexOf(name)))
                .or(() -> RATINGS.stream()
                        .filter(one -> words.exactly("ratings." + one, text))
                        .findFirst());
        rating.ifPresent(given -> {
            ledger.end(question);
            Ticket ticket =
                    ledger.ticket(Objects.requireNonNull(question.ticketId())).orElseThrow();
            ledger.record(ticket, "RATED", "VILLAGER", speaker.sender.id(), given, null);
            speaker.reply(ticket, "ack.rated");
        });
        return rating.isPresent();
    }

    private void notSolved(QuestionRow question, Ticket ticket) {
        feedback(question, ticket, "NO");
        ticket.reopened(true);
        ticket.renew(ledger.house().deadlines(), ledger.now());
        Optional<Holder> above = ticket.redone() < CLIMBS_AT ? Optional.empty() : speaker.forwarding.higher(ticket);
        if (above.isEmpty()) {
            speaker.forwarding.tell(ticket, "cadre.redone");
            speaker.reply(ticket, "solved.no");
            return;
        }
        ledger.record(ticket, "CLIMBED", "SYSTEM", null, "SECOND_NO", null);
        ticket.pass(above.get(), ledger.house().deadlines(), ledger.now());
        speaker.forwarding.story(ticket, "cadre.forward", Map.of());
        speaker.reply(ticket, "solved.no.climbed");
    }

    private void partly(QuestionRow question, Ticket ticket) {
        feedback(question, ticket, "PARTLY");
        ticket.reopened(false);
        ticket.renew(ledger.house().deadlines(), ledger.now());
        speaker.forwarding.tell(ticket, "cadre.partly");
        speaker.reply(ticket, "solved.partly");
    }

    /** Other words are appended and the question is asked again; what may be about an official goes the other way. */
    private boolean more(Ticket ticket, String text, Utterance heard) {
        Optional<Command> command = words.command(VillagerTalk.COMMANDS, text).filter(Command::marked);
        boolean suspicious =
                !ticket.confidential() && speaker.look(heard.body()).mustAsk();
        boolean another = speaker.latest().filter(t -> t == ticket).isEmpty();
        boolean menu = words.exactly("person", text) || words.exactly("not-my-cadre", text);
        if (command.isPresent() || suspicious || another || menu) {
            return false;
        }
        if (ticket.confidential() && speaker.concerned(List.of(heard.body())).contains(ticket.holderCadreId())) {
            return false;
        }
        int seq = speaker.record(ticket, heard);
        speaker.forwarding.utterance(ticket, seq, heard, false);
        speaker.reply(ticket, "ask.solved.again");
        return true;
    }
}

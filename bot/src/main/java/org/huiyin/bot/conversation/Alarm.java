package org.huiyin.bot.conversation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.bot.ticket.Ticket.Urgency;

/** Danger: the villager is told whom to ring, and whoever may help is alerted at any hour, except those the words may be about. */
final class Alarm {
    private final Speaker speaker;
    private final Matters matters;

    Alarm(Speaker speaker, Matters matters) {
        this.speaker = speaker;
        this.matters = matters;
    }

    /** Whether a text speaks of danger. */
    static boolean isDanger(Words words, String text) {
        return words.firstOf("danger", words.without("danger-none", words.haystack(text))) >= 0;
    }

    void ring(Utterance heard) {
        boolean about = speaker.look(heard.body()).mustAsk();
        Set<Long> concerned = about ? speaker.concerned(List.of(heard.body())) : Set.of();
        Holder first = about
                ? Routing.above(speaker.line(), Holder.DESK - 1, concerned)
                : Routing.first(speaker.line(), Set.of());
        Optional<Ticket> target = about ? Optional.empty() : matters.appendableInTheOpen();
        Ticket ticket = target.orElseGet(() -> speaker.open(heard, speaker.subject(), first));
        matters.press(ticket, Urgency.DANGER);
        if (about) {
            ticket.makeConfidential();
        } else if (ticket.fresh()) {
            begin(ticket, first);
        }
        int seq = speaker.record(ticket, heard);
        speaker.forwarding.alert(ticket, seq, heard, alerted(ticket, concerned));
        boolean unknown = speaker.people().isEmpty();
        speaker.acknowledge(ticket, about ? "ack.danger.desk" : unknown ? "ack.danger.unbound" : "ack.danger");
        if (unknown && !about) {
            new ProofTalk(speaker.ledger, speaker.said).askOnce();
        }
    }

    private void begin(Ticket ticket, Holder first) {
        if (speaker.people().isEmpty()) {
            ticket.hold(Ticket.Hold.UNBOUND);
        } else {
            ticket.received(first);
        }
    }

    /** The holder, the first of every route the sender speaks for, and the whole desk; nobody concerned. */
    private Set<Official> alerted(Ticket ticket, Set<Long> concerned) {
        Set<Official> alerted = new LinkedHashSet<>();
        Long holder = ticket.holderCadreId();
        if (holder != null) {
            speaker.ledger.directory().official(holder).ifPresent(alerted::add);
        }
        speaker.byRoute().stream()
                .map(person -> Routing.first(speaker.ledger.directory().line(person.household()), concerned))
                .filter(first -> concerned.isEmpty() || first.isDesk())
                .forEach(first -> first.official().ifPresent(alerted::add));
        speaker.ledger.directory().desk().forEach(post -> post.official().ifPresent(alerted::add));
        alerted.removeIf(official -> concerned.contains(official.cadreId()));
        return alerted;
    }
}

package org.huiyin.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Subject;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.outbox.Outbox;

/** Tells a villager what became of his matter, by day. */
final class Telling {
    /** Who wrote this lately is awake, and may be answered at night. */
    private static final Duration AWAKE = Duration.ofHours(1);

    private final Ledger ledger;
    private final Labels labels;

    Telling(Ledger ledger) {
        this.ledger = ledger;
        this.labels = new Labels(ledger);
    }

    /** False when there is no way to. */
    boolean tell(Ticket ticket, String key, Map<String, String> more) {
        Optional<AddressRow> villager = villager(ticket.subject());
        villager.ifPresent(to -> {
            Texts.Voice theirs = ledger.voice(to);
            Map<String, String> values = new HashMap<>(more);
            values.put("code", ticket.code());
            values.put("holder", labels.holder(ticket, theirs));
            values.put("due", labels.due(ticket.due(), theirs));
            Letter letter = Letter.to(to.id(), Purpose.NOTICE, progress(ticket, theirs.say(key, values)), ledger.now())
                    .about(ticket, null)
                    .at(quiet(ticket, ledger.now(), ""));
            ledger.send(letter, to.channel());
        });
        return villager.isPresent();
    }

    /** Words about a ticket, and the template that stands for them once a villager has been silent for long. */
    static Draft progress(Ticket ticket, String text) {
        // A template holds few characters, and names the ticket by itself.
        String mark = "#" + ticket.code();
        String inTemplate =
                text.startsWith(mark) ? text.substring(mark.length()).strip() : text;
        return Draft.words(text).notice("progress", Map.of("code", ticket.code(), "text", inTemplate));
    }

    /** What was said to be resolved goes on: the villager is not asked about it any more, and what has not left yet was never said. */
    void unask(Ticket ticket) {
        Long address = ticket.subject().addressId();
        if (address == null || !ticket.resolvedOnce()) {
            return;
        }
        ledger.endAbout(address, Topic.SOLVED, ticket);
        String purpose = Purpose.RESOLVED.name();
        Stream<Integer> queued = Parting.withhold(ledger.writes().parts, ticket.id(), purpose).stream();
        Stream<Integer> waiting = ticket.fresh()
                ? Stream.empty()
                : ledger.know(new Query.Withhold(address, ticket.id(), ticket.readSeq())).stream()
                        .map(Outbox.Undone::entrySeq);
        Stream.concat(queued, waiting)
                .distinct()
                .forEach(seq -> ledger.record(ticket, "UNDONE", "SYSTEM", null, Integer.toString(seq), null));
    }

    Optional<AddressRow> villager(Subject subject) {
        return Optional.ofNullable(subject.addressId()).map(ledger::address);
    }

    /** At night words wait for the morning, unless it presses or the villager is awake and talking. */
    Instant quiet(Ticket ticket, Instant at, String text) {
        boolean awake = ticket.spokenAt().isAfter(ledger.now().minus(AWAKE)) && !ticket.fresh();
        boolean pressing = ticket.pressing() || ledger.house().words().begins("urgent", text);
        Instant end = pressing || awake ? null : ledger.house().quietHours().endAfter(at);
        return end == null ? at : end;
    }
}

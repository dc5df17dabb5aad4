package org.huiyin.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.bot.conversation.Letter.Priority;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;

/** Twice a day an official hears what lies with him, the most urgent first, in one message for all of it. */
final class Digest {
    /** So many are named; the others are counted. */
    private static final int NAMED = 5;

    private final Ledger ledger;

    Digest(Ledger ledger) {
        this.ledger = ledger;
    }

    void run(Said.Digest said) {
        List<Ticket> waiting = ledger.heldBy(said.cadreId()).stream()
                .filter(t -> t.state() != Ticket.State.RESOLVED && t.state() != Ticket.State.MERGED)
                .toList();
        Optional<Official.Chat> chat = ledger.directory().official(said.cadreId()).stream()
                .flatMap(official -> official.chats().stream())
                .filter(Official.Chat::reachable)
                .findFirst();
        if (!waiting.isEmpty()) {
            chat.ifPresent(to -> send(to, waiting));
        }
    }

    private void send(Official.Chat to, List<Ticket> waiting) {
        boolean sms = ledger.house().limits(to.channel()).kind() == Limits.Kind.SMS;
        Texts.Voice voice = ledger.house().texts().voice(to.language(), sms);
        Labels labels = new Labels(ledger);
        long late =
                waiting.stream().filter(t -> ledger.now().isAfter(t.due().at())).count();
        List<String> lines = new ArrayList<>();
        lines.add(voice.say(
                "cadre.digest", Map.of("count", Integer.toString(waiting.size()), "late", Long.toString(late))));
        if (!sms) {
            waiting.stream().limit(NAMED).forEach(ticket -> lines.add(labels.todo(ticket, voice)));
        }
        Letter letter = Letter.to(to.addressId(), Purpose.NOTICE, Draft.words(String.join("\n", lines)), ledger.now())
                .first(Priority.REMINDER);
        ledger.send(letter, to.channel());
    }
}

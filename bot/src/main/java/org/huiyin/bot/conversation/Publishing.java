package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.ticket.Publications;
import org.huiyin.db.ticket.QuestionRow;

/** 公开摘要 路灯已修好: what may be shown of a matter that has ended - a summary that a person wrote, and that the villager agrees to. */
final class Publishing {
    /** A summary is one or two sentences. */
    private static final int LONGEST = 200;

    /** What was withdrawn or declined was not dealt with: there is nothing to show. */
    private static final Set<String> ENDS = Set.of("CONFIRMED", "SILENT", "UNREACHED");

    private final Desk desk;
    private final Ledger ledger;

    Publishing(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
    }

    void of(Ticket ticket, String summary) {
        Optional<AddressRow> villager = new Telling(ledger).villager(ticket.subject());
        if (!desk.holds(ticket)) {
            desk.notHolder(ticket);
        } else if (ticket.confidential() || ticket.anonymous()) {
            desk.say("cadre.publish.secret", ticket, Map.of());
        } else if (ticket.open() || !ENDS.contains(ticket.closedAs())) {
            desk.say("cadre.publish.early", ticket, Map.of());
        } else if (!villager.map(AddressRow::notices).orElse(true)) {
            desk.say("cadre.publish.opted-out", ticket, Map.of());
        } else if (summary.isBlank() || summary.codePointCount(0, summary.length()) > LONGEST) {
            desk.say("cadre.publish.how", ticket, Map.of());
        } else if (villager.isEmpty()) {
            desk.say("cadre.no-address", ticket, Map.of());
        } else {
            ask(ticket, summary, villager.get());
        }
    }

    private void ask(Ticket ticket, String summary, AddressRow villager) {
        ledger.record(ticket, "SUMMARY", "CADRE", desk.cadreId, "", summary);
        ledger.publish(new Publications.Summary(ticket.id(), summary, desk.cadreId));
        Draft draft =
                Draft.words(ledger.voice(villager).say("ask.consent", Map.of("code", ticket.code(), "text", summary)));
        Instant when = new Telling(ledger).quiet(ticket, ledger.now(), "");
        Letter letter = Letter.to(villager.id(), Purpose.CONSENT, draft, ledger.now())
                .about(ticket, null)
                .at(when);
        ledger.send(letter, villager.channel());
        ledger.endAbout(villager.id(), Topic.CONSENT, ticket);
        ledger.askLater(villager.id(), Topic.CONSENT, ticket, when, when.plus(VillagerTalk.QUESTION_LIFE), false);
        desk.say("cadre.publish.asked", ticket, Map.of());
    }

    /** The villager's word: without his yes nothing is shown. */
    static boolean answered(Speaker speaker, QuestionRow question, String text) {
        Ledger ledger = speaker.ledger;
        Words words = ledger.house().words();
        boolean yes = words.exactly("yes", text);
        if (!yes && !words.exactly("no", text)) {
            return false;
        }
        ledger.end(question);
        Ticket ticket =
                ledger.ticket(Objects.requireNonNull(question.ticketId())).orElseThrow();
        if (ticket.open()) {
            speaker.reply("ack.nothing-asked");
            return true;
        }
        ledger.record(ticket, "CONSENT", "VILLAGER", speaker.sender.id(), yes ? "YES" : "NO", null);
        ledger.publish(new Publications.Consent(ticket.id(), yes));
        speaker.reply(ticket, yes ? "ack.consent" : "ack.no-consent");
        return true;
    }
}

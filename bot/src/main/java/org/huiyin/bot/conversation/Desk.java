package org.huiyin.bot.conversation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.address.AddressRow;

/** The official who speaks: what he may see, and how he is answered. What every rule about officials needs. */
final class Desk {
    final Ledger ledger;
    final Said.Spoke said;
    final long cadreId;
    final AddressRow sender;
    final Texts.Voice voice;
    final Labels labels;
    final Forwarding forwarding;

    Desk(Ledger ledger, Said.Spoke said, long cadreId) {
        this.ledger = ledger;
        this.said = said;
        this.cadreId = cadreId;
        this.sender = ledger.address(said.addressId());
        this.voice = ledger.voice(sender);
        this.labels = new Labels(ledger);
        this.forwarding = new Forwarding(ledger);
    }

    /** The ticket of that code, if he may know that it exists. */
    Optional<Ticket> visible(String code) {
        return ledger.byCode(code).filter(this::sees);
    }

    /** His own; and, at the county desk, what everybody there was alerted to. */
    boolean sees(Ticket ticket) {
        boolean alerted = ticket.urgency() == Ticket.Urgency.DANGER
                && !ticket.confidential()
                && ticket.hold() != Ticket.Hold.ASKED
                && ledger.directory().desk().stream()
                        .flatMap(post -> post.official().stream())
                        .anyMatch(official -> official.cadreId() == cadreId);
        return alerted || ticket.visibleTo(cadreId);
    }

    String ownName() {
        return ledger.directory().official(cadreId).map(Official::name).orElse("");
    }

    void say(String key, Map<String, String> values) {
        ledger.reply(said, List.of(voice.say(key, values)), null);
    }

    /** About a ticket, whose code and person it names. */
    void say(String key, Ticket ticket, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("code", ticket.code());
        values.put("who", labels.name(ticket, voice));
        ledger.reply(said, List.of(voice.say(key, values)), ticket);
    }
}

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
                && isOfDesk();
        return alerted || ticket.visibleTo(cadreId) || onSeat(ticket) || assists(ticket);
    }

    /** What lies with the county desk's own seat is everybody's there, but for those whom it concerns. */
    private boolean onSeat(Ticket ticket) {
        return ticket.open()
                && ticket.holderCadreId() == null
                && ticket.hold() != Ticket.Hold.ASKED
                && isOfDesk()
                && !new Concerned(ledger).by(ticket).contains(cadreId);
    }

    private boolean assists(Ticket ticket) {
        return ticket.hold() != Ticket.Hold.ASKED
                && !new Concerned(ledger).by(ticket).contains(cadreId)
                && ledger.story(ticket).stream()
                        .anyMatch(row ->
                                row.kind().equals("ASSISTS") && row.detail().equals(Long.toString(cadreId)));
    }

    /** Whether it is his to deal with; what lies with the county desk's own seat is everybody's there. */
    boolean holds(Ticket ticket) {
        Long holder = ticket.holderCadreId();
        return holder == null ? isOfDesk() : holder == cadreId;
    }

    /** Whether it is his as the county desk's, and not as a department's. */
    boolean holdsAsDesk(Ticket ticket) {
        return holds(ticket) && ledger.directory().desk().stream().anyMatch(post -> post.dutyId() == ticket.holderId());
    }

    /** Whether he is one of the county desk. */
    boolean isOfDesk() {
        return ledger.directory().desk().stream()
                .flatMap(post -> post.official().stream())
                .anyMatch(official -> official.cadreId() == cadreId);
    }

    String ownName() {
        return ledger.directory().official(cadreId).map(Official::name).orElse("");
    }

    /** Says who has it, to somebody who has it no longer. */
    void notHolder(Ticket ticket) {
        if (ticket.open()) {
            say(
                    assists(ticket) ? "cadre.not-holder" : "cadre.not-holder.sees",
                    ticket,
                    Map.of("holder", labels.holder(ticket, voice)));
        } else {
            say("cadre.closed", ticket, Map.of());
        }
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

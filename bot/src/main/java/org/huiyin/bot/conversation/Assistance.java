package org.huiyin.bot.conversation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huiyin.bot.routing.Department;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.ticket.Ticket;

/** 协办 李强 去测一下: one more who helps, while the holder stays the lead. Whoever received it first helps without being called. */
final class Assistance {
    private final Desk desk;
    private final Ledger ledger;

    Assistance(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
    }

    void call(Ticket ticket, String text) {
        String[] parts = text.split("[\\s:：，,]+", 2);
        if (!desk.holds(ticket) || !ticket.open()) {
            desk.notHolder(ticket);
        } else if (parts[0].isBlank()) {
            desk.say("cadre.assist.how", ticket, Map.of());
        } else {
            found(ticket, parts[0])
                    .ifPresentOrElse(
                            official -> called(ticket, official, parts.length > 1 ? parts[1].strip() : ""),
                            () -> desk.say("cadre.assist.who", ticket, Map.of("name", parts[0])));
        }
    }

    /** By name where there is one of that name, by code, or whoever leads that department; nobody who must not know of it. */
    private Optional<Official> found(Ticket ticket, String name) {
        List<Official> named = ledger.directory().named(name);
        Stream<Official> department = ledger.directory().department(name).map(Department::seats).stream()
                .flatMap(List::stream)
                .flatMap(seat -> seat.official().stream());
        Concerned concerned = new Concerned(ledger);
        return Stream.concat(named.size() == 1 ? named.stream() : Stream.empty(), department)
                .filter(Official::available)
                .filter(official -> official.cadreId() != desk.cadreId && !concerned.is(ticket, official))
                .findFirst();
    }

    private void called(Ticket ticket, Official official, String why) {
        ledger.record(
                ticket,
                "ASSISTS",
                "CADRE",
                desk.cadreId,
                Long.toString(official.cadreId()),
                why.isEmpty() ? null : why);
        desk.forwarding.storyTo(official, ticket, "cadre.assist.asked", Map.of("from", desk.ownName(), "reason", why));
        desk.say("cadre.assist.done", ticket, Map.of("name", official.name()));
    }
}

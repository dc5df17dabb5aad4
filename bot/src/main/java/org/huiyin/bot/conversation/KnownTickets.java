package org.huiyin.bot.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.TicketRow;

/** The tickets that a batch knows, by what they are looked up by: a batch of hundreds of messages must not look through all of them for each. */
final class KnownTickets {
    private final Map<Long, Ticket> byId = new TreeMap<>();
    private final Map<String, Ticket> byCode = new HashMap<>();
    private final Map<Long, List<Ticket>> byAddress = new HashMap<>();
    private final List<Ticket> fresh = new ArrayList<>();

    /** One that was read; if it is known already, the known one, which may have changed since. */
    Ticket read(TicketRow row) {
        Ticket known = byId.get(row.id());
        return known == null ? add(Ticket.read(row)) : known;
    }

    /** One that this batch opens. */
    Ticket open(TicketRow first) {
        Ticket ticket = add(Ticket.opened(first));
        fresh.add(ticket);
        return ticket;
    }

    private Ticket add(Ticket ticket) {
        byId.put(ticket.id(), ticket);
        byCode.put(ticket.code(), ticket);
        Long address = ticket.subject().addressId();
        if (address != null) {
            byAddress.computeIfAbsent(address, id -> new ArrayList<>()).add(ticket);
        }
        return ticket;
    }

    Optional<Ticket> byId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Ticket> byCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The address a ticket is about never changes. */
    Stream<Ticket> ofAddress(long addressId) {
        return byAddress.getOrDefault(addressId, List.of()).stream();
    }

    /** In the order of their ids. */
    Collection<Ticket> all() {
        return byId.values();
    }

    List<Ticket> fresh() {
        return fresh;
    }
}

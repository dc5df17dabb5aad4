package org.huiyin.bot.conversation;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.routing.Department;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.registry.OfficialRows.Absence;

/** What an official holds goes to whoever stands in for him, and back: the clocks run on, and the villager is told. */
final class Succession {
    private final Ledger ledger;
    private final Forwarding forwarding;
    /** A duty that has just ended, which the directory does not know yet. */
    private long endedCover = -1;

    Succession(Ledger ledger) {
        this.ledger = ledger;
        this.forwarding = new Forwarding(ledger);
    }

    /** An absence is over, or its official holds something in spite of it. */
    void run(Said.Leave said) {
        Optional<Absence> absence = ledger.directory().absence(said.cadreId()).filter(a -> a.id() == said.absenceId());
        absence.ifPresent(running -> {
            if (running.until().isAfter(ledger.now())) {
                away(said.cadreId(), Optional.empty());
            } else {
                String count = Integer.toString(back(running));
                ledger.directory()
                        .official(said.cadreId())
                        .ifPresent(official ->
                                forwarding.plain(official, "cadre.absence.over", voice -> Map.of("count", count)));
            }
        });
    }

    /** Everything he holds goes to the cover, else as the directory says. */
    void away(long cadreId, Optional<Holder> cover) {
        List<Ticket> held = ledger.heldBy(cadreId);
        ledger.foresee(held);
        for (Ticket ticket : held) {
            Set<Long> concerned = concerned(ticket, cadreId);
            Holder next = cover.filter(holder -> holder.official()
                            .filter(official -> !new Concerned(ledger).is(ticket, official))
                            .isPresent())
                    .orElseGet(() -> next(ticket, concerned));
            move(ticket, next, "told.covered");
        }
    }

    /** He is back: what is his is his again, whoever has had it, and nothing stays under the duty of his cover, which ends; gives how many. */
    int back(Absence absence) {
        ledger.back(absence.cadreId());
        Set<Ticket> lent = new LinkedHashSet<>(ledger.stoodInFor(absence.cadreId()));
        Long cover = absence.coverDutyId();
        if (cover != null) {
            endedCover = cover;
            lent.addAll(ledger.heldUnder(cover));
        }
        ledger.foresee(List.copyOf(lent));
        lent.forEach(ticket -> move(ticket, own(ticket, absence), "told.back"));
        return lent.size();
    }

    /** The very duty whose it is, where he occupies that; else what he has in the line, as the cover of somebody else who is away. */
    private Holder own(Ticket ticket, Absence absence) {
        List<Holder> his = seats(ticket).stream()
                .filter(holder -> holder.official()
                        .filter(official -> official.cadreId() == absence.cadreId())
                        .isPresent())
                .toList();
        return his.stream()
                .filter(holder -> holder.dutyId() == ticket.ownDutyId())
                .findFirst()
                .or(() -> his.stream().findFirst())
                .orElseGet(() -> next(ticket, coverOf(absence)));
    }

    private static Set<Long> coverOf(Absence absence) {
        Long cover = absence.coverCadreId();
        return cover == null ? Set.of() : Set.of(cover);
    }

    private Set<Long> concerned(Ticket ticket, long absent) {
        Set<Long> concerned = new HashSet<>(new Concerned(ledger).by(ticket));
        concerned.add(absent);
        return concerned;
    }

    /** Those among whom a ticket stays: the seats of its department, or the line; no cover whose time has ended just now. */
    private List<Holder> seats(Ticket ticket) {
        return ledger
                .directory()
                .departmentOf(ticket.ownDutyId())
                .map(Department::seats)
                .orElseGet(() -> forwarding.line(ticket))
                .stream()
                .filter(holder -> holder.dutyId() != endedCover)
                .toList();
    }

    private Holder next(Ticket ticket, Set<Long> concerned) {
        return ledger.directory().departmentOf(ticket.ownDutyId()).isPresent()
                ? Routing.available(seats(ticket), concerned)
                        .orElseGet(() -> Routing.first(ledger.directory().desk(), concerned))
                : Routing.above(seats(ticket), ticket.level() - 1, concerned);
    }

    /** The register has moved it: the new holder and the villager hear so. */
    void tell(Said.Given said) {
        Ticket ticket = ledger.ticket(said.ticketId()).orElseThrow();
        ledger.told(ticket);
        if (ticket.open() && ticket.state() != Ticket.State.MERGED && ticket.hold() != Ticket.Hold.ASKED) {
            forwarding.story(ticket, "cadre.given", Map.of());
            new Telling(ledger).tell(ticket, "told.moved", Map.of());
        }
    }

    /** What nobody could take goes to the first of the desk who can, and whom it does not concern. */
    void fromSeat(Said.OnSeat said) {
        Ticket ticket = ledger.ticket(said.ticketId()).orElseThrow();
        boolean waits = ticket.open() && ticket.holderCadreId() == null && ticket.hold() != Ticket.Hold.ASKED;
        Optional<Holder> next = waits
                ? Routing.available(ledger.directory().desk(), new Concerned(ledger).by(ticket))
                : Optional.empty();
        next.ifPresent(holder -> {
            ticket.succeed(holder);
            ledger.record(ticket, "MOVED", "SYSTEM", null, "SEAT", null);
            forwarding.story(ticket, "cadre.given", Map.of());
        });
    }

    private void move(Ticket ticket, Holder to, String told) {
        String from = ledger.directory()
                .official(ticket.holderCadreId() == null ? -1 : ticket.holderCadreId())
                .map(Official::name)
                .orElse("");
        ticket.standIn(to);
        ledger.record(ticket, "MOVED", "SYSTEM", null, "ABSENCE", null);
        if (ticket.hold() == Ticket.Hold.ASKED || ticket.state() == Ticket.State.MERGED) {
            return;
        }
        forwarding.story(ticket, "cadre.covers", Map.of("from", from));
        if (!ticket.confidential() && ticket.state() != Ticket.State.RESOLVED) {
            new Telling(ledger).tell(ticket, told, Map.of("from", from));
        }
    }
}

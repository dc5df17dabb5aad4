package org.huiyin.bot.conversation;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.HistoryRow;

/** Whom what is kept from the line must not reach: everybody of the line below the desk, and whoever is named in it. */
final class Concerned {
    private final Ledger ledger;

    Concerned(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Keeps, sealed, whom it must not reach: later the household may have another cadre, and its sender speak for others. */
    void note(Ticket ticket, Set<Long> concerned) {
        if (!concerned.isEmpty()) {
            String ids = concerned.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
            ledger.record(ticket, "RECUSED", "SYSTEM", null, "", ids);
        }
    }

    private static Stream<Long> noted(HistoryRow row) {
        String ids = row.body();
        return !row.kind().equals("RECUSED") || ids == null
                ? Stream.empty()
                : Stream.of(ids.split(",")).map(Long::valueOf);
    }

    /** Whether it must not reach that official, whatever post he has: he is of its line, or named in it. */
    boolean is(Ticket ticket, Official official) {
        return ticket.confidential()
                && (by(ticket).contains(official.cadreId())
                        || named(ticket, List.of(holding(official))).contains(official.cadreId()));
    }

    private static Holder holding(Official official) {
        return new Holder(-1, Optional.of(official), 0);
    }

    /** Nobody, where it is kept from nobody. */
    Set<Long> by(Ticket ticket) {
        Set<Long> concerned = new HashSet<>();
        if (!ticket.confidential()) {
            return concerned;
        }
        List<Holder> line = ledger.directory().withDepartments(new Forwarding(ledger).line(ticket));
        line.stream()
                .filter(holder -> !holder.isDesk())
                .forEach(holder -> holder.official().map(Official::cadreId).ifPresent(concerned::add));
        ledger.story(ticket).stream().flatMap(Concerned::noted).forEach(concerned::add);
        concerned.addAll(named(ticket, line));
        return concerned;
    }

    private Set<Long> named(Ticket ticket, List<Holder> among) {
        return ledger.story(ticket).stream()
                .filter(row -> !row.kind().equals("RECUSED"))
                .map(HistoryRow::body)
                .filter(Objects::nonNull)
                .flatMap(body -> ledger.house().recusal().look(body, among).named().stream())
                .collect(Collectors.toSet());
    }
}

package org.huiyin.bot.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.registry.MovedTicket;
import org.huiyin.db.registry.OnMoved;
import org.huiyin.db.ticket.Histories;
import org.huiyin.db.ticket.HistoryRow;
import org.huiyin.db.ticket.TicketRow;
import org.huiyin.db.ticket.Tickets;
import org.huiyin.db.vault.Vault;

/** Writes into the history of a ticket that a change of the registry gave it another holder; in the transaction of that change. */
public final class MovedHistory implements OnMoved {
    private final Tickets tickets;
    private final Histories histories;
    private final Clock clock;

    public MovedHistory(Vault vault, Clock clock) {
        this.tickets = new Tickets(vault);
        this.histories = new Histories(vault);
        this.clock = clock;
    }

    @Override
    public Future<Void> moved(SqlClient client, List<MovedTicket> moved) {
        List<Long> ids = moved.stream().map(MovedTicket::ticketId).toList();
        Tickets.Wanted wanted = new Tickets.Wanted(List.of(), Instant.EPOCH, List.of(), List.of(), ids);
        return tickets.read(client, wanted).compose(rows -> record(client, rows));
    }

    private Future<Void> record(SqlClient client, List<TicketRow> rows) {
        List<Tickets.Change> changed = new ArrayList<>();
        List<HistoryRow> history = new ArrayList<>();
        for (TicketRow row : rows) {
            Ticket ticket = Ticket.read(row);
            history.add(ticket.record(clock.instant(), "MOVED", "SYSTEM", null, "REGISTRY", null));
            changed.add(new Tickets.Change(ticket.row(), ticket.readSeq()));
        }
        return tickets.change(client, changed)
                .compose(all -> all
                        ? histories.append(client, history)
                        : Future.failedFuture(new IllegalStateException("a ticket that is being moved changed")));
    }
}

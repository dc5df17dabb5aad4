package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.huiyin.bot.conversation.Writes;
import org.huiyin.bot.store.Repositories;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.registry.Officials;
import org.huiyin.db.ticket.TicketRow;

/** Writes what a batch decided: each kind of row by one statement, tickets in the order of their ids. */
final class Writer {
    private final Repositories db;
    private final SqlConnection connection;
    private final Instant now;

    Writer(Repositories db, SqlConnection connection, Instant now) {
        this.db = db;
        this.connection = connection;
        this.now = now;
    }

    /** Fails with {@link Changed} when a ticket was changed by somebody else since it was read: the batch starts again. */
    Future<Void> write(Writes writes) {
        return unchanged(writes.changedTickets())
                .compose(done -> some(writes.addresses(), () -> db.addresses().update(connection, writes.addresses())))
                .compose(done ->
                        some(writes.newTickets(), () -> db.tickets().open(connection, rows(writes.newTickets()))))
                .compose(done -> some(
                        writes.changedTickets(), () -> db.tickets().change(connection, rows(writes.changedTickets()))))
                .compose(done -> some(writes.history(), () -> db.histories().append(connection, writes.history())))
                .compose(done -> questions(writes))
                .compose(done ->
                        some(writes.attachments(), () -> db.attachments().want(connection, writes.attachments(), now)))
                .compose(done -> people(writes))
                .compose(done -> outgoing(writes));
    }

    private static List<TicketRow> rows(List<Ticket> tickets) {
        return tickets.stream().map(Ticket::row).toList();
    }

    private Future<Void> unchanged(List<Ticket> changed) {
        if (changed.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<Long, Integer> seqs = new HashMap<>();
        changed.forEach(ticket -> seqs.put(ticket.id(), ticket.readSeq()));
        return db.tickets()
                .lockUnchanged(connection, seqs)
                .compose(same -> same ? Future.succeededFuture() : Future.failedFuture(new Changed()));
    }

    private Future<Void> questions(Writes writes) {
        return some(writes.ended(), () -> db.questions().end(connection, writes.ended(), now))
                .compose(done -> some(writes.asked(), () -> db.questions().ask(connection, writes.asked())));
    }

    private Future<Void> people(Writes writes) {
        return some(writes.bindings(), () -> db.households().bind(connection, writes.bindings(), now))
                .compose(done ->
                        some(writes.codes(), () -> db.confirmations().remember(connection, writes.codes(), now)))
                .compose(done -> some(
                        writes.codeUses().keySet(), () -> db.confirmations().use(connection, writes.codeUses(), now)))
                .compose(done -> writes.registryChanged() ? Officials.rise(connection) : Future.succeededFuture());
    }

    private Future<Void> outgoing(Writes writes) {
        Future<Void> chain = Future.succeededFuture();
        for (Writes.Hasten hasten : writes.hastened()) {
            chain = chain.compose(done -> db.outbox().hasten(connection, hasten.addressId(), hasten.ticketId(), now));
        }
        return chain.compose(done -> db.outbox().enqueue(connection, writes.parts()));
    }

    private static Future<Void> some(Collection<?> rows, Supplier<Future<Void>> write) {
        return rows.isEmpty() ? Future.succeededFuture() : write.get();
    }

    /** A ticket changed between reading and writing, or another node took in the same event. */
    static final class Changed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Changed() {
            super("somebody else was faster", null, false, false);
        }
    }
}

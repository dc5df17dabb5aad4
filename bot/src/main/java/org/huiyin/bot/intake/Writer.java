package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.huiyin.bot.common.CommonProblem;
import org.huiyin.bot.conversation.KnownCommons;
import org.huiyin.bot.conversation.Writes;
import org.huiyin.bot.store.Repositories;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.common.CommonMembers;
import org.huiyin.db.common.StepRow;
import org.huiyin.db.registry.Officials;
import org.huiyin.db.ticket.TicketRow;
import org.huiyin.db.ticket.Tickets;

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

    /**
     * Sends everything at once, in an order that all nodes share: one wait instead of one for each statement. What follows a statement that fails
     * fails too, and the transaction is given up. Fails with {@link Changed} when a ticket was changed by somebody else since it was read: the
     * batch starts again.
     */
    Future<Void> write(Writes writes) {
        return together(List.of(
                // A duty begins before a ticket is given to it; one ends when nothing is held by it.
                each(writes.endedAbsences(), cadre -> db.absences().end(connection, cadre, now)),
                each(writes.absences(), absence -> db.absences().begin(connection, absence, now)),
                some(writes.addresses(), () -> db.addresses().update(connection, writes.addresses())),
                some(writes.newTickets(), () -> db.tickets().open(connection, rows(writes.newTickets()))),
                some(writes.changedTickets(), () -> change(writes.changedTickets())),
                some(writes.history(), () -> db.histories().append(connection, writes.history())),
                some(writes.ended(), () -> db.questions().end(connection, writes.ended(), now)),
                some(writes.asked(), () -> db.questions().ask(connection, writes.asked())),
                some(writes.attachments(), () -> db.attachments().want(connection, writes.attachments())),
                some(writes.told(), () -> db.tickets().told(connection, writes.told())),
                each(writes.publications(), step -> db.publications().take(connection, step, now)),
                commons(writes.commons()),
                people(writes),
                outgoing(writes)));
    }

    /** Fails as the first that fails does. */
    private static Future<Void> together(List<Future<Void>> sent) {
        return Future.all(sent).mapEmpty();
    }

    private static List<TicketRow> rows(List<Ticket> tickets) {
        return tickets.stream().map(Ticket::row).toList();
    }

    private Future<Void> change(List<Ticket> tickets) {
        List<Tickets.Change> changes = tickets.stream()
                .map(ticket -> new Tickets.Change(ticket.row(), ticket.readSeq()))
                .toList();
        return db.tickets().change(connection, changes).compose(Writer::unchanged);
    }

    /** A problem before its tickets; out of one before into another. */
    private Future<Void> commons(KnownCommons commons) {
        CommonMembers members = db.commonMembers();
        List<CommonProblem> problems = commons.changedProblems();
        List<StepRow> steps = problems.stream()
                .flatMap(problem -> problem.newSteps().stream())
                .toList();
        return together(List.of(
                each(problems, this::write),
                some(steps, () -> db.commonProblems().append(connection, steps)),
                some(commons.accepted(), () -> members.accept(connection, commons.accepted())),
                some(commons.refused(), () -> members.refuse(connection, commons.refused())),
                some(
                        commons.changedMembers(),
                        () -> members.change(connection, commons.changedMembers())
                                .compose(Writer::unchanged)),
                some(commons.addedMembers(), () -> members.add(connection, commons.addedMembers())),
                some(commons.left(), () -> members.recount(connection, commons.left()))));
    }

    private Future<Void> write(CommonProblem problem) {
        return problem.fresh()
                ? db.commonProblems().open(connection, problem.row())
                : db.commonProblems().change(connection, problem.row()).compose(Writer::unchanged);
    }

    private static Future<Void> unchanged(boolean all) {
        return all ? Future.succeededFuture() : Future.failedFuture(new Changed());
    }

    private Future<Void> people(Writes writes) {
        return together(List.of(
                some(writes.bindings(), () -> db.households().bind(connection, writes.bindings(), now)),
                some(writes.codes(), () -> db.confirmations().remember(connection, writes.codes(), now)),
                some(writes.codeUses().keySet(), () -> db.confirmations().use(connection, writes.codeUses(), now)),
                writes.registryChanged() ? Officials.rise(connection) : Future.succeededFuture()));
    }

    private Future<Void> outgoing(Writes writes) {
        List<Future<Void>> sent = new ArrayList<>();
        for (Writes.Hasten hasten : writes.hastened()) {
            sent.add(db.outbox().hasten(connection, hasten.addressId(), hasten.ticketId(), now));
        }
        sent.add(db.outbox().enqueue(connection, writes.parts()));
        return together(sent);
    }

    /** For what hardly ever is there, one statement each. */
    private static <T> Future<Void> each(Collection<T> rows, Function<T, Future<Void>> write) {
        return together(rows.stream().map(write).toList());
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

package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huiyin.bot.conversation.Facts;
import org.huiyin.bot.conversation.Query;
import org.huiyin.bot.routing.Directory;
import org.huiyin.bot.store.Repositories;
import org.huiyin.db.Ids;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.QuestionRow;
import org.huiyin.db.ticket.TicketRow;
import org.huiyin.db.ticket.Tickets;

/** Locks the senders of a batch, in the order of ids, and reads what every decision about them needs. */
final class Gathering {
    /** Closed tickets this young still count as "the last one". */
    private static final Duration LATELY = Duration.ofDays(7);

    private final Repositories db;
    private final SqlConnection connection;
    private final Ids ids;
    private final Instant now;

    Gathering(Repositories db, SqlConnection connection, Ids ids, Instant now) {
        this.db = db;
        this.connection = connection;
        this.ids = ids;
        this.now = now;
    }

    /** Locks everybody who sent something or whose silence speaks, and reads who they are. */
    Future<List<AddressRow>> lock(Collection<Arrival> arrivals) {
        Set<AddressKey> senders =
                arrivals.stream().map(Arrival::sender).filter(Objects::nonNull).collect(Collectors.toSet());
        Set<Long> silent = arrivals.stream()
                .map(Arrival::noticed)
                .filter(Objects::nonNull)
                .map(Arrival.Noticed::addressId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return lock(senders).compose(known -> others(known, silent));
    }

    /** Nearly always everybody has written before, and is known. */
    private Future<List<AddressRow>> lock(Set<AddressKey> senders) {
        return senders.isEmpty()
                ? Future.succeededFuture(List.of())
                : db.addresses()
                        .lock(connection, senders)
                        .compose(known -> known.size() == senders.size()
                                ? Future.succeededFuture(known)
                                : create(missing(senders, known))
                                        .compose(created -> db.addresses().lock(connection, senders)));
    }

    private static List<AddressKey> missing(Set<AddressKey> senders, List<AddressRow> known) {
        Set<AddressKey> missing = new HashSet<>(senders);
        known.forEach(row -> missing.remove(new AddressKey(row.channel(), row.address())));
        return List.copyOf(missing);
    }

    private Future<Void> create(List<AddressKey> missing) {
        return ids.reserve(connection, Ids.Kind.ADDRESS, missing.size())
                .compose(reserved -> db.addresses().create(connection, missing, take(missing.size())));
    }

    private Long[] take(int count) {
        Long[] taken = new Long[count];
        for (int i = 0; i < count; i++) {
            taken[i] = ids.take(Ids.Kind.ADDRESS);
        }
        return taken;
    }

    private Future<List<AddressRow>> others(List<AddressRow> known, Set<Long> silent) {
        Set<Long> more = new HashSet<>(silent);
        known.forEach(address -> more.remove(address.id()));
        return more.isEmpty()
                ? Future.succeededFuture(known)
                : db.addresses().lockIds(connection, more).map(rows -> {
                    List<AddressRow> all = new ArrayList<>(known);
                    all.addAll(rows);
                    return all;
                });
    }

    /**
     * Reads what the locked addresses may be talking about.
     *
     * @param codes of tickets that officials among them name
     */
    Future<Facts> facts(Directory directory, List<AddressRow> addresses, Set<String> codes) {
        List<Long> all = addresses.stream().map(AddressRow::id).toList();
        Set<Long> villagers = addresses.stream()
                .filter(a -> a.cadreId() == null)
                .map(AddressRow::id)
                .collect(Collectors.toSet());
        Tickets.Wanted wanted = new Tickets.Wanted(villagers, now.minus(LATELY), codes, List.of(), List.of());
        Future<List<KnownPerson>> bound = db.households().bound(connection, villagers);
        Future<List<TicketRow>> tickets = db.tickets().read(connection, wanted);
        Future<List<QuestionRow>> questions = db.questions().open(connection, all, now);
        Future<List<AddressRow>> concerned = codes.isEmpty()
                ? Future.succeededFuture(List.of())
                : db.addresses().ofTickets(connection, codes);
        return Future.all(bound, tickets, questions, concerned).map(read -> {
            List<TicketRow> own =
                    tickets.result().stream().filter(wanted::isOfAddress).toList();
            Facts facts = new Facts(directory, addresses, bound.result(), own, questions.result());
            learn(facts, codes, tickets.result());
            concerned.result().forEach(row -> facts.learn(new Query.AddressById(row.id()), Optional.of(row)));
            return facts;
        });
    }

    private static void learn(Facts facts, Set<String> codes, List<TicketRow> tickets) {
        Map<String, TicketRow> byCode = tickets.stream().collect(Collectors.toMap(TicketRow::code, row -> row));
        codes.forEach(code -> facts.learn(new Query.ByCode(code), Optional.ofNullable(byCode.get(code))));
    }
}

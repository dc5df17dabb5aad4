package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.bot.conversation.Conversation;
import org.huiyin.bot.conversation.Facts;
import org.huiyin.bot.conversation.House;
import org.huiyin.bot.conversation.Ledger;
import org.huiyin.bot.conversation.Said;
import org.huiyin.bot.conversation.Writes;
import org.huiyin.bot.routing.Directory;
import org.huiyin.db.Ids;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.inbound.Inbound;
import org.huiyin.db.inbound.InboundKey;
import org.huiyin.db.inbound.SetAside;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.QuestionRow;
import org.huiyin.db.ticket.TicketRow;
import org.huiyin.db.ticket.Tickets;

/**
 * One transaction for everything that waits together: record the keys, lock the senders, read, decide, write. Whoever calls commits and then
 * answers.
 */
final class Batch {
    /** A decision that needs more than this to be read has a circle in it. */
    private static final int MOST_ROUNDS = 12;
    /** Closed tickets this young still count as "the last one". */
    private static final Duration LATELY = Duration.ofDays(7);

    private final Repositories db;
    private final House house;
    private final Reader reader;
    private final SqlConnection connection;
    private final Ids ids;
    private final Instant now;
    private final Map<InboundKey, Arrival> arrivals = new LinkedHashMap<>();

    Batch(Repositories db, House house, SqlConnection connection, Ids ids, List<Arrival> waiting, Instant now) {
        this.db = db;
        this.house = house;
        this.connection = connection;
        this.ids = ids;
        this.now = now;
        this.reader = new Reader(db, connection, ids, now);
        waiting.forEach(arrival -> arrivals.putIfAbsent(arrival.key(), arrival));
    }

    /** What to answer to each, once the transaction has committed. {@code wrote} when others should be woken. */
    record Result(Map<InboundKey, Intake.Taken> taken, boolean wrote) {}

    Future<Result> run(Directory directory) {
        Map<InboundKey, Instant> keys = new HashMap<>();
        arrivals.forEach((key, arrival) -> keys.put(key, arrival.at()));
        return db.inbound()
                .record(connection, keys)
                .compose(fresh -> fresh.isEmpty()
                        ? answers(Map.of(), fresh).map(taken -> new Result(taken, false))
                        : take(directory, fresh));
    }

    private Future<Result> take(Directory directory, Set<InboundKey> fresh) {
        List<Arrival> news =
                arrivals.values().stream().filter(a -> fresh.contains(a.key())).toList();
        return setAside(news)
                .compose(done -> facts(directory, news))
                .compose(facts -> decide(facts, news, 1))
                .compose(writes -> new Writer(db, connection, now).write(writes).map(writes))
                .compose(writes -> answers(writes.passive(), fresh)
                        .map(taken -> new Result(
                                taken,
                                !writes.parts().isEmpty()
                                        || !writes.attachments().isEmpty())));
    }

    private Future<Void> setAside(List<Arrival> news) {
        Future<Void> chain = Future.succeededFuture();
        for (Arrival arrival : news) {
            if (arrival.event() instanceof TextEvent.Unrecognised odd) {
                chain = chain.compose(done -> db.setAside()
                        .keep(connection, now, odd.channel(), SetAside.Reason.UNRECOGNISED, odd.kind(), odd.raw()));
            }
        }
        return chain;
    }

    // ------------------------------------------------------------------------------------------------------------------- reading

    private Future<Facts> facts(Directory directory, List<Arrival> news) {
        Set<AddressKey> senders =
                news.stream().map(Arrival::sender).filter(Objects::nonNull).collect(Collectors.toSet());
        Set<Long> silent = news.stream()
                .map(Arrival::silence)
                .filter(Objects::nonNull)
                .map(Arrival.Ended::addressId)
                .collect(Collectors.toSet());
        return create(senders)
                .compose(created -> db.addresses().lock(connection, senders))
                .compose(known -> others(known, silent))
                .compose(addresses -> about(directory, addresses));
    }

    private Future<Void> create(Set<AddressKey> senders) {
        return db.addresses()
                .missing(connection, senders)
                .compose(missing -> missing.isEmpty()
                        ? Future.succeededFuture()
                        : ids.reserve(connection, Ids.Kind.ADDRESS, missing.size())
                                .compose(reserved -> db.addresses().create(connection, missing, take(missing.size()))));
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

    private Future<Facts> about(Directory directory, List<AddressRow> addresses) {
        List<Long> all = addresses.stream().map(AddressRow::id).toList();
        List<Long> villagers = addresses.stream()
                .filter(a -> a.cadreId() == null)
                .map(AddressRow::id)
                .toList();
        Set<Long> cadres = addresses.stream()
                .map(AddressRow::cadreId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Tickets.Wanted wanted =
                new Tickets.Wanted(villagers, now.minus(LATELY), cadres, List.of(), List.of(), List.of());
        Future<List<KnownPerson>> bound = db.households().bound(connection, villagers);
        Future<List<TicketRow>> tickets = db.tickets().read(connection, wanted);
        Future<List<QuestionRow>> questions = db.questions().open(connection, all, now);
        return Future.all(bound, tickets, questions)
                .map(read -> new Facts(directory, addresses, bound.result(), tickets.result(), questions.result()));
    }

    // ------------------------------------------------------------------------------------------------------------------ deciding

    private Future<Writes> decide(Facts facts, List<Arrival> news, int round) {
        if (round > MOST_ROUNDS) {
            return Future.failedFuture(new IllegalStateException("a decision does not end"));
        }
        return reserve(news.size()).compose(reserved -> {
            Ledger ledger = new Ledger(house, facts, ids, now);
            return Conversation.decide(ledger, said(facts, news))
                    ? Future.succeededFuture(ledger.writes())
                    : reader.read(facts.takeWanted(), facts).compose(read -> decide(facts, news, round + 1));
        });
    }

    /** Enough ids for the most that a message can lead to: an alert to a whole desk on all its channels is the largest. */
    private Future<Void> reserve(int messages) {
        return ids.reserve(connection, Ids.Kind.TICKET, messages)
                .compose(done -> ids.reserve(connection, Ids.Kind.QUESTION, 2 * messages))
                .compose(done -> ids.reserve(connection, Ids.Kind.ATTACHMENT, messages))
                .compose(done -> ids.reserve(connection, Ids.Kind.PART, 64 + 4 * messages));
    }

    private static List<Said> said(Facts facts, List<Arrival> news) {
        Map<AddressKey, Long> ids = new HashMap<>();
        facts.known().forEach(a -> ids.put(new AddressKey(a.channel(), a.address()), a.id()));
        List<Said> said = new ArrayList<>();
        for (Arrival arrival : news) {
            Arrival.Ended ended = arrival.silence();
            TextEvent event = arrival.event();
            AddressKey sender = arrival.sender();
            if (ended != null) {
                said.add(new Said.Silence(arrival.key(), ended.addressId(), arrival.at(), ended.questionId()));
            } else if (event != null && sender != null) {
                long address = Objects.requireNonNull(ids.get(sender));
                said.add(event.fold(
                        m -> spoke(arrival, m, address),
                        r -> null,
                        c -> new Said.Moved(arrival.key(), address, arrival.at(), c.reachable()),
                        u -> null));
            }
        }
        return said;
    }

    private static Said spoke(Arrival arrival, TextEvent.MessageReceived message, long address) {
        return new Said.Spoke(
                arrival.key(),
                address,
                arrival.at(),
                message.content().map(Cleaning::clean),
                message.quotedReference(),
                message.press(),
                message.touch());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // answering

    private Future<Map<InboundKey, Intake.Taken>> answers(Map<InboundKey, String> passive, Set<InboundKey> fresh) {
        Collection<InboundKey> known =
                arrivals.keySet().stream().filter(key -> !fresh.contains(key)).toList();
        Future<Void> kept =
                passive.isEmpty() ? Future.succeededFuture() : db.inbound().answer(connection, passive);
        return kept.compose(done -> known.isEmpty()
                        ? Future.succeededFuture(Map.<InboundKey, Inbound.Answered>of())
                        : db.inbound().answered(connection, known))
                .map(before -> taken(passive, fresh, before));
    }

    private Map<InboundKey, Intake.Taken> taken(
            Map<InboundKey, String> passive, Set<InboundKey> fresh, Map<InboundKey, Inbound.Answered> before) {
        Map<InboundKey, Intake.Taken> taken = new TreeMap<>(InboundKey.ORDER);
        arrivals.forEach((key, arrival) -> {
            Inbound.Answered first = before.get(key);
            taken.put(
                    key,
                    fresh.contains(key) || first == null
                            ? new Intake.Taken(false, Optional.ofNullable(passive.get(key)), arrival.at())
                            : new Intake.Taken(true, first.passive(), first.at()));
        });
        return taken;
    }
}

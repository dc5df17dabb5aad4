package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.bot.conversation.Conversation;
import org.huiyin.bot.conversation.Facts;
import org.huiyin.bot.conversation.Foresight;
import org.huiyin.bot.conversation.House;
import org.huiyin.bot.conversation.Ledger;
import org.huiyin.bot.conversation.Said;
import org.huiyin.bot.conversation.Writes;
import org.huiyin.bot.routing.Directory;
import org.huiyin.bot.store.DirectoryCache;
import org.huiyin.bot.store.NoRegister;
import org.huiyin.bot.store.Repositories;
import org.huiyin.db.Ids;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.inbound.Inbound;
import org.huiyin.db.inbound.InboundKey;
import org.huiyin.db.inbound.SetAside;
import org.huiyin.db.outbox.Outcomes;

/**
 * One transaction for everything that waits together: record the keys, lock the senders, read, decide, write. Whoever calls commits and then
 * answers.
 */
final class Batch {
    /** A decision that needs more than this to be read has a circle in it. */
    private static final int MOST_ROUNDS = 12;

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
        this.reader = new Reader(db, connection, ids, now, house.channels().keySet());
        waiting.forEach(arrival -> arrivals.putIfAbsent(arrival.key(), arrival));
    }

    /** What to answer to each, once the transaction has committed. {@code wrote} when others should be woken. */
    record Result(Map<InboundKey, Intake.Taken> taken, boolean wrote, Map<String, List<String>> receipts) {}

    /**
     * Sends what every batch reads before anybody answers, so that it waits once.
     *
     * @param begun the beginning of the transaction, sent but not awaited; nothing but a new sender is written before it has succeeded
     */
    Future<Result> run(Future<?> begun, DirectoryCache directories) {
        Gathering gathering = new Gathering(db, connection, ids, now);
        Future<Directory> directory = directories
                .current(connection)
                .compose(read -> read.hasDesk() ? Future.succeededFuture(read) : Future.failedFuture(new NoRegister()));
        Future<Map<InboundKey, Inbound.Answered>> known = db.inbound().answered(connection, arrivals.keySet());
        Future<List<AddressRow>> senders = gathering.lock(arrivals.values());
        return Future.all(begun, directory, known, senders)
                .compose(read -> known.result().size() == arrivals.size()
                        ? Future.succeededFuture(new Result(taken(known.result(), Map.of()), false, Map.of()))
                        : take(news(known.result()), known.result(), gathering, directory.result(), senders.result()));
    }

    private List<Arrival> news(Map<InboundKey, Inbound.Answered> known) {
        return arrivals.values().stream()
                .filter(a -> !known.containsKey(a.key()))
                .toList();
    }

    private Future<Result> take(
            List<Arrival> news,
            Map<InboundKey, Inbound.Answered> known,
            Gathering gathering,
            Directory directory,
            List<AddressRow> senders) {
        List<Said> said = said(senders, news);
        Set<String> codes = Foresight.codes(senders, said);
        Future<Facts> facts = gathering.facts(directory, senders, codes);
        return Future.all(facts, reserve(weight(said)), setAside(news))
                .compose(read -> decide(facts.result(), said, 1))
                .compose(writes -> write(news, writes))
                .map(writes -> new Result(taken(known, writes.passive()), wrote(writes), receipts(news)));
    }

    private Future<Writes> write(List<Arrival> news, Writes writes) {
        return Future.all(new Writer(db, connection, now).write(writes), record(news, writes.passive()))
                .map(writes);
    }

    private static boolean wrote(Writes writes) {
        return !writes.parts().isEmpty()
                || !writes.attachments().isEmpty()
                || !writes.hastened().isEmpty();
    }

    private static Map<String, List<String>> receipts(List<Arrival> news) {
        return receiptsIn(news)
                .collect(Collectors.groupingBy(
                        TextEvent.ReceiptReceived::channel,
                        Collectors.mapping(TextEvent.ReceiptReceived::externalId, Collectors.toList())));
    }

    private static Stream<TextEvent.ReceiptReceived> receiptsIn(List<Arrival> news) {
        return news.stream()
                .map(Arrival::event)
                .filter(TextEvent.ReceiptReceived.class::isInstance)
                .map(TextEvent.ReceiptReceived.class::cast);
    }

    /** What nobody has to decide about: receipts are kept for the sending they belong to, what nobody knows for a person. */
    private Future<Void> setAside(List<Arrival> news) {
        List<Outcomes.Receipt> receipts = receiptsIn(news)
                .map(told -> new Outcomes.Receipt(
                        told.channel(), told.externalId(), told.receipt().name()))
                .toList();
        List<Future<Void>> kept = new ArrayList<>();
        kept.add(db.outcomes().keepReceipts(connection, receipts, now));
        for (Arrival arrival : news) {
            if (arrival.event() instanceof TextEvent.Unrecognised odd) {
                kept.add(db.setAside()
                        .keep(connection, now, odd.channel(), SetAside.Reason.UNRECOGNISED, odd.kind(), odd.raw()));
            }
        }
        return Future.all(kept).mapEmpty();
    }

    // ------------------------------------------------------------------------------------------------------------------ deciding

    private Future<Writes> decide(Facts facts, List<Said> said, int round) {
        if (round > MOST_ROUNDS) {
            return Future.failedFuture(new IllegalStateException("a decision does not end"));
        }
        Ledger ledger = new Ledger(house, facts, ids, now);
        return Conversation.decide(ledger, said)
                ? Future.succeededFuture(ledger.writes())
                : Future.all(reserve(weight(said)), reader.read(facts.takeWanted(), facts))
                        .compose(read -> decide(facts, said, round + 1));
    }

    /** What concerns several tickets leads to as much as several messages. */
    private static int weight(List<Said> said) {
        return said.stream()
                .mapToInt(one ->
                        one instanceof Said.Carry carry ? carry.ticketIds().size() : 1)
                .sum();
    }

    /** Enough ids for the most that a message can lead to: the leave of an official who holds hundreds is the largest. */
    private Future<Void> reserve(int messages) {
        return Future.all(
                        ids.reserve(connection, Ids.Kind.TICKET, messages),
                        ids.reserve(connection, Ids.Kind.QUESTION, 2 * messages),
                        ids.reserve(connection, Ids.Kind.ATTACHMENT, messages),
                        ids.reserve(connection, Ids.Kind.PART, 2048 + 4 * messages))
                .mapEmpty();
    }

    private static List<Said> said(List<AddressRow> senders, List<Arrival> news) {
        Map<AddressKey, Long> ids = new HashMap<>();
        senders.forEach(a -> ids.put(new AddressKey(a.channel(), a.address()), a.id()));
        List<Said> said = new ArrayList<>();
        for (Arrival arrival : news) {
            Arrival.Noticed noticed = arrival.noticed();
            TextEvent event = arrival.event();
            AddressKey sender = arrival.sender();
            if (noticed != null) {
                said.add(noticed.said(
                        arrival.key(), arrival.at(), arrival.trace().id()));
            } else if (event != null && sender != null) {
                long address = Objects.requireNonNull(ids.get(sender));
                said.add(event.fold(
                        m -> spoke(arrival, m, address),
                        r -> null,
                        c -> new Said.Moved(
                                arrival.key(),
                                address,
                                arrival.at(),
                                arrival.trace().id(),
                                c.reachable()),
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
                arrival.trace().id(),
                message.content().map(Cleaning::clean),
                message.quotedReference(),
                message.press(),
                message.touch());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // answering

    /** Nobody else can have had the effect of a sender's message, who is locked; of what has no sender, somebody may. */
    private Future<Void> record(List<Arrival> news, Map<InboundKey, String> passive) {
        Map<InboundKey, Inbound.Answered> answers = new HashMap<>();
        news.forEach(a -> answers.put(
                a.key(),
                new Inbound.Answered(
                        a.at(),
                        Optional.ofNullable(passive.get(a.key())),
                        a.trace().id())));
        return db.inbound()
                .record(connection, answers)
                .compose(all -> all ? Future.succeededFuture() : Future.failedFuture(new Writer.Changed()));
    }

    private Map<InboundKey, Intake.Taken> taken(
            Map<InboundKey, Inbound.Answered> known, Map<InboundKey, String> passive) {
        Map<InboundKey, Intake.Taken> taken = new HashMap<>();
        arrivals.forEach((key, arrival) -> {
            Inbound.Answered first = known.get(key);
            taken.put(
                    key,
                    first == null
                            ? new Intake.Taken(false, Optional.ofNullable(passive.get(key)), arrival.at())
                            : new Intake.Taken(true, first.passive(), first.at()));
        });
        return taken;
    }
}

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
import org.huiyin.bot.conversation.Query;
import org.huiyin.bot.conversation.Said;
import org.huiyin.bot.conversation.Writes;
import org.huiyin.bot.routing.Directory;
import org.huiyin.bot.store.Repositories;
import org.huiyin.db.Ids;
import org.huiyin.db.address.AddressKey;
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

    Future<Result> run(Directory directory) {
        return db.inbound()
                .answered(connection, arrivals.keySet())
                .compose(known -> known.size() == arrivals.size()
                        ? Future.succeededFuture(new Result(taken(known, Map.of()), false, Map.of()))
                        : take(directory, known));
    }

    private Future<Result> take(Directory directory, Map<InboundKey, Inbound.Answered> known) {
        List<Arrival> news = arrivals.values().stream()
                .filter(a -> !known.containsKey(a.key()))
                .toList();
        return setAside(news)
                .compose(done -> new Gathering(db, connection, ids, now).facts(directory, news))
                .compose(facts -> decide(facts, said(facts, news)))
                .compose(writes -> new Writer(db, connection, now).write(writes).map(writes))
                .compose(writes -> record(news, writes.passive()).map(writes))
                .map(writes -> new Result(taken(known, writes.passive()), wrote(writes), receipts(news)));
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
        Future<Void> chain = db.outcomes().keepReceipts(connection, receipts, now);
        for (Arrival arrival : news) {
            if (arrival.event() instanceof TextEvent.Unrecognised odd) {
                chain = chain.compose(done -> db.setAside()
                        .keep(connection, now, odd.channel(), SetAside.Reason.UNRECOGNISED, odd.kind(), odd.raw()));
            }
        }
        return chain;
    }

    // ------------------------------------------------------------------------------------------------------------------ deciding

    private Future<Writes> decide(Facts facts, List<Said> said) {
        Set<Query<?>> tickets = Foresight.tickets(facts, said);
        return reader.read(tickets, facts)
                .compose(read -> reader.read(Foresight.people(facts, tickets), facts))
                .compose(read -> decide(facts, said, 1));
    }

    private Future<Writes> decide(Facts facts, List<Said> said, int round) {
        if (round > MOST_ROUNDS) {
            return Future.failedFuture(new IllegalStateException("a decision does not end"));
        }
        return reserve(said.size()).compose(reserved -> {
            Ledger ledger = new Ledger(house, facts, ids, now);
            return Conversation.decide(ledger, said)
                    ? Future.succeededFuture(ledger.writes())
                    : reader.read(facts.takeWanted(), facts).compose(read -> decide(facts, said, round + 1));
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
                said.add(new Said.Silence(
                        arrival.key(),
                        ended.addressId(),
                        arrival.at(),
                        arrival.trace().id(),
                        ended.questionId()));
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

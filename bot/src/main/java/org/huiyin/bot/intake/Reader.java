package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.huiyin.bot.conversation.Facts;
import org.huiyin.bot.conversation.Query;
import org.huiyin.bot.store.Repositories;
import org.huiyin.db.Ids;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.common.MemberRow;
import org.huiyin.db.registry.Households;
import org.huiyin.db.ticket.Confirmations;
import org.huiyin.db.ticket.HistoryRow;
import org.huiyin.db.ticket.QuestionRow;
import org.huiyin.db.ticket.TicketRow;
import org.huiyin.db.ticket.Tickets;

/** Answers the questions that a decision stopped at, in the batch's transaction. */
final class Reader {
    private final Repositories db;
    private final SqlConnection connection;
    private final Ids ids;
    private final Instant now;
    private final Collection<String> channels;

    /** @param channels in the configured order */
    Reader(Repositories db, SqlConnection connection, Ids ids, Instant now, Collection<String> channels) {
        this.channels = channels;
        this.db = db;
        this.connection = connection;
        this.ids = ids;
        this.now = now;
    }

    /** What many messages of a batch need is read for all of them at once, the rest one by one; all of it is asked before anything is answered. */
    Future<Void> read(Set<Query<?>> wanted, Facts facts) {
        List<Future<Void>> asked = new ArrayList<>(List.of(
                addresses(of(Query.AddressById.class, Query.AddressById::addressId, wanted), facts),
                stories(of(Query.Story.class, Query.Story::ticketId, wanted), facts),
                questions(of(Query.OpenQuestions.class, Query.OpenQuestions::addressId, wanted), facts),
                links(of(Query.LinkOf.class, Query.LinkOf::householdId, wanted), facts),
                tickets(of(Query.ById.class, Query.ById::ticketId, wanted), facts),
                codes(of(Query.ByCode.class, Query.ByCode::code, wanted), facts),
                members(of(Query.MemberOf.class, Query.MemberOf::ticketId, wanted), facts)));
        wanted.forEach(query -> asked.add(read(query, facts)));
        return Future.all(asked).mapEmpty();
    }

    private static <K, Q extends Query<?>> Map<K, Q> of(Class<Q> kind, Function<Q, K> about, Set<Query<?>> wanted) {
        return wanted.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .collect(Collectors.toMap(about, query -> query));
    }

    private Future<Void> addresses(Map<Long, Query.AddressById> wanted, Facts facts) {
        return all(wanted, () -> db.addresses().read(connection, wanted.keySet()), rows -> {
            Map<Long, AddressRow> found = rows.stream().collect(Collectors.toMap(AddressRow::id, row -> row));
            wanted.forEach((id, query) -> facts.learn(query, Optional.ofNullable(found.get(id))));
        });
    }

    private Future<Void> stories(Map<Long, Query.Story> wanted, Facts facts) {
        return all(wanted, () -> db.histories().story(connection, wanted.keySet()), rows -> {
            Map<Long, List<HistoryRow>> found = rows.stream().collect(Collectors.groupingBy(HistoryRow::ticketId));
            wanted.forEach((id, query) -> facts.learn(query, found.getOrDefault(id, List.of())));
        });
    }

    private Future<Void> questions(Map<Long, Query.OpenQuestions> wanted, Facts facts) {
        return all(wanted, () -> db.questions().open(connection, wanted.keySet(), now), rows -> {
            Map<Long, List<QuestionRow>> found = rows.stream().collect(Collectors.groupingBy(QuestionRow::addressId));
            wanted.forEach((id, query) -> facts.learn(query, found.getOrDefault(id, List.of())));
        });
    }

    private Future<Void> links(Map<Long, Query.LinkOf> wanted, Facts facts) {
        return all(wanted, () -> db.households().links(connection, wanted.keySet()), rows -> {
            Map<Long, Households.Link> found =
                    rows.stream().collect(Collectors.toMap(Households.Link::householdId, row -> row));
            wanted.forEach((id, query) -> facts.learn(query, Optional.ofNullable(found.get(id))));
        });
    }

    private Future<Void> tickets(Map<Long, Query.ById> wanted, Facts facts) {
        return all(wanted, () -> tickets(List.of(), List.of(), List.copyOf(wanted.keySet())), rows -> {
            Map<Long, TicketRow> found = rows.stream().collect(Collectors.toMap(TicketRow::id, row -> row));
            wanted.forEach((id, query) -> facts.learn(query, Optional.ofNullable(found.get(id))));
        });
    }

    private Future<Void> members(Map<Long, Query.MemberOf> wanted, Facts facts) {
        return all(wanted, () -> db.commonMembers().ofTickets(connection, wanted.keySet()), rows -> {
            Map<Long, List<MemberRow>> found = rows.stream().collect(Collectors.groupingBy(MemberRow::ticketId));
            wanted.forEach((id, query) -> facts.learn(query, found.getOrDefault(id, List.of())));
        });
    }

    private Future<Void> codes(Map<String, Query.ByCode> wanted, Facts facts) {
        return all(wanted, () -> tickets(List.copyOf(wanted.keySet()), List.of(), List.of()), rows -> {
            Map<String, TicketRow> found = rows.stream().collect(Collectors.toMap(TicketRow::code, row -> row));
            wanted.forEach((code, query) -> facts.learn(query, Optional.ofNullable(found.get(code))));
        });
    }

    private static <R> Future<Void> all(Map<?, ?> wanted, Supplier<Future<List<R>>> read, Consumer<List<R>> learn) {
        return wanted.isEmpty()
                ? Future.succeededFuture()
                : read.get().map(rows -> {
                    learn.accept(rows);
                    return null;
                });
    }

    private Future<Void> read(Query<?> query, Facts facts) {
        if (query instanceof Query.ByQuote q) {
            return learn(
                    facts,
                    q,
                    tickets(List.of(), List.of(q.externalId()), List.of())
                            .map(rows -> rows.stream().findFirst()));
        } else if (query instanceof Query.HeldBy q) {
            return learn(facts, q, db.tickets().heldBy(connection, q.cadreId()));
        } else if (query instanceof Query.HeldUnder q) {
            return learn(facts, q, db.tickets().heldUnder(connection, q.dutyId()));
        } else if (query instanceof Query.OverdueAtDesk q) {
            return learn(facts, q, db.tickets().overdueAtDesk(connection, q.now()));
        } else if (query instanceof Query.StoodInFor q) {
            return learn(facts, q, db.tickets().stoodInFor(connection, q.cadreId()));
        } else if (query instanceof Query.NewDuty q) {
            return learn(facts, q, db.absences().dutyId(connection));
        } else if (query instanceof Query.Named q) {
            return learn(facts, q, db.households().named(connection, q.cadreId(), q.name(), channels));
        } else if (query instanceof Query.Linked q) {
            return learn(facts, q, db.households().linked(connection, q.cadreId()));
        } else if (query instanceof Query.ByVillager q) {
            return learn(facts, q, db.tickets().openOf(connection, q.villagerIds()));
        } else if (query instanceof Query.Undo q) {
            return learn(facts, q, db.outbox().undo(connection, q.authorAddressId(), q.ticketId()));
        } else if (query instanceof Query.Withhold q) {
            return learn(facts, q, db.outbox().withhold(connection, q.addressId(), q.ticketId(), "RESOLVED"));
        } else if (query instanceof Query.Waiting q) {
            return learn(facts, q, db.outbox().waiting(connection, q.authorAddressId()));
        } else if (query instanceof Query.Proved q) {
            return learn(facts, q, db.outcomes().proved(connection, q.ticketId(), "RESOLVED", q.seq()));
        }
        return readProof(query, facts);
    }

    private Future<Void> readProof(Query<?> query, Facts facts) {
        if (query instanceof Query.CardProof q) {
            return learn(facts, q, db.households().provedByCard(connection, q.code(), q.proof()));
        } else if (query instanceof Query.OfPhone q) {
            byte[] hash = db.confirmations().phoneHash(q.phone()).getBytes();
            return learn(facts, q, db.households().ofPhone(connection, hash));
        } else if (query instanceof Query.CodesSent q) {
            return learn(
                    facts,
                    q,
                    db.confirmations()
                            .counts(connection, q.phone(), q.addressId(), now)
                            .map(c -> new Query.CodeCounts(c.minute(), c.hour(), c.day())));
        } else if (query instanceof Query.OpenCode q) {
            return learn(facts, q, openCode(q.addressId()));
        } else if (query instanceof Query.AddressOf q) {
            return learn(facts, q, address(new AddressKey(q.channel(), q.address())));
        }
        return readCommon(query, facts);
    }

    private Future<Void> readCommon(Query<?> query, Facts facts) {
        if (query instanceof Query.Problems q) {
            return learn(facts, q, db.commonProblems().live(connection, q.households()));
        } else if (query instanceof Query.Problem q) {
            return learn(facts, q, db.commonProblems().read(connection, q.problemId()));
        } else if (query instanceof Query.Steps q) {
            return learn(facts, q, db.commonProblems().steps(connection, q.problemId()));
        } else if (query instanceof Query.Members q) {
            return learn(facts, q, db.commonMembers().ofProblem(connection, q.problemId()));
        } else if (query instanceof Query.NewProblem q) {
            return learn(facts, q, db.commonProblems().id(connection));
        }
        return Future.succeededFuture();
    }

    private static <R> Future<Void> learn(Facts facts, Query<R> query, Future<R> answer) {
        return answer.map(value -> {
            facts.learn(query, value);
            return null;
        });
    }

    private Future<List<TicketRow>> tickets(List<String> codes, List<String> quoted, List<Long> byId) {
        return db.tickets().read(connection, new Tickets.Wanted(List.of(), now, codes, quoted, byId));
    }

    private Future<Optional<Query.SentCode>> openCode(long addressId) {
        return db.confirmations()
                .open(connection, addressId, now)
                .compose(code -> code.isEmpty() ? Future.succeededFuture(Optional.empty()) : people(code.get()));
    }

    private Future<Optional<Query.SentCode>> people(Confirmations.Open code) {
        return db.households()
                .ofPhone(connection, code.phoneHash().getBytes())
                .map(people -> Optional.of(new Query.SentCode(code.id(), people, code.codeHash(), code.tries())));
    }

    private Future<AddressRow> address(AddressKey key) {
        return ids.reserve(connection, Ids.Kind.ADDRESS, 1)
                .compose(done ->
                        db.addresses().create(connection, List.of(key), new Long[] {ids.take(Ids.Kind.ADDRESS)}))
                .compose(done -> db.addresses().find(connection, List.of(key)))
                .map(rows -> rows.get(0));
    }
}

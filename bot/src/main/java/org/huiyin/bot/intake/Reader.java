package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.conversation.Facts;
import org.huiyin.bot.conversation.Query;
import org.huiyin.bot.store.Repositories;
import org.huiyin.db.Ids;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.ticket.Confirmations;
import org.huiyin.db.ticket.TicketRow;
import org.huiyin.db.ticket.Tickets;

/** Answers the questions that a decision stopped at, in the batch's transaction. */
final class Reader {
    private final Repositories db;
    private final SqlConnection connection;
    private final Ids ids;
    private final Instant now;

    Reader(Repositories db, SqlConnection connection, Ids ids, Instant now) {
        this.db = db;
        this.connection = connection;
        this.ids = ids;
        this.now = now;
    }

    Future<Void> read(Set<Query<?>> wanted, Facts facts) {
        Future<Void> chain = Future.succeededFuture();
        for (Query<?> query : wanted) {
            chain = chain.compose(done -> read(query, facts));
        }
        return chain;
    }

    private Future<Void> read(Query<?> query, Facts facts) {
        if (query instanceof Query.Story q) {
            return learn(facts, q, db.histories().story(connection, List.of(q.ticketId())));
        } else if (query instanceof Query.ByCode q) {
            return learn(facts, q, ticket(List.of(q.code()), List.of(), List.of()));
        } else if (query instanceof Query.ByQuote q) {
            return learn(facts, q, ticket(List.of(), List.of(q.externalId()), List.of()));
        } else if (query instanceof Query.ById q) {
            return learn(facts, q, ticket(List.of(), List.of(), List.of(q.ticketId())));
        } else if (query instanceof Query.Named q) {
            return learn(facts, q, db.households().named(connection, q.cadreId(), q.name()));
        } else if (query instanceof Query.Linked q) {
            return learn(facts, q, db.households().linked(connection, q.cadreId()));
        } else if (query instanceof Query.AddressesOf q) {
            return learn(facts, q, db.households().addressesOf(connection, q.householdId(), q.villagerId()));
        } else if (query instanceof Query.OpenQuestions q) {
            return learn(facts, q, db.questions().open(connection, List.of(q.addressId()), now));
        } else if (query instanceof Query.Undo q) {
            return learn(facts, q, db.outbox().undo(connection, q.authorAddressId()));
        } else if (query instanceof Query.Proved q) {
            return learn(facts, q, db.outcomes().proved(connection, q.ticketId(), "RESOLVED"));
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
        Query.AddressById q = (Query.AddressById) query;
        return learn(
                facts,
                q,
                db.addresses()
                        .read(connection, List.of(q.addressId()))
                        .map(rows -> rows.stream().findFirst()));
    }

    private static <R> Future<Void> learn(Facts facts, Query<R> query, Future<R> answer) {
        return answer.map(value -> {
            facts.learn(query, value);
            return null;
        });
    }

    private Future<Optional<TicketRow>> ticket(List<String> codes, List<String> quoted, List<Long> byId) {
        Tickets.Wanted wanted = new Tickets.Wanted(List.of(), now, List.of(), codes, quoted, byId);
        return db.tickets().read(connection, wanted).map(rows -> rows.stream().findFirst());
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

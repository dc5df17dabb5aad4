package org.huiyin.bot.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.huiyin.bot.store.Outage;
import org.huiyin.db.outbox.ClaimedPart;
import org.huiyin.db.outbox.Claims;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes of parts that they are about to leave, as many at a time as wait for it, so that only those are doubtful when this node dies. Confined to its
 * event loop.
 */
final class Departures {
    private static final Logger log = LoggerFactory.getLogger(Departures.class);

    private record Waiting(ClaimedPart part, Promise<Boolean> may) {}

    private final Pool pool;
    private final Claims claims;
    private List<Waiting> waiting = new ArrayList<>();
    private boolean noting;

    Departures(Pool pool, Claims claims) {
        this.pool = pool;
        this.claims = claims;
    }

    /** Whether it may leave: not when another node has it, or when it could not be noted. Never fails. */
    Future<Boolean> note(ClaimedPart part) {
        Promise<Boolean> may = Promise.promise();
        waiting.add(new Waiting(part, may));
        next();
        return may.future();
    }

    private void next() {
        if (noting || waiting.isEmpty()) {
            return;
        }
        noting = true;
        List<Waiting> batch = waiting;
        waiting = new ArrayList<>();
        claims.depart(pool, batch.stream().map(Waiting::part).toList())
                .onFailure(failure -> log.error("{} parts could not leave: {}", batch.size(), Outage.name(failure)))
                .otherwise(Set.of())
                .onSuccess(noted -> {
                    noting = false;
                    batch.forEach(
                            one -> one.may().complete(noted.contains(one.part().partId())));
                    next();
                });
    }
}

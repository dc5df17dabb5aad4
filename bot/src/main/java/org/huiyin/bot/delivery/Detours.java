package org.huiyin.bot.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.db.Ids;
import org.huiyin.db.outbox.Stalled;
import org.huiyin.db.outbox.Stalled.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets what is urgent and waits at a channel that has not worked for minutes go another way, where there is one. Everything else waits, for
 * hours if need be: it would only come twice, or cost the county a text message each. Confined to its event loop.
 */
final class Detours {
    private static final Logger log = LoggerFactory.getLogger(Detours.class);
    /** Shorter faults are over before anybody would have read the text message. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int AT_ONCE = 100;

    private final Pool pool;
    private final Stalled stalled;
    private final Aftermath aftermath;
    private final Pauses pauses;
    private final Metrics metrics;
    private final Ids ids;
    private final Clock clock;
    private boolean looking;

    Detours(Pool pool, Stalled stalled, Aftermath aftermath, Pauses pauses, Metrics metrics, Ids ids, Clock clock) {
        this.pool = pool;
        this.stalled = stalled;
        this.aftermath = aftermath;
        this.pauses = pauses;
        this.metrics = metrics;
        this.ids = ids;
        this.clock = clock;
    }

    /** Looks at every channel that has been failing for long; gives how many parts went elsewhere. Never fails. */
    Future<Integer> look(Set<String> channels) {
        Instant now = clock.instant();
        Set<String> failing = pauses.failingSince(now.minus(PATIENCE));
        if (looking || failing.isEmpty()) {
            return Future.succeededFuture(0);
        }
        looking = true;
        Set<String> open = pauses.open(channels, now);
        open.removeAll(failing);
        return pool.withTransaction(connection -> stalled.urgent(connection, failing, now.minus(PATIENCE), AT_ONCE)
                        .compose(waiting -> each(connection, waiting, open, now)))
                .onComplete(done -> looking = false)
                .onSuccess(gone -> tell(failing, gone))
                .onFailure(failure -> log.error(
                        "what is urgent could not go another way: {}",
                        failure.getClass().getSimpleName()))
                .otherwise(0);
    }

    private void tell(Set<String> failing, int gone) {
        if (gone > 0) {
            metrics.detoured(gone);
            log.warn("{} urgent parts go another way, because for minutes nothing has gone over {}", gone, failing);
        }
    }

    private Future<Integer> each(SqlClient client, List<Waiting> waiting, Set<String> open, Instant now) {
        Future<Integer> chain = Future.succeededFuture(0);
        for (Waiting one : waiting) {
            chain = chain.compose(before -> elsewhere(client, one, open, now).map(gone -> gone ? before + 1 : before));
        }
        return chain;
    }

    private Future<Boolean> elsewhere(SqlClient client, Waiting waiting, Set<String> open, Instant now) {
        return aftermath
                .elsewhere(client, ids, new Aftermath.Lost(waiting, "PROVIDER_DOWN"), open, now)
                .compose(gone -> gone
                        ? stalled.leave(client, waiting, "PROVIDER_DOWN", now).map(true)
                        : Future.succeededFuture(false));
    }
}

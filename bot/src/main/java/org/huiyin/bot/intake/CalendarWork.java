package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.function.LongSupplier;
import org.huiyin.db.ticket.Tickets;

/** When another version of the configuration is in force, whatever is due provisionally is counted anew: once for each, on any number of nodes. */
final class CalendarWork {
    private static final int AT_ONCE = 200;

    private final Pool pool;
    private final Tickets tickets;
    private final LongSupplier version;
    private final BatchIntake intake;
    private long done = -1;

    CalendarWork(Pool pool, Tickets tickets, LongSupplier version, BatchIntake intake) {
        this.pool = pool;
        this.tickets = tickets;
        this.version = version;
        this.intake = intake;
    }

    Future<Void> look() {
        long now = version.getAsLong();
        if (now == done) {
            return Future.succeededFuture();
        }
        return recount(now, 0).onSuccess(all -> done = now);
    }

    private Future<Void> recount(long now, long after) {
        return tickets.provisional(pool, after, AT_ONCE)
                .compose(ids -> ids.isEmpty()
                        ? Future.succeededFuture()
                        : intake.notice(ids.stream()
                                        .map(id -> new Arrival.Unsure(id, now))
                                        .toList())
                                .compose(counted -> recount(now, ids.get(ids.size() - 1))));
    }
}

package org.huiyin.bot.wiring;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import org.huiyin.db.server.Database;
import org.huiyin.db.server.Notifications;
import org.huiyin.db.server.Notifications.News;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes of the same county that there is something to send, at most once in 50 ms and never inside a transaction, whose commits a
 * NOTIFY would put in line. Only a courtesy: every node also looks once a second.
 */
final class Wakeups {
    private static final Logger log = LoggerFactory.getLogger(Wakeups.class);
    private static final long GATHER_MS = 50;
    private static final long RECONNECT_MS = 2000;
    /** A service's connection on which nothing is said for 10 s is taken for dead. */
    private static final long ASK_MS = 4000;

    private final Vertx vertx;
    private final Database database;
    private final Runnable woken;
    private final Runnable changed;
    private @Nullable PgConnection connection;
    private boolean gathering;
    private boolean stopping;

    /**
     * Wake-ups.
     *
     * @param woken when another node has something to send or to fetch
     * @param changed when there may be another version of the configuration
     */
    Wakeups(Vertx vertx, Database database, Runnable woken, Runnable changed) {
        this.vertx = vertx;
        this.database = database;
        this.woken = woken;
        this.changed = changed;
    }

    /** Not waited for: what would be heard is looked for every second all the same. */
    void start() {
        database.connection().compose(this::listen).onFailure(failure -> {
            log.warn("not listening to other nodes: {}", failure.getClass().getSimpleName());
            reconnect();
        });
    }

    private Future<Void> listen(PgConnection fresh) {
        if (stopping) {
            return fresh.close();
        }
        connection = fresh;
        fresh.notificationHandler(notification -> {
            if (notification.getProcessId() != fresh.processId()) {
                (News.CONFIG.name().equals(notification.getPayload()) ? changed : woken).run();
            }
        });
        fresh.closeHandler(closed -> reconnect());
        ask(fresh);
        return Notifications.listen(fresh, database.schema());
    }

    /** Not before the last answer has come: a connection on which something is said is not silent. */
    private void ask(PgConnection asked) {
        vertx.setTimer(ASK_MS, tick -> {
            if (asked == connection) {
                Notifications.stillThere(asked).onSuccess(there -> ask(asked));
            }
        });
    }

    private void reconnect() {
        connection = null;
        if (!stopping) {
            vertx.setTimer(RECONNECT_MS, tick -> start());
        }
    }

    void tell() {
        if (!gathering && !stopping) {
            gathering = true;
            vertx.setTimer(GATHER_MS, tick -> {
                gathering = false;
                PgConnection now = connection;
                if (now != null) {
                    Notifications.tell(now, database.schema(), News.WORK)
                            .onFailure(failure -> log.debug("other nodes were not told"));
                }
            });
        }
    }

    Future<Void> stop() {
        stopping = true;
        PgConnection now = connection;
        return now == null ? Future.succeededFuture() : now.close().otherwiseEmpty();
    }
}

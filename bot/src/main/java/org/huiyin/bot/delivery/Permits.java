package org.huiyin.bot.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.huiyin.db.channel.SendPermits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a channel within what its provider allows a second, together with all other nodes: permits are taken from the database a quarter of a
 * second's worth at a time, and given to the most urgent part first. Confined to its event loop.
 */
final class Permits {
    private static final Logger log = LoggerFactory.getLogger(Permits.class);
    /** {@code Letter.Priority.BULK}. */
    private static final int BULK = 3;
    /** Bulk leaves this share of a second's permits in the bucket for whoever just wrote. */
    private static final double KEPT_FOR_FRESH = 0.2;

    private static final int BLOCKS_A_SECOND = 4;
    private static final long ASK_AGAIN_MS = 50;

    private record Waiting(int priority, long order, Promise<Void> promise) {}

    private final Vertx vertx;
    private final Pool pool;
    private final String channel;
    private final int perSecond;
    private final Queue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingInt(Waiting::priority).thenComparingLong(Waiting::order));
    private long asked;
    private boolean open;
    private boolean asking;

    /** @param perSecond 0 for no limit */
    Permits(Vertx vertx, Pool pool, String channel, int perSecond) {
        this.vertx = vertx;
        this.pool = pool;
        this.channel = channel;
        this.perSecond = perSecond;
    }

    /** Completes when a part of that priority may leave. Never fails: without the database it waits. */
    Future<Void> take(int priority) {
        if (perSecond == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(new Waiting(priority, asked++, promise));
        ask();
        return promise.future();
    }

    private void ask() {
        Waiting first = waiting.peek();
        if (asking || first == null) {
            return;
        }
        asking = true;
        boolean bulk = first.priority() >= BULK;
        int block = Math.max(1, perSecond / BLOCKS_A_SECOND);
        int urgent = (int) waiting.stream()
                .filter(one -> one.priority() < BULK)
                .limit(block)
                .count();
        int wanted = bulk ? Math.min(block, waiting.size()) : urgent;
        double left = bulk ? Math.floor(perSecond * KEPT_FOR_FRESH) : 0;
        opened().compose(opened -> SendPermits.take(pool, channel, perSecond, wanted, left))
                .onComplete(taken -> {
                    asking = false;
                    if (taken.failed()) {
                        log.warn("no permits for channel {}: the database did not answer", channel);
                    }
                    give(taken.succeeded() ? taken.result() : 0);
                });
    }

    private Future<Void> opened() {
        return open ? Future.succeededFuture() : SendPermits.open(pool, channel).onSuccess(done -> open = true);
    }

    private void give(int permits) {
        for (int i = 0; i < permits && !waiting.isEmpty(); i++) {
            waiting.remove().promise().complete();
        }
        if (permits > 0) {
            ask();
        } else if (!waiting.isEmpty()) {
            vertx.setTimer(ASK_AGAIN_MS, tick -> ask());
        }
    }
}

package org.huiyin.db.registry;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Walks a long list in pieces that make one statement each: small enough for the memory, long enough to be quick. */
final class Chunks {
    /** Under a second in one transaction on a busy server: whoever writes a message waits no longer for a row that is being changed. */
    static final int ROWS = 2_000;

    private Chunks() {}

    /** Calls {@code step} for one piece after another; ends with the first that fails. */
    static <R> Future<Void> each(List<R> rows, Function<List<R>, Future<Void>> step) {
        return each(rows, ROWS, step);
    }

    /** The same, with another size of the pieces. */
    static <R> Future<Void> each(List<R> rows, int size, Function<List<R>, Future<Void>> step) {
        return from(rows, 0, size, step);
    }

    /** The same with a piece being made while the one before it is in the database, on one connection; nothing is said about their order. */
    static <R> Future<Void> overlapping(List<R> rows, int size, Function<List<R>, Future<Void>> step) {
        AtomicInteger next = new AtomicInteger();
        return Future.all(walk(rows, size, next, step), walk(rows, size, next, step))
                .mapEmpty();
    }

    private static <R> Future<Void> walk(
            List<R> rows, int size, AtomicInteger next, Function<List<R>, Future<Void>> step) {
        int start = next.getAndAdd(size);
        return start >= rows.size()
                ? Future.succeededFuture()
                : step.apply(rows.subList(start, Math.min(rows.size(), start + size)))
                        .compose(done -> walk(rows, size, next, step));
    }

    private static <R> Future<Void> from(List<R> rows, int start, int size, Function<List<R>, Future<Void>> step) {
        if (start >= rows.size()) {
            return Future.succeededFuture();
        }
        int end = Math.min(rows.size(), start + size);
        return step.apply(rows.subList(start, end)).compose(done -> from(rows, end, size, step));
    }
}

package org.huiyin.bot.intake;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Work that is done again and again, never twice at the same time. Confined to its event loop. */
final class Turn {
    private final Supplier<Future<Void>> work;
    private Future<Void> last = Future.succeededFuture();

    Turn(Supplier<Future<Void>> work) {
        this.work = work;
    }

    /** Does it now, unless it is being done. */
    Future<Void> tick() {
        return last.isComplete() ? next() : last;
    }

    /** Does it once from now on: after what is being done, which may have begun too early to see everything. */
    Future<Void> next() {
        last = last.transform(done -> work.get());
        return last;
    }
}

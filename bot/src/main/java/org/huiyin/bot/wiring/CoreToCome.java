package org.huiyin.bot.wiring;

import io.vertx.core.Future;
import org.huiyin.bot.intake.Intake;

/** Stands where the core will be: takes nothing in, so that nothing is acknowledged which nobody keeps. */
public final class CoreToCome implements Core {
    @Override
    public Intake intake() {
        return event -> Future.failedFuture("there is no core yet");
    }

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> drain() {
        return Future.succeededFuture();
    }

    @Override
    public double queueAgeSeconds() {
        return 0;
    }
}

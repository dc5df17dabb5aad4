package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.bot.intake.Intake;

/** An intake that keeps everything in memory, and can be made to fail or to hesitate. */
public final class FakeIntake implements Intake {
    public static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final Map<String, TextEvent> taken = new ConcurrentHashMap<>();
    private final List<TextEvent> effects = new CopyOnWriteArrayList<>();
    private final CompletableFuture<TextEvent> hesitating = new CompletableFuture<>();
    private volatile boolean broken;
    private volatile Future<Void> go = Future.succeededFuture();

    @Override
    public Future<Taken> take(TextEvent event, Trace trace) {
        if (broken) {
            return Future.failedFuture("the database is away");
        }
        if (!go.isComplete()) {
            hesitating.complete(event);
        }
        return go.map(now -> keep(event));
    }

    private Taken keep(TextEvent event) {
        boolean duplicate = taken.putIfAbsent(event.channel() + "|" + event.dedupKey(), event) != null;
        if (!duplicate) {
            effects.add(event);
        }
        return new Taken(duplicate, Optional.of("echo of " + event.dedupKey()), AT);
    }

    /** What had an effect, in order. */
    public List<TextEvent> effects() {
        return effects;
    }

    public void breakDown() {
        broken = true;
    }

    /** From now on nothing is committed until the answer is completed. */
    public Promise<Void> hesitate() {
        Promise<Void> promise = Promise.promise();
        go = promise.future();
        return promise;
    }

    /** Completes when an event waits. */
    public CompletableFuture<TextEvent> hesitating() {
        return hesitating;
    }
}

package org.huiyin.adapters.channel;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Tokens of a single process: for tests and tools. Callers that come while a token is renewed share the renewal. */
public final class MemoryTokenStore implements TokenStore {
    private record Held(Future<Secret> value, Instant renewAt) {}

    private final Clock clock;
    private final Map<String, Held> held = new HashMap<>();

    public MemoryTokenStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Future<Secret> current(String name, Supplier<Future<Token>> renew) {
        Held now = held.get(name);
        if (now != null && !now.value().failed() && clock.instant().isBefore(now.renewAt())) {
            return now.value();
        }
        Future<Token> renewed = renew.get();
        Future<Secret> value = renewed.map(Token::value);
        held.put(name, new Held(value, Instant.MAX));
        renewed.onSuccess(token -> settle(name, value, token));
        return value;
    }

    private synchronized void settle(String name, Future<Secret> value, Token token) {
        held.put(
                name,
                new Held(
                        value,
                        clock.instant().plus(token.lifetime().multipliedBy(4).dividedBy(5))));
    }

    @Override
    public synchronized Future<Void> invalidate(String name, Secret rejected) {
        Held now = held.get(name);
        if (now != null
                && now.value().succeeded()
                && now.value().result().reveal().equals(rejected.reveal())) {
            held.remove(name);
        }
        return Future.succeededFuture();
    }
}

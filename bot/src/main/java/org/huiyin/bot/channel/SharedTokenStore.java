package org.huiyin.bot.channel;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.channel.TokenStore;
import org.huiyin.db.channel.ProviderTokens;
import org.huiyin.db.channel.ProviderTokens.Held;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access tokens in the database: one an account for all nodes, renewed by one of them at 80 % of its life while the others go on with the old one,
 * because some providers make the old token invalid with each new one.
 */
public final class SharedTokenStore implements TokenStore {
    private static final Logger log = LoggerFactory.getLogger(SharedTokenStore.class);
    /** A provider call takes at most 10 s. */
    private static final Duration RENEWING = Duration.ofSeconds(20);

    private static final long LOOK_AGAIN_MS = 250;
    private static final int LOOKS = 80;

    private final Vertx vertx;
    private final Pool pool;
    private final ProviderTokens tokens;
    private final Clock clock;
    private final Runnable refused;
    private final Map<String, Held> known = new ConcurrentHashMap<>();
    private final Map<String, Future<Secret>> pending = new ConcurrentHashMap<>();

    /**
     * A store.
     *
     * @param refused told each time that a provider refuses a token before its time
     */
    public SharedTokenStore(Vertx vertx, Pool pool, ProviderTokens tokens, Clock clock, Runnable refused) {
        this.refused = refused;
        this.vertx = vertx;
        this.pool = pool;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Future<Secret> current(String name, Supplier<Future<Token>> renew) {
        Held held = known.get(name);
        String token = held == null ? null : held.token();
        if (held != null && token != null && clock.instant().isBefore(held.renewAt())) {
            return Future.succeededFuture(Secret.of(token));
        }
        Promise<Secret> mine = Promise.promise();
        Future<Secret> others = pending.putIfAbsent(name, mine.future());
        if (others != null) {
            return others;
        }
        look(name, renew, LOOKS).onComplete(found -> {
            pending.remove(name);
            mine.handle(found);
        });
        return mine.future();
    }

    private Future<Secret> look(String name, Supplier<Future<Token>> renew, int left) {
        Instant now = clock.instant();
        return tokens.read(pool, name).compose(row -> {
            Held held = row.orElse(null);
            String token = held == null ? null : held.token();
            if (held != null && token != null && now.isBefore(held.renewAt())) {
                known.put(name, held);
                return Future.succeededFuture(Secret.of(token));
            }
            boolean usable = held != null && token != null && now.isBefore(held.expiresAt());
            return tokens.lease(pool, name, now, now.plus(RENEWING))
                    .compose(mine ->
                            mine ? renewUnlessDone(name, renew) : waiting(name, renew, usable ? token : null, left));
        });
    }

    /** Between our look and our lease another node may have renewed: what it stored is the token. */
    private Future<Secret> renewUnlessDone(String name, Supplier<Future<Token>> renew) {
        return tokens.read(pool, name).compose(row -> {
            Held held = row.orElse(null);
            String token = held == null ? null : held.token();
            if (held == null || token == null || !clock.instant().isBefore(held.renewAt())) {
                return renew(name, renew);
            }
            known.put(name, held);
            return tokens.giveBack(pool, name).map(back -> Secret.of(token));
        });
    }

    private Future<Secret> renew(String name, Supplier<Future<Token>> renew) {
        return renew.get()
                .compose(fresh -> keep(name, fresh))
                .recover(failure ->
                        tokens.giveBack(pool, name).otherwiseEmpty().compose(back -> Future.failedFuture(failure)));
    }

    private Future<Secret> keep(String name, Token fresh) {
        Instant now = clock.instant();
        Held held = new Held(
                fresh.value().reveal(),
                now.plus(fresh.lifetime().multipliedBy(4).dividedBy(5)).truncatedTo(ChronoUnit.MICROS),
                now.plus(fresh.lifetime()));
        return tokens.store(pool, name, fresh.value().reveal(), held.renewAt(), held.expiresAt())
                .map(stored -> {
                    known.put(name, held);
                    return fresh.value();
                });
    }

    /** Another node renews: the old token serves as long as it lives, else we look again in a moment. */
    private Future<Secret> waiting(String name, Supplier<Future<Token>> renew, @Nullable String old, int left) {
        if (old != null) {
            return Future.succeededFuture(Secret.of(old));
        }
        if (left == 0) {
            return Future.failedFuture(new IllegalStateException("no token for " + name + " was renewed in time"));
        }
        Promise<Secret> later = Promise.promise();
        vertx.setTimer(LOOK_AGAIN_MS, tick -> look(name, renew, left - 1).onComplete(later));
        return later.future();
    }

    @Override
    public Future<Void> invalidate(String name, Secret rejected) {
        Held held = known.get(name);
        boolean ours = held != null && rejected.reveal().equals(held.token());
        if (ours) {
            known.remove(name);
            refused.run();
            log.warn("the provider no longer takes the access token of {}: another one is fetched", name);
        }
        return tokens.read(pool, name)
                .compose(row ->
                        row.filter(h -> rejected.reveal().equals(h.token())).isPresent()
                                ? tokens.expire(pool, name, row.get())
                                : Future.succeededFuture());
    }
}

package org.huiyin.bot.node;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Optional;
import org.huiyin.bot.store.Outage;
import org.huiyin.db.ticket.HistoryRoot;
import org.huiyin.db.ticket.HistoryRoots;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals each minute what was written into histories; the log has the root too, so that it is not in the database alone. Confined to its event loop. */
public final class Sealing {
    private static final Logger log = LoggerFactory.getLogger(Sealing.class);
    private static final long EVERY_MS = 60_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Vault vault;
    private final Clock clock;
    /** Made when it is first needed, which is not in a start. */
    private HistoryRoot.@Nullable Signer signer;

    private boolean sealing;
    private long timer;

    public Sealing(Vertx vertx, Pool pool, Vault vault, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.vault = vault;
        this.clock = clock;
    }

    /** Who signs for the county whose keys these are; it stays the same when the keys that seal are changed. */
    public static HistoryRoot.Signer signer(Vault vault) {
        return HistoryRoot.Signer.of(vault.derive("history"));
    }

    public void start() {
        timer = vertx.setPeriodic(EVERY_MS, tick -> seal());
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Seals now, where anything has grown. Never fails: what is not sealed now is a minute later. */
    public Future<Optional<HistoryRoot>> seal() {
        if (sealing) {
            return Future.succeededFuture(Optional.empty());
        }
        sealing = true;
        HistoryRoot.Signer own = signer == null ? signer(vault) : signer;
        signer = own;
        return HistoryRoots.seal(pool, clock.instant(), own)
                .onComplete(done -> sealing = false)
                .onSuccess(made -> made.ifPresent(root -> log.info("history root {}: {}", root.n(), root.name())))
                .onFailure(failure -> log.warn("histories were not sealed: {}", Outage.name(failure)))
                .otherwise(Optional.empty());
    }
}

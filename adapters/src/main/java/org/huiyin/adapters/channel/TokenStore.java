package org.huiyin.adapters.channel;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/** Keeps a provider's access token for all nodes, and lets one of them at a time renew it. */
public interface TokenStore {

    /** A token and how long it lives from now. */
    record Token(Secret value, Duration lifetime) {}

    /**
     * The current token, renewed through {@code renew} when there is none or 80 % of its life has passed.
     *
     * @param name of the account, the same on every node
     */
    Future<Secret> current(String name, Supplier<Future<Token>> renew);

    /** Says that {@code rejected} was refused; the next {@link #current} renews, unless another node already has. */
    Future<Void> invalidate(String name, Secret rejected);
}

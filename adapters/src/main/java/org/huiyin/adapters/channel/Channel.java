package org.huiyin.adapters.channel;

import io.vertx.core.Future;

/** A way to reach people: one configured account at one provider. Knows the provider, and nothing of tickets or tables. */
public interface Channel {

    /** The id the administrator gave it in {@code channels:}; also the last part of its webhook's path. */
    String id();

    /** Ends timers and connections. Completes when nothing more will be sent or received. */
    Future<Void> stop();
}

package org.huiyin.db.inbound;

import java.util.Comparator;

/** What makes an event one event: the channel and the provider's own id of it. */
public record InboundKey(String channel, String dedupKey) {
    /** An order that all nodes share. */
    public static final Comparator<InboundKey> ORDER =
            Comparator.comparing(InboundKey::channel).thenComparing(InboundKey::dedupKey);
}

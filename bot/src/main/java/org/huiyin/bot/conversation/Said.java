package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.Optional;
import org.huiyin.adapters.channel.TextEvent.Content;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.adapters.channel.TextEvent.Touch;
import org.huiyin.db.inbound.InboundKey;

/** Something a person said, pressed, scanned or, by letting a question run out, did not say. */
public sealed interface Said {

    InboundKey key();

    long addressId();

    Instant at();

    /** A message, a press, a scan. */
    record Spoke(
            InboundKey key,
            long addressId,
            Instant at,
            Optional<Content> content,
            Optional<String> quoted,
            Optional<Press> press,
            Optional<Touch> touch)
            implements Said {}

    /** The person left, or came back. */
    record Moved(InboundKey key, long addressId, Instant at, boolean reachable) implements Said {}

    /** Nobody answered question {@code questionId} in its time, and that means something. */
    record Silence(InboundKey key, long addressId, Instant at, long questionId) implements Said {}
}

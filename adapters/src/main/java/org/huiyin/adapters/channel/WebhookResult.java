package org.huiyin.adapters.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a webhook request turned out to be. */
public sealed interface WebhookResult {

    /** Authentic. {@code events} may be empty (a handshake); the acknowledgement is sent after they are committed. */
    record Understood(List<TextEvent> events, Acknowledgement acknowledgement) implements WebhookResult {
        public Understood {
            events = List.copyOf(events);
        }
    }

    /** Not authentic or not readable: nothing is stored. {@code why} is for our log and holds no personal data. */
    record Refused(WebhookReply reply, String why) implements WebhookResult {}

    /** Makes the answer, once everything is committed. */
    interface Acknowledgement {
        /**
         * The answer to the provider.
         *
         * @param passive words for the sender, to travel in the answer where {@link Limits#passiveReply} says the channel can
         * @param at when those words were first decided; the same on a redelivery
         */
        WebhookReply reply(Optional<String> passive, Instant at);

        static Acknowledgement always(WebhookReply reply) {
            return (passive, at) -> reply;
        }
    }

    default <T> T fold(Function<Understood, T> understood, Function<Refused, T> refused) {
        if (this instanceof Understood u) {
            return understood.apply(u);
        }
        return refused.apply((Refused) this);
    }
}

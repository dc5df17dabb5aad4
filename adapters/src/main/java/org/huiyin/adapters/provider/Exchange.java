package org.huiyin.adapters.provider;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** How one request went on the wire. Tells "nothing left" from "left and unheard", for only the first may be repeated freely. */
public sealed interface Exchange {

    /** An answer came, of whatever status. */
    record Answered(int status, String contentType, Optional<Duration> retryAfter, Buffer body) implements Exchange {}

    /** No connection: nothing left this machine for the provider. */
    record NotSent(String why) implements Exchange {}

    /** The request left, in whole or in part, and no whole answer came. */
    record NoAnswer(String why) implements Exchange {}

    /** The answer is longer than we take; reading was broken off. */
    record TooLarge() implements Exchange {}

    /** The one place that tells them apart. */
    default <T> T fold(
            Function<Answered, T> answered,
            Function<NotSent, T> notSent,
            Function<NoAnswer, T> noAnswer,
            Function<TooLarge, T> tooLarge) {
        if (this instanceof Answered a) {
            return answered.apply(a);
        } else if (this instanceof NotSent n) {
            return notSent.apply(n);
        } else if (this instanceof NoAnswer n) {
            return noAnswer.apply(n);
        }
        return tooLarge.apply((TooLarge) this);
    }
}

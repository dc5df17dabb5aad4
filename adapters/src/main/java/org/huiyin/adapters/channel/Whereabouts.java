package org.huiyin.adapters.channel;

import java.util.function.Function;
import java.util.function.Supplier;

/** What a provider says when it is asked whether it was given a part: after an outage nobody else can tell. */
public sealed interface Whereabouts {
    /** It was given it, and calls it so; empty where it gives no ids. */
    record Sent(String externalId) implements Whereabouts {}

    /** It never was. */
    record NotSent() implements Whereabouts {}

    /** It cannot be asked, or did not answer. */
    record CannotTell() implements Whereabouts {}

    static Whereabouts notSent() {
        return new NotSent();
    }

    static Whereabouts cannotTell() {
        return new CannotTell();
    }

    /** The one place that tells the answers apart. */
    default <T> T fold(Function<Sent, T> sent, Supplier<T> notSent, Supplier<T> cannotTell) {
        if (this instanceof Sent s) {
            return sent.apply(s);
        }
        return this instanceof NotSent ? notSent.get() : cannotTell.get();
    }
}

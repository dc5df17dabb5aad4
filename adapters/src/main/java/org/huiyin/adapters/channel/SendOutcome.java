package org.huiyin.adapters.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What became of one part. A provider's word is never taken from the HTTP status alone. */
public sealed interface SendOutcome {

    /** The provider took it. {@code externalId} is the provider's own id, or empty where it gives none. */
    record Accepted(String externalId) implements SendOutcome {}

    /** Certainly not sent; may go later, after {@code after} where the provider says so. */
    record RetryLater(FailureKind kind, Optional<Duration> after, String detail) implements SendOutcome {}

    /** Certainly not sent, and never will be as it is. {@code providerCode} is the provider's own number or word. */
    record Rejected(FailureKind kind, String providerCode, String detail) implements SendOutcome {}

    /** The request left and no answer came: it may or may not have been sent. */
    record Unknown(String detail) implements SendOutcome {}

    /** The one place that tells the outcomes apart. */
    default <T> T fold(
            Function<Accepted, T> accepted,
            Function<RetryLater, T> retryLater,
            Function<Rejected, T> rejected,
            Function<Unknown, T> unknown) {
        if (this instanceof Accepted a) {
            return accepted.apply(a);
        } else if (this instanceof RetryLater r) {
            return retryLater.apply(r);
        } else if (this instanceof Rejected r) {
            return rejected.apply(r);
        }
        return unknown.apply((Unknown) this);
    }

    static SendOutcome retry(FailureKind kind, String detail) {
        return new RetryLater(kind, Optional.empty(), detail);
    }
}

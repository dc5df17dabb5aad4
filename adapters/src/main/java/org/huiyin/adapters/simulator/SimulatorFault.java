package org.huiyin.adapters.simulator;

import java.time.Duration;
import java.util.Optional;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.SendOutcome;

/** A way in which a simulated provider can let us down. */
public enum SimulatorFault {
    /** Nobody answers. */
    UNREACHABLE,
    /** It answers, and is broken. */
    DOWN,
    /** It asks for patience. */
    THROTTLED,
    /** It no longer trusts us. */
    CREDENTIALS,
    /** It takes the part and does not say so. */
    TIMES_OUT_AFTER_DELIVERY,
    /** It loses the part and does not say so. */
    TIMES_OUT_WITHOUT_DELIVERY;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    SendOutcome outcome() {
        return switch (this) {
            case UNREACHABLE -> SendOutcome.retry(FailureKind.CONNECTION, "simulated: no connection");
            case DOWN -> SendOutcome.retry(FailureKind.PROVIDER_DOWN, "simulated: out of order");
            case THROTTLED ->
                new SendOutcome.RetryLater(FailureKind.THROTTLED, Optional.of(PATIENCE), "simulated: too many");
            case CREDENTIALS -> SendOutcome.retry(FailureKind.CREDENTIALS, "simulated: token refused");
            case TIMES_OUT_AFTER_DELIVERY, TIMES_OUT_WITHOUT_DELIVERY ->
                new SendOutcome.Unknown("simulated: no answer in time");
        };
    }

    boolean delivers() {
        return this == TIMES_OUT_AFTER_DELIVERY;
    }
}

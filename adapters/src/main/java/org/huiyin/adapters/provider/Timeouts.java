package org.huiyin.adapters.provider;

import java.time.Duration;

/**
 * How long we wait for a provider.
 *
 * @param connect until a connection stands; nothing has left by then
 * @param call one request and its answer
 * @param fetch one attachment
 * @param whole everything one send may take together: token, upload, call, and one replay
 */
public record Timeouts(Duration connect, Duration call, Duration fetch, Duration whole) {

    /** The caller starts nothing with under 15 s of its lease left, so everything must be over in less. */
    public static final Timeouts STANDARD =
            new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(14));
}

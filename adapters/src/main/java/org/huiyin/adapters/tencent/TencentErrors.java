package org.huiyin.adapters.tencent;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.SendOutcome;

/**
 * What one API means by its error numbers; they come with HTTP status 200. The words beside them are never read: they change, and may
 * repeat what was sent.
 *
 * @param kinds by number
 * @param staleToken numbers that a renewed token may cure
 */
public record TencentErrors(Map<Integer, FailureKind> kinds, Set<Integer> staleToken) {
    private static final int DAILY_QUOTA = 45_009;

    /** The day's quota ends at midnight, or when somebody clears it: ask again each hour. */
    private static final Duration QUOTA_PAUSE = Duration.ofHours(1);

    /** Frequency limits are per minute. */
    private static final Duration FREQUENCY_PAUSE = Duration.ofMinutes(1);

    public TencentErrors {
        kinds = Map.copyOf(kinds);
        staleToken = Set.copyOf(staleToken);
    }

    /** A number nobody has listed yet is for an administrator to look at. */
    public SendOutcome outcome(int code) {
        FailureKind kind = kinds.getOrDefault(code, FailureKind.CONFIG);
        String detail = "errcode " + code;
        if (!kind.retryable()) {
            return new SendOutcome.Rejected(kind, Integer.toString(code), detail);
        }
        return kind == FailureKind.THROTTLED
                ? new SendOutcome.RetryLater(
                        kind, Optional.of(code == DAILY_QUOTA ? QUOTA_PAUSE : FREQUENCY_PAUSE), detail)
                : SendOutcome.retry(kind, detail);
    }
}

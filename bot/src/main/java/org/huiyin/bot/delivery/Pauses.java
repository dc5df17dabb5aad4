package org.huiyin.bot.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.bot.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Channels on which nothing is tried for a while, because the fault lies with the way and not with a part. Confined to its event loop. */
final class Pauses {
    private static final Logger log = LoggerFactory.getLogger(Pauses.class);
    private static final List<Duration> STEPS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));
    /** Who has nothing to send after a pause cannot tell whether the way works again; somebody else may have found out. */
    private static final Duration UNTRIED = Duration.ofMinutes(1);

    private record Pause(int failures, Instant since, Instant until) {}

    private static final Pause NONE = new Pause(0, Instant.MIN, Instant.MIN);

    private final Map<String, Pause> pauses = new HashMap<>();
    private final Metrics metrics;

    Pauses(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Pauses a channel, longer with every failure in a row; as long as the provider says where it says so. Returns the end. */
    Instant pause(String channel, FailureKind kind, Optional<Duration> after, Instant now) {
        Pause last = pauses.getOrDefault(channel, NONE);
        if (now.isBefore(last.until())) {
            return last.until();
        }
        int failures = last.failures() + 1;
        Duration length = after.orElse(STEPS.get(Math.min(failures, STEPS.size()) - 1));
        Instant until = now.plus(length);
        Instant since = failures == 1 ? now : last.since();
        pauses.put(channel, new Pause(failures, since, until));
        metrics.paused(channel, true);
        metrics.fault(channel, kind);
        log.warn("channel {} is paused for {} s: {}", channel, length.toSeconds(), kind);
        return until;
    }

    /** Channels over which nothing has gone since that moment or longer. */
    Set<String> failingSince(Instant moment) {
        Set<String> failing = new TreeSet<>();
        pauses.forEach((channel, pause) -> {
            if (!pause.since().isAfter(moment)) {
                failing.add(channel);
            }
        });
        return failing;
    }

    void worked(String channel) {
        if (pauses.remove(channel) != null) {
            metrics.paused(channel, false);
            log.info("channel {} works again", channel);
        }
    }

    /** Those on which something may be tried now. */
    Set<String> open(Set<String> channels, Instant now) {
        pauses.forEach((channel, pause) -> {
            if (pause.until().plus(UNTRIED).isBefore(now)) {
                metrics.paused(channel, false);
            }
        });
        Set<String> open = new TreeSet<>(channels);
        open.removeIf(channel -> now.isBefore(pauses.getOrDefault(channel, NONE).until()));
        return open;
    }
}

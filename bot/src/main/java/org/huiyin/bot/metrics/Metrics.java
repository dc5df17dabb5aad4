package org.huiyin.bot.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.SendOutcome;

/**
 * Every meter of the service, with its unit and its meaning. The values of labels are ids of configured channels and constants of enums:
 * bounded, and never anything personal. Thread-safe.
 */
public final class Metrics {
    /** Why a request was turned away. */
    public enum Refusal {
        NOT_AUTHENTIC,
        MALFORMED,
        TOO_LARGE,
        UNKNOWN_CHANNEL,
        TOO_SLOW,
        NOT_NOW,
        OTHER
    }

    /** Why a batch was not written. */
    public enum Failure {
        /** The database was away; the providers repeat what was in it. */
        OUTAGE,
        /** The database is not as this version needs it; what goes through that place is repeated, too. */
        SCHEMA,
        /** Others were in the way; it was tried again at once. */
        CONFLICT,
        /** Something in it cannot be written; it is looked for by halves. */
        POISON
    }

    /** What became of a part. */
    public enum Outcome {
        ACCEPTED,
        RETRY_LATER,
        REJECTED,
        UNKNOWN;

        public static Outcome of(SendOutcome outcome) {
            return outcome.fold(a -> ACCEPTED, r -> RETRY_LATER, r -> REJECTED, u -> UNKNOWN);
        }
    }

    /** The label of what belongs to no configured channel. */
    private static final String NO_CHANNEL = "none";

    private static final String CHANNEL = "channel";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, AtomicInteger> paused = new ConcurrentHashMap<>();
    private final Timer commit = Timer.builder("huiyin.commit")
            .description("Time from the begin of a batch's transaction to its commit, in seconds")
            .serviceLevelObjectives(
                    Duration.ofMillis(2),
                    Duration.ofMillis(5),
                    Duration.ofMillis(10),
                    Duration.ofMillis(20),
                    Duration.ofMillis(50),
                    Duration.ofMillis(100),
                    Duration.ofMillis(250),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5))
            .register(registry);
    private final DistributionSummary batchSize = DistributionSummary.builder("huiyin.batch.size")
            .description("Events that shared one commit")
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500)
            .register(registry);

    private final Counter outcomesVoided = Counter.builder("huiyin.outcomes.void")
            .description("Outcomes that did not count, because another node had taken the lane over")
            .register(registry);

    private final Counter tokensRefused = Counter.builder("huiyin.tokens.refused")
            .description("Access tokens that a provider refused before their time; a new one was fetched each time")
            .register(registry);

    private final Counter detours = Counter.builder("huiyin.detours")
            .description("Urgent parts that went another way, because their channel had not worked for minutes")
            .register(registry);

    private final Standing standing = new Standing(registry);
    private final AtomicInteger held = new AtomicInteger();
    private volatile double backupAge = Double.NaN;
    private volatile long backupAgeAt = System.nanoTime();
    private volatile long backupBytes;
    private volatile long backupFailures;

    public Metrics() {
        recoveryGauges();
        for (Failure reason : Failure.values()) {
            batchFailures(reason, 0);
        }
    }

    /** How this node and its county stand just now. */
    public Standing standing() {
        return standing;
    }

    /** Shows a configured channel's meters from the start, at 0: a rate needs a value before the first event. */
    public void introduce(String channel) {
        accepted(channel, 0);
        duplicates(channel, 0);
        for (Refusal reason : Refusal.values()) {
            refusals(channel, reason, 0);
        }
        for (Outcome kind : Outcome.values()) {
            outcomes(channel, kind, 0);
        }
        for (FailureKind kind : FailureKind.values()) {
            if (kind.retryable()) {
                faults(channel, kind, 0);
            }
        }
        paused(channel, false);
    }

    /** An event was committed for the first time. */
    public void accepted(String channel) {
        accepted(channel, 1);
    }

    private void accepted(String channel, int more) {
        count("huiyin.accepted", "Events committed for the first time", more, CHANNEL, channel);
    }

    /** An event came again, and had no effect. */
    public void duplicate(String channel) {
        duplicates(channel, 1);
    }

    private void duplicates(String channel, int more) {
        count("huiyin.duplicates", "Events that came again and had no effect", more, CHANNEL, channel);
    }

    /** A request for a configured channel was turned away. */
    public void refused(String channel, Refusal reason) {
        refusals(channel, reason, 1);
    }

    /** A request that names no configured channel was turned away. */
    public void refused(Refusal reason) {
        refusals(NO_CHANNEL, reason, 1);
    }

    private void refusals(String channel, Refusal reason, int more) {
        String description = "Requests turned away, nothing of which was stored";
        count("huiyin.refused", description, more, CHANNEL, channel, "reason", label(reason));
    }

    /** The provider's word on one part that was handed to it. */
    public void outcome(String channel, Outcome kind) {
        outcomes(channel, kind, 1);
    }

    private void outcomes(String channel, Outcome kind, int more) {
        String description = "Parts handed to a provider, by its answer";
        count("huiyin.outcomes", description, more, CHANNEL, channel, "kind", label(kind));
    }

    /** A fault of the way, for which a channel is paused. */
    public void fault(String channel, FailureKind kind) {
        faults(channel, kind, 1);
    }

    private void faults(String channel, FailureKind kind, int more) {
        String description = "Faults of the way to a provider, each of which paused the channel";
        count("huiyin.send.faults", description, more, CHANNEL, channel, "kind", label(kind));
    }

    /** A batch of events was not written; {@code reason} says whether the database was away, or others were in the way. */
    public void batchFailed(Failure reason) {
        batchFailures(reason, 1);
    }

    private void batchFailures(Failure reason, int more) {
        count("huiyin.batch.failures", "Batches of events that were not written", more, "reason", label(reason));
    }

    /** A provider refused an access token before its time; a new one is fetched. */
    public void tokenRefused() {
        tokensRefused.increment();
    }

    /** Urgent parts that went another way. */
    public void detoured(int parts) {
        detours.increment(parts);
    }

    /** Outcomes that did not count, because another node had taken the lane over meanwhile. */
    public void outcomesVoid(int parts) {
        outcomesVoided.increment(parts);
    }

    /** An event was set aside for a person to look at; {@code reason} is a constant of an enum. */
    public void setAside(Enum<?> reason) {
        count("huiyin.set.aside", "Events set aside for a person to look at", 1, "reason", label(reason));
    }

    /** How long one batch took to commit, and how many events shared it. */
    public void committed(Duration took, int events) {
        commit.record(took);
        batchSize.record(events);
    }

    /** Whether nothing is sent over the channel for a while. */
    public void paused(String channel, boolean now) {
        paused.computeIfAbsent(channel, this::pausedGauge).set(now ? 1 : 0);
    }

    /** Asked at each scrape; seconds that the oldest part which is due has been waiting, 0 for none. */
    public void queueAge(Supplier<Number> seconds) {
        Gauge.builder("huiyin.queue.age", seconds)
                .description("How long the oldest part that is due has been waiting")
                .baseUnit("seconds")
                .register(registry);
    }

    /** Whether the county is held after a restore. */
    public void held(boolean now) {
        held.set(now ? 1 : 0);
    }

    /**
     * How the county's backups fare, as the database has it.
     *
     * @param age in seconds, of the last one; NaN where there is none
     * @param bytes of the one that covers the county
     * @param failures of runs so far
     */
    public void backup(double age, long bytes, long failures) {
        backupAge = age;
        backupAgeAt = System.nanoTime();
        backupBytes = bytes;
        backupFailures = failures;
    }

    /** It goes on growing while the database is away and cannot be asked. */
    private double backupAge() {
        return backupAge + (System.nanoTime() - backupAgeAt) / 1e9;
    }

    private void recoveryGauges() {
        Gauge.builder("huiyin.held", held, AtomicInteger::get)
                .description("1 while the county is held after a restore and nothing is sent, else 0")
                .register(registry);
        Gauge.builder("huiyin.backup.age", this::backupAge)
                .description("Age of the last backup, NaN while there is none")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("huiyin.backup.size", () -> backupBytes)
                .description("Size of the last whole copy with its increments")
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder("huiyin.backup.failures", this, metrics -> metrics.backupFailures)
                .description("Runs of backups that failed, on all nodes")
                .register(registry);
    }

    /** Asked at each scrape; by how many seconds the machine's clock is behind since it was set back, 0 normally. */
    public void setBack(Supplier<Number> seconds) {
        Gauge.builder("huiyin.clock.set.back", seconds)
                .description(
                        "By how much this machine's clock is behind the time that the service keeps since it was set back")
                .baseUnit("seconds")
                .register(registry);
    }

    /** All meters in Prometheus' text format 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    private AtomicInteger pausedGauge(String channel) {
        AtomicInteger value = new AtomicInteger();
        Gauge.builder("huiyin.channel.paused", value, AtomicInteger::get)
                .description("1 while nothing is sent over the channel, else 0")
                .tags(CHANNEL, channel)
                .register(registry);
        return value;
    }

    private void count(String name, String description, int more, String... tags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment(more);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

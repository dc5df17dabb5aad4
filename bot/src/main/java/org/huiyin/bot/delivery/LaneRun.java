package org.huiyin.bot.delivery;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.db.outbox.ClaimedPart;
import org.huiyin.db.outbox.Outcomes;
import org.jspecify.annotations.Nullable;

/** Sends what lies in one lane, one part after the other, and says what became of each. */
final class LaneRun {
    /**
     * When a part of unknown outcome is repeated where the provider drops repetitions: at once, because it does so for a short time only, and then
     * ever later, because what reaches somebody twice does less harm than what never does. Elsewhere it is repeated once.
     */
    private static final List<Duration> DROPPED = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(1));
    /** How long a part waits for its photo or voice note to be fetched before it is looked at again. */
    private static final Duration FETCHING = Duration.ofSeconds(2);

    private final TextChannel channel;
    private final Limits limits;
    private final Pauses pauses;
    private final Permits permits;
    private final Parcels parcels;
    private final Metrics metrics;
    private final Clock clock;
    private final Duration repeatUnknownAfter;
    private final Instant lastSend;
    private final LaneReport report;
    private final Iterator<ClaimedPart> parts;

    /**
     * A run.
     *
     * @param lastSend nothing is sent after this, so that the lease is never outlived
     */
    LaneRun(
            TextChannel channel,
            Pauses pauses,
            Permits permits,
            Parcels parcels,
            Metrics metrics,
            Clock clock,
            Duration repeatUnknownAfter,
            Instant lastSend,
            List<ClaimedPart> parts) {
        this.channel = channel;
        this.limits = channel.limits();
        this.pauses = pauses;
        this.permits = permits;
        this.parcels = parcels;
        this.metrics = metrics;
        this.clock = clock;
        this.repeatUnknownAfter = repeatUnknownAfter;
        this.lastSend = lastSend;
        this.report = new LaneReport(parts.get(0));
        this.parts = parts.iterator();
    }

    Future<LaneReport> run() {
        return parts.hasNext() ? part(parts.next()).compose(done -> run()) : Future.succeededFuture(report);
    }

    private Future<Void> part(ClaimedPart part) {
        Instant now = clock.instant();
        Instant minute = Budget.nextMinute(limits, report.use, now);
        if (!mayLeave()) {
            return later(part, now, false, null);
        } else if (heldBack(part)) {
            return later(part, now.plusSeconds(1), false, null);
        } else if (part.suspect() && !limits.repeatSafe()) {
            return unknown(part, "a node ended while it was sending");
        } else if (minute != null) {
            return later(part, minute, false, null);
        } else if (!part.reachable()) {
            return rejected(part, FailureKind.RECIPIENT_BLOCKED);
        }
        return parcels.wrap(part, channel)
                .compose(parcel ->
                        parcel.isEmpty() ? later(part, now.plus(FETCHING), false, null) : budgeted(part, parcel.get()));
    }

    /** A part that is tried again holds back what comes after it in its ticket, and nothing else. */
    private boolean heldBack(ClaimedPart part) {
        return report.again.stream().anyMatch(a -> Objects.equals(a.part().ticketId(), part.ticketId()));
    }

    private Future<Void> budgeted(ClaimedPart part, Outbound parcel) {
        int left = Budget.left(limits, report.use, part.wroteAt(), part.touchedAt(), clock.instant());
        if (left > 0) {
            return send(part, parcel, true, left);
        }
        Optional<Outbound> notice = parcels.notice(part, limits);
        return notice.isPresent() ? send(part, notice.get(), false, 0) : rejected(part, FailureKind.WINDOW_CLOSED);
    }

    private Future<Void> send(ClaimedPart part, Outbound parcel, boolean counted, int left) {
        return permits.take(part.priority())
                .compose(permitted ->
                        mayLeave() ? leave(part, parcel, counted, left) : later(part, clock.instant(), false, null));
    }

    /** A permit may have been long in coming. */
    private boolean mayLeave() {
        Instant now = clock.instant();
        return !now.isAfter(lastSend) && !pauses.open(Set.of(channel.id()), now).isEmpty();
    }

    private Future<Void> leave(ClaimedPart part, Outbound parcel, boolean counted, int left) {
        return channel.send(part.address(), parcel, Trace.of(part.trace())).compose(outcome -> {
            metrics.outcome(channel.id(), Metrics.Outcome.of(outcome));
            return outcome.fold(
                    accepted -> accepted(part, accepted, counted, left),
                    retry -> retry(part, retry),
                    refused -> refused(part, refused, counted),
                    unknown -> unknown(part, unknown.detail()));
        });
    }

    private Future<Void> accepted(ClaimedPart part, SendOutcome.Accepted accepted, boolean counted, int left) {
        Instant now = clock.instant();
        pauses.worked(channel.id());
        report.use = Budget.spent(limits, report.use, counted, part.wroteAt(), part.touchedAt(), now);
        String id = accepted.externalId().isEmpty() ? null : accepted.externalId();
        report.done.add(new Outcomes.Done(part, "SENT", id, null, now));
        if (counted && limits.window() != null && left == 2 && part.authorAddressId() != null) {
            report.low.add(new Aftermath.Low(part, left - 1));
        }
        return Future.succeededFuture();
    }

    private Future<Void> retry(ClaimedPart part, SendOutcome.RetryLater retry) {
        Instant until = pauses.pause(channel.id(), retry.kind(), retry.after(), clock.instant());
        return later(part, until, false, retry.kind().name());
    }

    /** A closed window is found out by the provider's word as well: then the template is tried, and only then another way. */
    private Future<Void> refused(ClaimedPart part, SendOutcome.Rejected refused, boolean counted) {
        Optional<Outbound> notice = parcels.notice(part, limits);
        boolean window = counted && refused.kind() == FailureKind.WINDOW_CLOSED;
        return window && notice.isPresent() ? send(part, notice.get(), false, 0) : rejected(part, refused.kind());
    }

    private Future<Void> rejected(ClaimedPart part, FailureKind kind) {
        report.done.add(new Outcomes.Done(part, "FAILED", null, kind.name(), clock.instant()));
        report.lost.add(new Aftermath.Lost(part, kind.name()));
        return Future.succeededFuture();
    }

    private Future<Void> unknown(ClaimedPart part, String detail) {
        List<Duration> waits = limits.repeatSafe() ? DROPPED : List.of(repeatUnknownAfter);
        if (part.tries() < waits.size()) {
            return later(part, clock.instant().plus(waits.get(part.tries())), true, detail);
        }
        report.done.add(new Outcomes.Done(part, "UNKNOWN", null, "UNKNOWN", clock.instant()));
        report.lost.add(new Aftermath.Lost(part, "UNKNOWN"));
        return Future.succeededFuture();
    }

    private Future<Void> later(ClaimedPart part, Instant at, boolean counts, @Nullable String why) {
        report.again.add(new Outcomes.Again(part, at, counts, why));
        return Future.succeededFuture();
    }
}

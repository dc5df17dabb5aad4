package org.huiyin.bot.delivery;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.bot.store.Outage;
import org.huiyin.db.outbox.ClaimedPart;
import org.huiyin.db.outbox.Outcomes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what lies in one lane, one part after the other, and says at once what became of each. */
final class LaneRun {
    private static final Logger log = LoggerFactory.getLogger(LaneRun.class);
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
    /** How long it holds back what comes after it; then that goes first, and it follows when it can be had. */
    private static final Duration HOLDS_BACK = Duration.ofMinutes(10);

    private static final Duration FETCHING_LONG = Duration.ofSeconds(30);
    /** A provider's own word for what it took, which we may have to write down. */
    private static final Pattern NEVER_IN_AN_ID = Pattern.compile("\\p{Cntrl}");

    private static final Duration UNREADABLE = Duration.ofMinutes(1);

    /**
     * What the lanes of one channel are sent with.
     *
     * @param permits how many the provider lets through
     * @param departures notes what is about to leave, where the provider does not drop repetitions
     */
    record Means(
            TextChannel channel,
            Pauses pauses,
            Permits permits,
            Departures departures,
            Parcels parcels,
            Metrics metrics,
            Clock clock,
            Duration repeatUnknownAfter) {}

    private final Means means;
    private final TextChannel channel;
    private final Limits limits;
    private final Pauses pauses;
    private final Parcels parcels;
    private final Clock clock;
    private final Instant lastSend;
    private final Iterator<ClaimedPart> parts;
    private final Consumer<LaneReport> told;
    /** Tickets of which a part is tried again. */
    private final Set<@Nullable Long> heldBack = new HashSet<>();

    private LaneReport report;

    /**
     * A run.
     *
     * @param lastSend nothing is sent after this, so that the lease is never outlived
     * @param told what became of each part as soon as it is known, so that the death of this node leaves little in doubt
     */
    LaneRun(Means means, Instant lastSend, List<ClaimedPart> parts, Consumer<LaneReport> told) {
        this.means = means;
        this.channel = means.channel();
        this.limits = channel.limits();
        this.pauses = means.pauses();
        this.parcels = means.parcels();
        this.clock = means.clock();
        this.lastSend = lastSend;
        this.told = told;
        this.report = new LaneReport(parts.get(0));
        this.parts = parts.iterator();
    }

    /** Fails never: a fault of our own is the fate of one part. */
    Future<Void> run() {
        ClaimedPart part = parts.next();
        return Future.<Void>succeededFuture()
                .compose(go -> part(part))
                .recover(fault -> broken(part, fault))
                .compose(done -> {
                    LaneReport ended = report;
                    ended.last = !parts.hasNext();
                    report = ended.next();
                    told.accept(ended);
                    return ended.last ? Future.succeededFuture() : run();
                });
    }

    /** What this version cannot read a newer node of the same county can, which an upgrade will bring. */
    private Future<Void> broken(ClaimedPart part, Throwable fault) {
        log.error(
                "part {} could not be sent, trace={}: {}",
                part.partId(),
                Trace.of(part.trace()),
                Outage.name(fault),
                Outage.withoutMessage(fault));
        return fault instanceof PartContent.Unreadable
                ? later(part, clock.instant().plus(UNREADABLE), false, null)
                : unknown(part, "a fault of our own");
    }

    private Future<Void> part(ClaimedPart part) {
        Instant now = clock.instant();
        Instant minute = Budget.nextMinute(limits, report.use, now);
        if (!mayLeave()) {
            return later(part, now, false, null);
        } else if (heldBack.contains(part.ticketId())) {
            return later(part, now.plusSeconds(1), false, null);
        } else if (part.suspect() && !limits.repeatSafe()) {
            return unknown(part, "a node ended while it was sending");
        } else if (minute != null) {
            return later(part, minute, false, null);
        } else if (!part.reachable()) {
            return rejected(part, FailureKind.RECIPIENT_BLOCKED);
        }
        return parcels.wrap(part, channel)
                .compose(parcel -> parcel.isEmpty() ? fetching(part, now) : budgeted(part, parcel.get()));
    }

    private Future<Void> fetching(ClaimedPart part, Instant now) {
        boolean behind = part.createdAt().plus(HOLDS_BACK).isBefore(now);
        Instant at = now.plus(behind ? FETCHING_LONG : FETCHING);
        if (!behind) {
            heldBack.add(part.ticketId());
        }
        report.again.add(new Outcomes.Again(part, at, false, behind, null));
        return Future.succeededFuture();
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
        return means.permits()
                .take(part.priority())
                .compose(permitted -> mayLeave() ? noted(part) : Future.succeededFuture(false))
                .compose(noted -> noted && mayLeave()
                        ? leave(part, parcel, counted, left)
                        : later(part, clock.instant(), false, null));
    }

    private Future<Boolean> noted(ClaimedPart part) {
        return limits.repeatSafe()
                ? Future.succeededFuture(true)
                : means.departures().note(part);
    }

    /** A permit may have been long in coming. */
    private boolean mayLeave() {
        Instant now = clock.instant();
        return !now.isAfter(lastSend) && !pauses.open(Set.of(channel.id()), now).isEmpty();
    }

    private Future<Void> leave(ClaimedPart part, Outbound parcel, boolean counted, int left) {
        return channel.send(part.address(), parcel, Trace.of(part.trace())).compose(outcome -> {
            means.metrics().outcome(channel.id(), Metrics.Outcome.of(outcome));
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
        String told = NEVER_IN_AN_ID.matcher(accepted.externalId()).replaceAll("");
        String id = told.isEmpty() ? null : told;
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
        List<Duration> waits = limits.repeatSafe() ? DROPPED : List.of(means.repeatUnknownAfter());
        if (part.tries() < waits.size()) {
            return later(part, clock.instant().plus(waits.get(part.tries())), true, detail);
        }
        report.done.add(new Outcomes.Done(part, "UNKNOWN", null, "UNKNOWN", clock.instant()));
        report.lost.add(new Aftermath.Lost(part, "UNKNOWN"));
        return Future.succeededFuture();
    }

    private Future<Void> later(ClaimedPart part, Instant at, boolean counts, @Nullable String why) {
        heldBack.add(part.ticketId());
        report.again.add(new Outcomes.Again(part, at, counts, false, why));
        return Future.succeededFuture();
    }
}

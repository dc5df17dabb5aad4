package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.db.ticket.Digests;

/** At certain hours of each working day every official with something open is told what lies with him; once, on any number of nodes. */
final class DigestHours {
    /** After a pause that long the hour has passed, and the next one will do. */
    private static final Duration LATE = Duration.ofHours(2);

    private static final int AT_ONCE = 200;

    private final List<LocalTime> hours;
    private final Pool pool;
    private final Digests digests;
    private final Supplier<Deadlines> deadlines;
    private final BatchIntake intake;
    private final Clock clock;
    private Instant done = Instant.EPOCH;

    DigestHours(
            List<LocalTime> hours,
            Pool pool,
            Digests digests,
            Supplier<Deadlines> deadlines,
            BatchIntake intake,
            Clock clock) {
        this.hours = hours.stream().sorted(Comparator.reverseOrder()).toList();
        this.pool = pool;
        this.digests = digests;
        this.deadlines = deadlines;
        this.intake = intake;
        this.clock = clock;
    }

    Future<Void> look() {
        Optional<Instant> slot = slot(clock.instant()).filter(hour -> !hour.equals(done));
        if (slot.isEmpty()) {
            return Future.succeededFuture();
        }
        return digests.isDone(pool, slot.get())
                .compose(before -> before ? Future.succeededFuture() : tell(slot.get(), 0))
                .onSuccess(told -> done = slot.get());
    }

    /** The latest hour, where it is not long past and its day is worked. */
    private Optional<Instant> slot(Instant now) {
        Deadlines clocks = deadlines.get();
        LocalDate today = now.atZone(clocks.zone()).toLocalDate();
        return hours.stream()
                .map(hour -> today.atTime(hour).atZone(clocks.zone()).toInstant())
                .filter(slot -> !slot.isAfter(now) && slot.plus(LATE).isAfter(now))
                .filter(slot -> clocks.worked(today))
                .findFirst();
    }

    private Future<Void> tell(Instant slot, long after) {
        return digests.holders(pool, after, AT_ONCE)
                .compose(cadres -> cadres.isEmpty()
                        ? digests.done(pool, slot, clock.instant())
                        : intake.notice(cadres.stream()
                                        .map(cadre -> new Arrival.Summary(cadre, slot))
                                        .toList())
                                .compose(told -> tell(slot, cadres.get(cadres.size() - 1))));
    }
}

package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.bot.store.Repositories;
import org.huiyin.db.registry.Absences;
import org.huiyin.db.ticket.Questions;
import org.huiyin.db.ticket.Tickets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a question's time is over, or that a ticket's clock has something to do, and brings that in by the same door as a message: once,
 * whatever number of nodes look, the longest waiting first, and all of them. Confined to its event loop.
 */
public final class ClockWork {
    private static final Logger log = LoggerFactory.getLogger(ClockWork.class);
    private static final long EVERY_MS = 1000;
    private static final int AT_ONCE = 200;

    private final Vertx vertx;
    private final Pool pool;
    private final Questions questions;
    private final Tickets tickets;
    private final Absences absences;
    /** Each by itself: what takes minutes after a day of downtime holds nothing else up. */
    private final List<Turn> works;

    private final BatchIntake intake;
    private final Clock clock;
    private Instant seatedAt = Instant.EPOCH;
    private long timer;

    /**
     * A clockwork.
     *
     * @param deadlines asked each time, for the calendar in force
     * @param version of the configuration in force
     * @param digestHours of a working day
     */
    public ClockWork(
            Vertx vertx,
            Pool pool,
            Repositories db,
            Supplier<Deadlines> deadlines,
            LongSupplier version,
            List<LocalTime> digestHours,
            BatchIntake intake,
            Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.questions = db.questions();
        this.tickets = db.tickets();
        this.absences = db.absences();
        CalendarWork calendars = new CalendarWork(pool, db.tickets(), version, intake);
        DigestHours digests = new DigestHours(digestHours, pool, db.digests(), deadlines, intake, clock);
        CommonRounds commons = new CommonRounds(pool, db.commonClock(), intake, clock);
        this.intake = intake;
        this.clock = clock;
        this.works = Stream.<Supplier<Future<Void>>>of(
                        this::silences,
                        () -> climb(List.of()),
                        this::leaves,
                        this::given,
                        this::seated,
                        digests::look,
                        calendars::look,
                        commons::look)
                .map(Turn::new)
                .toList();
    }

    public void start() {
        timer = vertx.setPeriodic(
                EVERY_MS,
                tick -> together(Turn::tick)
                        .onFailure(failure -> log.warn(
                                "the clock could not look: {}",
                                failure.getClass().getSimpleName())));
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Brings in what is over by now. */
    public Future<Void> look() {
        return together(Turn::next);
    }

    private Future<Void> together(Function<Turn, Future<Void>> turn) {
        return Future.join(works.stream().map(turn).toList()).mapEmpty();
    }

    /** Two hundred a second: an import may move thousands, and everybody else wants to be heard meanwhile. */
    private Future<Void> given() {
        return tickets.untold(pool, AT_ONCE)
                .compose(moved -> intake.notice(moved.stream()
                        .map(t -> new Arrival.Given(t.ticketId(), t.seq()))
                        .toList()));
    }

    private Future<Void> seated() {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (minute.equals(seatedAt)) {
            return Future.succeededFuture();
        }
        return tickets.onSeat(pool, AT_ONCE)
                .compose(waiting -> intake.notice(waiting.stream()
                        .map(t -> new Arrival.OnSeat(t.ticketId(), minute))
                        .toList()))
                .onSuccess(done -> seatedAt = minute);
    }

    /** Absences that are over; and what a batch gave somebody who went away at the same moment. */
    private Future<Void> leaves() {
        Instant now = clock.instant();
        return absences.due(pool, now)
                .compose(due -> intake.notice(due.stream()
                        .map(a -> new Arrival.Leave(a.id(), a.cadreId(), now.truncatedTo(ChronoUnit.SECONDS)))
                        .toList()));
    }

    /** After a day of downtime there are many; the same ones again would mean that they do not move on. */
    private Future<Void> climb(List<Tickets.Acting> before) {
        return tickets.acting(pool, clock.instant(), AT_ONCE)
                .compose(now -> now.isEmpty() || now.equals(before)
                        ? Future.succeededFuture()
                        : intake.notice(now.stream()
                                        .map(t -> new Arrival.Acting(t.ticketId(), t.seq(), t.since()))
                                        .toList())
                                .compose(done -> climb(now)));
    }

    private Future<Void> silences() {
        return questions
                .expired(pool, clock.instant(), AT_ONCE)
                .compose(over -> intake.notice(over.stream()
                        .map(question -> new Arrival.Ended(question.id(), question.addressId()))
                        .toList()));
    }
}

package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import org.huiyin.db.ticket.QuestionRow;
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
    private final BatchIntake intake;
    private final Clock clock;
    private boolean climbing;
    private long timer;

    public ClockWork(Vertx vertx, Pool pool, Questions questions, Tickets tickets, BatchIntake intake, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.questions = questions;
        this.tickets = tickets;
        this.intake = intake;
        this.clock = clock;
    }

    public void start() {
        timer = vertx.setPeriodic(
                EVERY_MS,
                tick -> look().onFailure(failure -> log.warn(
                        "the clock could not look: {}", failure.getClass().getSimpleName())));
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Brings in what is over by now. */
    public Future<Void> look() {
        return Future.join(silences(), climbs()).mapEmpty();
    }

    private Future<Void> climbs() {
        if (climbing) {
            return Future.succeededFuture();
        }
        climbing = true;
        return climb(List.of()).onComplete(done -> climbing = false);
    }

    /** After a day of downtime there are many; the same ones again would mean that they do not move on. */
    private Future<Void> climb(List<Tickets.Acting> before) {
        return tickets.acting(pool, clock.instant(), AT_ONCE)
                .compose(now -> now.isEmpty() || now.equals(before)
                        ? Future.succeededFuture()
                        : Future.join(now.stream().map(this::acts).toList()).compose(done -> climb(now)));
    }

    private Future<?> acts(Tickets.Acting ticket) {
        return intake.acts(ticket.ticketId(), ticket.since());
    }

    private Future<Void> silences() {
        return questions
                .expired(pool, clock.instant(), AT_ONCE)
                .compose(over -> Future.join(over.stream().map(this::silence).toList()))
                .mapEmpty();
    }

    private Future<?> silence(QuestionRow question) {
        return intake.silence(question.id(), question.addressId());
    }
}

package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import org.huiyin.db.ticket.QuestionRow;
import org.huiyin.db.ticket.Questions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that a question's time is over, and brings that in by the same door as a message: once, whatever number of nodes look. */
public final class ClockWork {
    private static final Logger log = LoggerFactory.getLogger(ClockWork.class);
    private static final long EVERY_MS = 5000;
    private static final int AT_ONCE = 200;

    private final Vertx vertx;
    private final Pool pool;
    private final Questions questions;
    private final BatchIntake intake;
    private final Clock clock;
    private long timer;

    public ClockWork(Vertx vertx, Pool pool, Questions questions, BatchIntake intake, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.questions = questions;
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
        return questions
                .expired(pool, clock.instant(), AT_ONCE)
                .compose(over -> Future.join(over.stream().map(this::silence).toList()))
                .mapEmpty();
    }

    private Future<?> silence(QuestionRow question) {
        return intake.silence(question.id(), question.addressId());
    }
}

package org.huiyin.bot.intake;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import org.huiyin.db.common.CommonClock;

/**
 * Brings what is to be done about common problems in by the same door as a message: promises that are missed, and what was decided to each of
 * its villagers, a few hundred at a time, once on any number of nodes. Confined to its event loop.
 */
final class CommonRounds {
    private static final int AT_ONCE = 200;

    private final Pool pool;
    private final CommonClock commons;
    private final BatchIntake intake;
    private final Clock clock;

    CommonRounds(Pool pool, CommonClock commons, BatchIntake intake, Clock clock) {
        this.pool = pool;
        this.commons = commons;
        this.intake = intake;
        this.clock = clock;
    }

    Future<Void> look() {
        return missed().compose(done -> carry(List.of())).compose(done -> commons.settle(pool));
    }

    private Future<Void> missed() {
        return commons.missed(pool, clock.instant())
                .compose(missed -> intake.notice(missed.stream()
                        .map(one -> new Arrival.Missed(one.problemId(), one.since()))
                        .toList()));
    }

    /** The same ones again would mean that they do not move on. */
    private Future<Void> carry(List<CommonClock.Waiting> before) {
        return commons.waiting(pool, clock.instant(), AT_ONCE)
                .compose(now -> now.isEmpty() || now.equals(before)
                        ? Future.succeededFuture()
                        : intake.notice(now.stream().map(Arrival.Carrying::new).toList())
                                .compose(done -> carry(now)));
    }
}

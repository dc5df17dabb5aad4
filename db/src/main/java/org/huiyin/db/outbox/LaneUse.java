package org.huiyin.db.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of a recipient's limits has been used.
 *
 * @param minuteSent parts in the minute that began at {@code minuteFrom}
 * @param budgetSent parts in the reply budget that his message at {@code budgetFrom} opened
 */
public record LaneUse(
        @Nullable Instant minuteFrom,
        int minuteSent,
        @Nullable Instant budgetFrom,
        int budgetSent) {}

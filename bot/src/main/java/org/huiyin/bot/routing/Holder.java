package org.huiyin.bot.routing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has a ticket: a duty, and the official who occupies it.
 *
 * @param official empty for the county desk's own seat, which waits for whoever claims from it
 * @param step how high: 0 the household's cadre, 1 village, 2 area, 3 township, 4 the county desk
 * @param ownDutyId of the absent one for whom he stands in, else null
 */
public record Holder(
        long dutyId,
        Optional<Official> official,
        int step,
        @Nullable Long ownDutyId) {
    /** The top of the ladder. */
    public static final int DESK = 4;

    /** Who stands in for nobody. */
    public Holder(long dutyId, Optional<Official> official, int step) {
        this(dutyId, official, step, null);
    }

    public boolean isDesk() {
        return step == DESK;
    }
}

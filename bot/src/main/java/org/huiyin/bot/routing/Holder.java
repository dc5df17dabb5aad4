package org.huiyin.bot.routing;

import java.util.Optional;

/**
 * Who has a ticket: a duty, and the official who occupies it.
 *
 * @param official empty for the county desk's own seat, which waits for whoever claims from it
 * @param step how high: 0 the household's cadre, 1 village, 2 area, 3 township, 4 the county desk
 */
public record Holder(long dutyId, Optional<Official> official, int step) {
    /** The top of the ladder. */
    public static final int DESK = 4;

    public boolean isDesk() {
        return step == DESK;
    }
}

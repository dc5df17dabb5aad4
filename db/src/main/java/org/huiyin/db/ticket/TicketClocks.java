package org.huiyin.db.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of a ticket, of the level that has it now.
 *
 * @param level 0 the household's cadre, 4 the county desk
 * @param from since when that level has it
 * @param reply until the first answer
 * @param solve until it is said to be resolved
 * @param provisional whether a calendar that is not published yet may move one of them
 * @param carded of which of them the holder has been reminded: 0 none, 1 reply, 2 solve, 3 both
 * @param actsAt when the one that runs does something next; null while it waits for the villager, or is closed
 */
public record TicketClocks(
        int level,
        Instant from,
        Times reply,
        Times solve,
        boolean provisional,
        int carded,
        @Nullable Instant actsAt) {

    /**
     * Of one clock.
     *
     * @param due told to the villager
     * @param yellow when the holder is reminded
     * @param red when it climbs
     */
    public record Times(Instant due, Instant yellow, Instant red) {}
}

package org.huiyin.bot.routing;

import java.util.List;

/**
 * A unit that answers matters the county desk gives it.
 *
 * @param seats its leader's and its deputy's, the leader's first; at least one
 */
public record Department(long unitId, String name, List<Holder> seats) {
    public Department {
        seats = List.copyOf(seats);
    }

    /** Whether that duty is one of its seats. */
    public boolean has(long dutyId) {
        return seats.stream().anyMatch(seat -> seat.dutyId() == dutyId);
    }
}

package org.huiyin.bot.routing;

import java.util.List;
import java.util.Set;

/** Decides who gets a matter: pure, over a line from the cadre up to the county desk. */
public final class Routing {
    private Routing() {}

    /**
     * The lowest of the line who can be written to and is not concerned; an absent one is covered by his deputy or the level above, and
     * the desk's own seat takes what nobody else can.
     *
     * @param concerned cadres who must not get it
     */
    public static Holder first(List<Holder> line, Set<Long> concerned) {
        return from(line, 0, concerned);
    }

    /** The lowest above {@code step}, by the same rules. */
    public static Holder above(List<Holder> line, int step, Set<Long> concerned) {
        return from(line, step + 1, concerned);
    }

    private static Holder from(List<Holder> line, int step, Set<Long> concerned) {
        return line.stream()
                .filter(holder -> holder.step() >= step)
                .filter(holder -> holder.official()
                        .map(o -> o.reachable() && !concerned.contains(o.cadreId()))
                        .orElse(holder.isDesk()))
                .findFirst()
                .orElseGet(() -> seat(line));
    }

    /** The desk's own seat: the last of every line. */
    public static Holder seat(List<Holder> line) {
        return line.stream()
                .filter(holder -> holder.isDesk() && holder.official().isEmpty())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("the county has no desk: import grids.csv with one COUNTY row"));
    }
}

package org.huiyin.bot.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * Who has it when it climbs one level: the lowest above the highest level that the holder himself leads, so that it does not come back to
     * him; where he leads the desk, another of the desk. Empty at the top, and where nobody else is there.
     *
     * @param cadreId the present holder, null for a seat
     * @param dutyId by which he holds it
     * @param level that has it, below which it does not go
     */
    public static Optional<Holder> climb(List<Holder> line, @Nullable Long cadreId, long dutyId, int level) {
        int at = Math.max(level, stepOf(line, dutyId));
        if (at >= Holder.DESK) {
            return Optional.empty();
        }
        Set<Long> himself = cadreId == null ? Set.of() : Set.of(cadreId);
        int led = leads(line, cadreId);
        return led >= Holder.DESK
                ? available(line.stream().filter(Holder::isDesk).toList(), himself)
                : Optional.of(above(line, Math.max(at, led), himself));
    }

    private static int stepOf(List<Holder> line, long dutyId) {
        return line.stream()
                .filter(holder -> holder.dutyId() == dutyId)
                .mapToInt(Holder::step)
                .max()
                .orElse(0);
    }

    /** The highest level of the line where he comes first. */
    private static int leads(List<Holder> line, @Nullable Long cadreId) {
        Map<Integer, Holder> first = new HashMap<>();
        line.forEach(holder -> first.putIfAbsent(holder.step(), holder));
        return first.values().stream()
                .filter(holder -> holder.official()
                        .filter(official -> Objects.equals(official.cadreId(), cadreId))
                        .isPresent())
                .mapToInt(Holder::step)
                .max()
                .orElse(0);
    }

    /** The first of some seats who can be given something and is not concerned; never the desk's own. */
    public static Optional<Holder> available(List<Holder> seats, Set<Long> concerned) {
        return seats.stream()
                .filter(seat -> seat.official()
                        .filter(o -> o.available() && !concerned.contains(o.cadreId()))
                        .isPresent())
                .findFirst();
    }

    private static Holder from(List<Holder> line, int step, Set<Long> concerned) {
        return line.stream()
                .filter(holder -> holder.step() >= step)
                .filter(holder -> holder.official()
                        .map(o -> o.available() && !concerned.contains(o.cadreId()))
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

package org.huiyin.bot.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.huiyin.db.registry.KnownHousehold;
import org.huiyin.db.registry.OfficialRows;
import org.jspecify.annotations.Nullable;

/** Who holds which post, as of one version of the registry: pure look-ups, no database. */
public final class Directory {
    private static final Map<String, Integer> STEPS =
            Map.of("VILLAGE", 1, "AREA", 2, "TOWNSHIP", 3, "COUNTY", Holder.DESK);

    private final long version;
    private final Map<Long, OfficialRows.Grid> grids = new HashMap<>();
    private final Map<Long, Official> officials = new HashMap<>();
    private final Map<Long, List<OfficialRows.Post>> posts = new HashMap<>();
    private final Map<Long, OfficialRows.Absence> absences = new HashMap<>();
    private final List<Department> departments;
    private final List<String> channelOrder;
    private final List<Holder> desk;
    /** The lines that were asked for; a county has a few hundred. */
    private final Map<Long, List<Holder>> above = new ConcurrentHashMap<>();

    /**
     * A directory.
     *
     * @param channelOrder the channels in the order in which an official is written to
     */
    public Directory(OfficialRows rows, List<String> channelOrder) {
        this.version = rows.version();
        this.channelOrder = List.copyOf(channelOrder);
        rows.grids().forEach(grid -> grids.put(grid.id(), grid));
        Map<Long, List<Official.Chat>> chats = rows.chats().stream()
                .filter(chat -> channelOrder.contains(chat.channel()))
                .collect(Collectors.groupingBy(
                        OfficialRows.Chat::cadreId,
                        Collectors.mapping(
                                c -> new Official.Chat(c.addressId(), c.channel(), c.reachable(), c.language()),
                                Collectors.toList())));
        rows.absences().forEach(absence -> absences.put(absence.cadreId(), absence));
        rows.cadres().forEach(c -> officials.put(c.id(), official(c, chats.getOrDefault(c.id(), List.of()))));
        for (OfficialRows.Post post : rows.posts()) {
            Long grid = post.gridId();
            if (grid != null) {
                posts.computeIfAbsent(grid, id -> new ArrayList<>()).add(post);
            }
        }
        this.departments = rows.units().stream()
                .map(unit -> new Department(unit.id(), unit.name(), seats(unit, rows.posts())))
                .filter(department -> !department.seats().isEmpty())
                .toList();
        this.desk = grids.values().stream()
                .filter(grid -> grid.level().equals("COUNTY"))
                .flatMap(grid -> holders(grid).stream())
                .toList();
    }

    private Official official(OfficialRows.Cadre row, List<Official.Chat> chats) {
        List<Official.Chat> ordered = chats.stream()
                .sorted(Comparator.comparingInt(chat -> channelOrder.indexOf(chat.channel())))
                .toList();
        return new Official(
                row.id(),
                row.code(),
                row.name(),
                row.rank(),
                row.unit(),
                Optional.ofNullable(row.phone()),
                ordered,
                absences.containsKey(row.id()));
    }

    public long version() {
        return version;
    }

    public Optional<Official> official(long cadreId) {
        return Optional.ofNullable(officials.get(cadreId));
    }

    /** By the code of the registry. */
    public Optional<Official> byCode(String cadreCode) {
        return officials.values().stream()
                .filter(o -> o.code().equals(cadreCode))
                .findFirst();
    }

    /** A grid of that name, of whatever level. */
    public Optional<OfficialRows.Grid> gridNamed(String name) {
        return grids.values().stream().filter(grid -> grid.name().equals(name)).findFirst();
    }

    /** The names of all grids. */
    public Set<String> placeNames() {
        return grids.values().stream().map(OfficialRows.Grid::name).collect(Collectors.toSet());
    }

    /** The seats of the grid of that name below the county, its leader's first: of several the one in whose line {@code gridId} lies, else none. */
    public Optional<List<Holder>> seatsOf(String name, @Nullable Long gridId) {
        List<OfficialRows.Grid> named = grids.values().stream()
                .filter(grid -> grid.name().equals(name) && !grid.level().equals("COUNTY"))
                .toList();
        return named.stream()
                .filter(grid -> named.size() == 1 || isWithin(gridId, grid.id()))
                .findFirst()
                .map(this::holders);
    }

    private boolean isWithin(@Nullable Long inner, long outer) {
        Long at = inner;
        while (at != null && at != outer) {
            OfficialRows.Grid grid = grids.get(at);
            at = grid == null ? null : grid.parentId();
        }
        return at != null;
    }

    public Optional<OfficialRows.Grid> grid(long gridId) {
        return Optional.ofNullable(grids.get(gridId));
    }

    /** From the household's cadre up to the county desk, whose own seat is always last. */
    public List<Holder> line(KnownHousehold household) {
        Long linkId = household.linkId();
        Long linkCadre = household.linkCadreId();
        return linkId == null || linkCadre == null
                ? above(household.gridId())
                : line(linkId, linkCadre, household.gridId());
    }

    /** The same for a household of that grid, by its link. */
    public List<Holder> line(long linkId, long linkCadre, long gridId) {
        List<Holder> line = new ArrayList<>(withCover(new Holder(linkId, official(linkCadre), 0)));
        line.addAll(above(gridId));
        return line;
    }

    /** From a grid's leader up to the county desk. */
    public List<Holder> above(long gridId) {
        return above.computeIfAbsent(gridId, this::climb);
    }

    private List<Holder> climb(long gridId) {
        List<Holder> line = new ArrayList<>();
        Set<Long> seen = new TreeSet<>();
        OfficialRows.Grid grid = grids.get(gridId);
        while (grid != null && seen.add(grid.id())) {
            line.addAll(holders(grid));
            Long parent = grid.parentId();
            grid = parent == null ? null : grids.get(parent);
        }
        return List.copyOf(line);
    }

    /** Whether it is the directory of a county, and not of one that is still to be imported. */
    public boolean hasDesk() {
        return desk.stream()
                .anyMatch(holder -> holder.isDesk() && holder.official().isEmpty());
    }

    /** The county desk: the county's leader, his deputy, and the seat that is never vacant. */
    public List<Holder> desk() {
        return desk;
    }

    private List<Holder> seats(OfficialRows.Unit unit, List<OfficialRows.Post> all) {
        return all.stream()
                .filter(post -> Objects.equals(post.unitId(), unit.id()))
                .sorted(Comparator.comparing(OfficialRows.Post::kind).reversed())
                .flatMap(post -> holders(post, Holder.DESK).stream())
                .toList();
    }

    /** Who has a post, after whoever covers for him. */
    private List<Holder> holders(OfficialRows.Post post, int step) {
        return withCover(
                new Holder(post.dutyId(), Optional.ofNullable(post.cadreId()).flatMap(this::official), step));
    }

    /** Who covers for an official that is away comes before him. */
    private List<Holder> withCover(Holder holder) {
        OfficialRows.Absence absence =
                holder.official().map(o -> absences.get(o.cadreId())).orElse(null);
        Long duty = absence == null ? null : absence.coverDutyId();
        Long cadre = absence == null ? null : absence.coverCadreId();
        return duty == null || cadre == null
                ? List.of(holder)
                : List.of(new Holder(duty, official(cadre), holder.step(), holder.dutyId()), holder);
    }

    /** The absence of an official that runs. */
    public Optional<OfficialRows.Absence> absence(long cadreId) {
        return Optional.ofNullable(absences.get(cadreId));
    }

    /** Officials of that name, or the one of that code of the registry. */
    public List<Official> named(String name) {
        return officials.values().stream()
                .filter(o -> o.name().equals(name) || o.code().equals(name))
                .sorted(Comparator.comparing(Official::code))
                .toList();
    }

    /** The departments that the county desk can give something to. */
    public List<Department> departments() {
        return departments;
    }

    /** A line, and whoever leads a department: all to whom the desk may give something. */
    public List<Holder> withDepartments(List<Holder> line) {
        List<Holder> all = new ArrayList<>(line);
        departments.forEach(department -> all.addAll(department.seats()));
        return all;
    }

    /** The one of that name; or, where the name is cut short, the only one whose name has it. */
    public Optional<Department> department(String name) {
        List<Department> named =
                departments.stream().filter(d -> d.name().equals(name)).toList();
        List<Department> found = named.isEmpty()
                ? departments.stream()
                        .filter(d -> name.length() > 1 && d.name().contains(name))
                        .toList()
                : named;
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The department among whose seats a duty is. */
    public Optional<Department> departmentOf(long dutyId) {
        return departments.stream().filter(d -> d.has(dutyId)).findFirst();
    }

    private List<Holder> holders(OfficialRows.Grid grid) {
        int step = STEPS.getOrDefault(grid.level(), Holder.DESK);
        List<Holder> holders = new ArrayList<>();
        for (String kind : List.of("LEADER", "DEPUTY", "DESK")) {
            posts.getOrDefault(grid.id(), List.of()).stream()
                    .filter(post -> post.kind().equals(kind))
                    .forEach(post -> holders.addAll(holders(post, step)));
        }
        return holders;
    }
}

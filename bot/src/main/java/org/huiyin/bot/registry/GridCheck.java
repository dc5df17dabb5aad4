package org.huiyin.bot.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huiyin.db.registry.GridRow;
import org.huiyin.db.registry.Level;
import org.huiyin.db.registry.Part;
import org.huiyin.db.registry.RegistryReader.StandingGrid;
import org.jspecify.annotations.Nullable;

/** Whether the grids make one tree of exactly four levels: what climbs goes up it, so it must not end before the county. */
final class GridCheck {
    /** A grid that is in the files or in the database. */
    record Place(Level level) {
        boolean isVillage() {
            return level == Level.VILLAGE;
        }
    }

    private final CountyFiles files;
    private final Known known;
    private final Codes codes;
    private final Problems problems;
    private final Problems warnings;

    GridCheck(CountyFiles files, Known known, Codes codes, Problems problems, Problems warnings) {
        this.files = files;
        this.known = known;
        this.codes = codes;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** The grid of that code, as the file has it or else the database. */
    static Optional<Place> place(String code, Known known, Codes codes) {
        GridRow row = codes.grids.get(code);
        StandingGrid standing = known.grids().get(code);
        return row != null
                ? Optional.of(new Place(row.level()))
                : Optional.ofNullable(standing).map(grid -> new Place(grid.level()));
    }

    void run() {
        oneCounty();
        for (GridRow row : files.rows().grids()) {
            level(row);
            parent(row);
            leaders(Part.GRIDS, row.line(), row.code(), row.leaderCode(), row.deputyCode());
        }
        files.rows()
                .units()
                .forEach(row -> leaders(Part.UNITS, row.line(), row.code(), row.leaderCode(), row.deputyCode()));
    }

    private void leaders(Part part, int line, String code, @Nullable String leader, @Nullable String deputy) {
        cadre(part, line, "leader_code", leader);
        cadre(part, line, "deputy_code", deputy);
        if (leader != null && leader.equals(deputy)) {
            warnings.add(Problem.of(part, line, "deputy_code", code + " has one cadre as leader and deputy"));
        }
    }

    private void oneCounty() {
        List<String> counties = new ArrayList<>();
        known.grids().forEach((code, grid) -> {
            if (grid.level() == Level.COUNTY) {
                counties.add(code);
            }
        });
        for (GridRow row : files.rows().grids()) {
            if (row.level() != Level.COUNTY || counties.contains(row.code())) {
                continue;
            }
            if (!counties.isEmpty()) {
                bad(
                        row,
                        "level",
                        row.code() + " is a second COUNTY beside " + counties.get(0) + "; there is exactly one");
            }
            counties.add(row.code());
        }
        boolean unsure = files.unreadable().contains(Part.GRIDS)
                || !files.spoiled().getOrDefault(Part.GRIDS, Set.of()).isEmpty();
        if (counties.isEmpty() && !unsure) {
            problems.add(Problem.of(Part.GRIDS, "there is no COUNTY, neither here nor in the database; add its row"));
        }
    }

    private void level(GridRow row) {
        StandingGrid standing = known.grids().get(row.code());
        if (standing != null && standing.level() != row.level()) {
            bad(
                    row,
                    "level",
                    row.code() + " is a " + standing.level()
                            + " in the database, and a grid keeps its level; give the new grid another code");
        }
    }

    private void parent(GridRow row) {
        String parent = row.parentCode();
        Optional<Level> above = row.level().above();
        if (above.isEmpty()) {
            if (parent != null) {
                bad(row, "parent_code", "a COUNTY lies in nothing; leave it empty");
            }
        } else if (parent == null) {
            bad(row, "parent_code", "is empty; a " + row.level() + " lies in one " + above.get() + ", so name that");
        } else if (parent.equals(row.code())) {
            bad(row, "parent_code", row.code() + " lies in itself; name the " + above.get() + " it lies in");
        } else {
            parentLevel(row, parent, above.get());
        }
    }

    /** As every parent is exactly one level higher, nothing can lie in a circle. */
    private void parentLevel(GridRow row, String parent, Level wanted) {
        Optional<Place> place = place(parent, known, codes);
        if (place.isPresent() && place.get().level() != wanted) {
            bad(
                    row,
                    "parent_code",
                    parent + " is a " + place.get().level() + ", and a " + row.level() + " lies in one " + wanted
                            + "; name that");
        } else if (place.isEmpty() && !files.mayHave(Part.GRIDS, parent)) {
            problems.add(CountyCheck.unknownCode(Part.GRIDS, row.line(), "parent_code", parent, Part.GRIDS));
        }
    }

    private void cadre(Part part, int line, String column, @Nullable String code) {
        if (code != null
                && !codes.cadres.containsKey(code)
                && !known.cadres().containsKey(code)
                && !files.mayHave(Part.CADRES, code)) {
            problems.add(CountyCheck.unknownCode(part, line, column, code, Part.CADRES));
        }
    }

    private void bad(GridRow row, String column, String reason) {
        problems.add(Problem.of(Part.GRIDS, row.line(), column, reason));
    }
}

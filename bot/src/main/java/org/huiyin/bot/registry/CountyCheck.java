package org.huiyin.bot.registry;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.db.registry.CadreRow;
import org.huiyin.db.registry.HouseholdRow;
import org.huiyin.db.registry.LinkRow;
import org.huiyin.db.registry.Part;
import org.huiyin.db.registry.RegistryReader.StandingLink;
import org.huiyin.db.registry.VillagerRow;

/** Whether a county's files fit together, and with what the database has. Pure: finds all problems and changes nothing. */
final class CountyCheck {
    private final CountyFiles files;
    private final Known known;
    private final Codes codes;
    private final LocalDate today;
    private final Problems problems;
    private final Problems warnings;

    /** @param today in the county */
    CountyCheck(CountyFiles files, Known known, Codes codes, LocalDate today, Problems problems, Problems warnings) {
        this.files = files;
        this.known = known;
        this.codes = codes;
        this.today = today;
        this.problems = problems;
        this.warnings = warnings;
    }

    void run() {
        new GridCheck(files, known, codes, problems, warnings).run();
        files.rows().cadres().forEach(this::cadre);
        files.rows().households().forEach(this::household);
        files.rows().villagers().forEach(this::villager);
        new AddressCheck(files, known, codes, problems).run();
        links();
    }

    private void cadre(CadreRow row) {
        if (!codes.units.containsKey(row.unitCode())
                && !known.units().contains(row.unitCode())
                && !files.mayHave(Part.UNITS, row.unitCode())) {
            unknown(Part.CADRES, row.line(), "unit_code", row.unitCode(), Part.UNITS);
        }
    }

    private void household(HouseholdRow row) {
        Optional<GridCheck.Place> grid = GridCheck.place(row.gridCode(), known, codes);
        if (grid.isPresent() && !grid.get().isVillage()) {
            problems.add(Problem.of(
                    Part.HOUSEHOLDS,
                    row.line(),
                    "grid_code",
                    row.gridCode() + " is no VILLAGE; a household lies in a village, so name that"));
        } else if (grid.isEmpty() && !files.mayHave(Part.GRIDS, row.gridCode())) {
            unknown(Part.HOUSEHOLDS, row.line(), "grid_code", row.gridCode(), Part.GRIDS);
        }
    }

    private void villager(VillagerRow row) {
        if (!hasHousehold(row.householdCode())) {
            unknown(Part.VILLAGERS, row.line(), "household_code", row.householdCode(), Part.HOUSEHOLDS);
        }
    }

    private boolean hasHousehold(String code) {
        return codes.households.containsKey(code)
                || known.households().contains(code)
                || files.mayHave(Part.HOUSEHOLDS, code);
    }

    private void links() {
        List<LinkRow> rows = files.rows().links();
        Map<String, LinkRow> first = new HashMap<>(rows.size() * 4 / 3 + 1);
        for (LinkRow row : rows) {
            LinkRow other = first.putIfAbsent(row.householdCode(), row);
            if (other != null) {
                link(
                        row,
                        "household_code",
                        row.householdCode() + " is in line " + other.line()
                                + " already, and a household has one cadre at a time; delete one");
            }
            if (!hasHousehold(row.householdCode())) {
                unknown(Part.LINKS, row.line(), "household_code", row.householdCode(), Part.HOUSEHOLDS);
            }
            linkedCadre(row);
            since(row);
        }
    }

    private void link(LinkRow row, String column, String reason) {
        problems.add(Problem.of(Part.LINKS, row.line(), column, reason));
    }

    private void linkedCadre(LinkRow row) {
        CadreRow cadre = codes.cadres.get(row.cadreCode());
        Boolean standing = known.cadres().get(row.cadreCode());
        if (cadre == null && standing == null) {
            if (!files.mayHave(Part.CADRES, row.cadreCode())) {
                unknown(Part.LINKS, row.line(), "cadre_code", row.cadreCode(), Part.CADRES);
            }
        } else if (cadre == null ? Boolean.TRUE.equals(standing) : cadre.exemptReason() != null) {
            warnings.add(Problem.of(
                    Part.LINKS,
                    row.line(),
                    "cadre_code",
                    row.cadreCode() + " is exempt from linking and has a household all the same"));
        }
    }

    private void since(LinkRow row) {
        if (row.since().isAfter(today)) {
            link(row, "since", row.since() + " has not come yet; import the link on that day or later");
            return;
        }
        StandingLink standing = known.links().get(row.householdCode());
        if (standing == null) {
            return;
        }
        boolean otherCadre =
                standing.cadreCode().filter(row.cadreCode()::equals).isEmpty();
        Optional<LocalDate> earliest = otherCadre ? standing.since().or(standing::lastUntil) : standing.lastUntil();
        earliest.filter(row.since()::isBefore)
                .ifPresent(day -> link(
                        row,
                        "since",
                        row.since() + " lies before " + day + ", when the household's "
                                + (otherCadre && standing.since().isPresent()
                                        ? "present link began"
                                        : "link before ended")
                                + "; correct the day"));
    }

    private void unknown(Part part, int line, String column, String code, Part where) {
        problems.add(unknownCode(part, line, column, code, where));
    }

    static Problem unknownCode(Part part, int line, String column, String code, Part where) {
        return Problem.of(
                part,
                line,
                column,
                code + " is neither in " + where.file()
                        + " nor in the database; correct the code, or add the row there");
    }
}

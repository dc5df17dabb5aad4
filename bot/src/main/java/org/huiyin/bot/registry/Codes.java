package org.huiyin.bot.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.huiyin.db.registry.AddressRow;
import org.huiyin.db.registry.AddressRow.Owner;
import org.huiyin.db.registry.CadreRow;
import org.huiyin.db.registry.GridRow;
import org.huiyin.db.registry.HouseholdRow;
import org.huiyin.db.registry.LinkRow;
import org.huiyin.db.registry.Part;
import org.huiyin.db.registry.UnitRow;
import org.huiyin.db.registry.VillagerRow;

/** The rows of a county's files by their codes, so that references can be followed. Tells of a code that is there twice. */
final class Codes {
    private final CountyFiles files;
    final Map<String, GridRow> grids;
    final Map<String, UnitRow> units;
    final Map<String, CadreRow> cadres;
    final Map<String, HouseholdRow> households;
    final Map<String, VillagerRow> villagers;

    Codes(CountyFiles files, Problems problems) {
        this.files = files;
        grids = index(Part.GRIDS, files.rows().grids(), GridRow::code, GridRow::line, problems);
        units = index(Part.UNITS, files.rows().units(), UnitRow::code, UnitRow::line, problems);
        cadres = index(Part.CADRES, files.rows().cadres(), CadreRow::code, CadreRow::line, problems);
        households =
                index(Part.HOUSEHOLDS, files.rows().households(), HouseholdRow::code, HouseholdRow::line, problems);
        villagers = index(Part.VILLAGERS, files.rows().villagers(), VillagerRow::code, VillagerRow::line, problems);
    }

    private static <R> Map<String, R> index(
            Part part, List<R> rows, Function<R, String> code, ToIntFunction<R> line, Problems problems) {
        Map<String, R> found = new HashMap<>(rows.size() * 4 / 3 + 1);
        for (R row : rows) {
            R first = found.putIfAbsent(code.apply(row), row);
            if (first != null) {
                problems.add(Problem.of(
                        part,
                        line.applyAsInt(row),
                        "code",
                        code.apply(row) + " is in line " + line.applyAsInt(first)
                                + " already; delete one, or give it another code"));
            }
        }
        return found;
    }

    /** Households of which the files speak without having them: the database is asked. */
    Set<String> foreignHouseholds() {
        Set<String> foreign = new HashSet<>();
        files.rows().villagers().forEach(row -> addUnless(households, row.householdCode(), foreign));
        files.rows().links().forEach((LinkRow row) -> addUnless(households, row.householdCode(), foreign));
        return foreign;
    }

    /** Villagers of whom the files speak without having them. */
    Set<String> foreignVillagers() {
        Set<String> foreign = new HashSet<>();
        for (AddressRow row : files.rows().addresses()) {
            if (row.owner() == Owner.VILLAGER) {
                addUnless(villagers, row.ownerCode(), foreign);
            }
        }
        return foreign;
    }

    private static void addUnless(Map<String, ?> here, String code, Collection<String> foreign) {
        if (!here.containsKey(code)) {
            foreign.add(code);
        }
    }
}

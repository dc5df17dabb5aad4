package org.huiyin.db.registry;

import java.util.List;
import java.util.Set;

/**
 * Everything one import brings, so that it can be checked and written as a whole.
 *
 * @param given the parts that were given at all: an absent file says nothing, an empty one says that there is nothing
 */
public record CountyRows(
        Set<Part> given,
        List<GridRow> grids,
        List<UnitRow> units,
        List<CadreRow> cadres,
        List<HouseholdRow> households,
        List<VillagerRow> villagers,
        List<AddressRow> addresses,
        List<LinkRow> links) {
    /** Not a copy: a county has a million villagers. */
    public CountyRows {}

    /** How many rows {@code part} has. */
    public int size(Part part) {
        return switch (part) {
            case GRIDS -> grids.size();
            case UNITS -> units.size();
            case CADRES -> cadres.size();
            case HOUSEHOLDS -> households.size();
            case VILLAGERS -> villagers.size();
            case ADDRESSES -> addresses.size();
            case LINKS -> links.size();
        };
    }
}

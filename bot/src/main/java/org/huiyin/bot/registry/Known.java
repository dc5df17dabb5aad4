package org.huiyin.bot.registry;

import java.util.Map;
import java.util.Set;
import org.huiyin.db.registry.RegistryReader.StandingGrid;
import org.huiyin.db.registry.RegistryReader.StandingLink;

/**
 * What the database says about a county that is to be imported.
 *
 * @param cadres whether each is exempt, by code
 * @param households those of which the files speak without having them
 * @param villagers likewise
 * @param links of the households whose link differs from the file's
 * @param takenAddresses lines of addresses.csv whose address belongs to the other kind of person
 */
record Known(
        Map<String, StandingGrid> grids,
        Set<String> units,
        Map<String, Boolean> cadres,
        Set<String> households,
        Set<String> villagers,
        Map<String, StandingLink> links,
        Set<Integer> takenAddresses) {

    static Known nothing() {
        return new Known(Map.of(), Set.of(), Map.of(), Set.of(), Set.of(), Map.of(), Set.of());
    }

    Known withGrids(Map<String, StandingGrid> found) {
        return new Known(found, units, cadres, households, villagers, links, takenAddresses);
    }

    Known withUnits(Set<String> found) {
        return new Known(grids, found, cadres, households, villagers, links, takenAddresses);
    }

    Known withCadres(Map<String, Boolean> found) {
        return new Known(grids, units, found, households, villagers, links, takenAddresses);
    }

    Known withHouseholds(Set<String> found) {
        return new Known(grids, units, cadres, found, villagers, links, takenAddresses);
    }

    Known withVillagers(Set<String> found) {
        return new Known(grids, units, cadres, households, found, links, takenAddresses);
    }

    Known withLinks(Map<String, StandingLink> found) {
        return new Known(grids, units, cadres, households, villagers, found, takenAddresses);
    }

    Known withTakenAddresses(Set<Integer> found) {
        return new Known(grids, units, cadres, households, villagers, links, found);
    }
}

package org.huiyin.bot.registry;

import java.util.List;
import java.util.Set;
import org.huiyin.db.registry.Part;

/** The columns of each file, in the order in which a person would write them. */
final class Columns {
    private Columns() {}

    /** Those that a file may lack: it says nothing else by that than by empty cells. */
    static Set<String> optional(Part part) {
        return part == Part.UNITS ? Set.of("leader_code", "deputy_code") : Set.of();
    }

    static List<String> of(Part part) {
        return switch (part) {
            case GRIDS -> List.of("code", "name", "level", "parent_code", "leader_code", "deputy_code");
            case UNITS -> List.of("code", "name", "kind", "leader_code", "deputy_code");
            case CADRES -> List.of("code", "name", "unit_code", "rank", "phone", "exempt_reason");
            case HOUSEHOLDS -> List.of("code", "grid_code", "head_name", "address");
            case VILLAGERS -> List.of("code", "household_code", "name", "phone", "language");
            case ADDRESSES -> List.of("owner_kind", "owner_code", "channel", "address");
            case LINKS -> List.of("household_code", "cadre_code", "since");
        };
    }
}

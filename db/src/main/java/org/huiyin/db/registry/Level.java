package org.huiyin.db.registry;

import java.util.Optional;

/** The four levels of grids, from the smallest; each lies within one of the next. */
public enum Level {
    VILLAGE,
    AREA,
    TOWNSHIP,
    COUNTY;

    /** The level of the grid this one lies in; empty for the county. */
    public Optional<Level> above() {
        return switch (this) {
            case VILLAGE -> Optional.of(AREA);
            case AREA -> Optional.of(TOWNSHIP);
            case TOWNSHIP -> Optional.of(COUNTY);
            case COUNTY -> Optional.empty();
        };
    }
}

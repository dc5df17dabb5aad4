package org.huiyin.db.registry;

/** The steps in which a staged import is applied, each after the one before it: nothing is written before what it refers to. */
enum Step {
    GRIDS(Part.GRIDS),
    UNITS(Part.UNITS),
    CADRES(Part.CADRES),
    /** Who leads a grid: the rows of {@link #GRIDS} again, once the cadres are there. */
    DUTIES(Part.GRIDS),
    /** Who leads a unit, likewise. */
    UNIT_DUTIES(Part.UNITS),
    HOUSEHOLDS(Part.HOUSEHOLDS),
    VILLAGERS(Part.VILLAGERS),
    ADDRESSES(Part.ADDRESSES),
    LINKS(Part.LINKS);

    private final Part part;

    Step(Part part) {
        this.part = part;
    }

    Part part() {
        return part;
    }

    /** Whether its chunks refer to none of each other, so that they may be applied side by side. */
    boolean isParallel() {
        return compareTo(UNIT_DUTIES) > 0;
    }

    /** Whether every node's copy of grids, posts and cadres is old after it; addresses see to that themselves, where they are a cadre's. */
    boolean concernsOfficials() {
        return compareTo(UNIT_DUTIES) <= 0;
    }
}

package org.huiyin.db.registry;

/** The seven parts of the registry, in the order in which they refer to one another; an administrator knows them as files. */
public enum Part {
    GRIDS("grids.csv", "grid"),
    UNITS("units.csv", "unit"),
    CADRES("cadres.csv", "cadre"),
    HOUSEHOLDS("households.csv", "household"),
    VILLAGERS("villagers.csv", "villager"),
    ADDRESSES("addresses.csv", "address"),
    LINKS("links.csv", "link");

    private final String file;
    private final String entity;

    Part(String file, String entity) {
        this.file = file;
        this.entity = entity;
    }

    public String file() {
        return file;
    }

    /** What one of its rows is called in {@code registry_change.entity}. */
    public String entity() {
        return entity;
    }
}

package org.huiyin.bot.registry;

/**
 * How an invented county is divided: villages of about 250 households, areas of about 8 villages, townships of about 6 areas, as in the
 * county that Huiyin was drawn from. Everything is divided evenly and in order, so that neighbours have the same cadre.
 */
record CountyShape(int households, int cadres, int villages, int areas, int townships) {
    private static final int HOUSEHOLDS_A_VILLAGE = 250;
    private static final int VILLAGES_AN_AREA = 8;
    private static final int AREAS_A_TOWNSHIP = 6;

    static CountyShape of(int households, int cadres) {
        int villages = parts(households, HOUSEHOLDS_A_VILLAGE);
        int areas = parts(villages, VILLAGES_AN_AREA);
        return new CountyShape(households, cadres, villages, areas, parts(areas, AREAS_A_TOWNSHIP));
    }

    private static int parts(int whole, int size) {
        return (whole + size - 1) / size;
    }

    /** Which of {@code parts} equal parts the {@code index}th of {@code whole} lies in: their sizes differ by one at most. */
    private static int part(int index, int whole, int parts) {
        return (int) ((long) index * parts / whole);
    }

    int villageOf(int household) {
        return part(household, households, villages);
    }

    int cadreOf(int household) {
        return part(household, households, cadres);
    }

    int areaOf(int village) {
        return part(village, villages, areas);
    }

    int townshipOf(int area) {
        return part(area, areas, townships);
    }

    int grids() {
        return 1 + townships + areas + villages;
    }

    /**
     * Who leads the {@code grid}th grid, counted from the county down; the next cadre is the deputy. Where there are fewer cadres than
     * seats, one has several.
     */
    int leaderOf(int grid) {
        return (int) (2L * grid % cadres);
    }

    int deputyOf(int grid) {
        return (int) ((2L * grid + 1) % cadres);
    }

    /** The first grid that a cadre leads, or is deputy of; past the last grid where he leads none. */
    int seatOf(int cadre) {
        return cadre / 2;
    }
}

package org.huiyin.db.registry;

/**
 * A household as the administrator's file names it.
 *
 * @param headKey the canonical form of the head's name, by which it is looked up
 * @param placeKey the canonical form of where it lives
 */
public record HouseholdRow(
        int line, String code, String gridCode, String headName, String headKey, String place, String placeKey) {
    @Override
    public String toString() {
        return "HouseholdRow[line=" + line + "]";
    }
}

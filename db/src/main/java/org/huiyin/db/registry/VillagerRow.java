package org.huiyin.db.registry;

import org.jspecify.annotations.Nullable;

/**
 * A person as the administrator's file names him.
 *
 * @param nameKey the canonical form of the name, by which it is looked up
 * @param phone in E.164; several people may share one
 */
public record VillagerRow(
        int line,
        String code,
        String householdCode,
        String name,
        String nameKey,
        @Nullable String phone,
        String language) {
    @Override
    public String toString() {
        return "VillagerRow[line=" + line + "]";
    }
}

package org.huiyin.db.registry;

import org.jspecify.annotations.Nullable;

/**
 * An official as the administrator's file names him.
 *
 * @param nameKey the canonical form of the name, by which it is looked up
 * @param phone in E.164
 */
public record CadreRow(
        int line,
        String code,
        String name,
        String nameKey,
        String unitCode,
        String rank,
        @Nullable String phone,
        @Nullable String exemptReason) {
    @Override
    public String toString() {
        return "CadreRow[line=" + line + "]";
    }
}

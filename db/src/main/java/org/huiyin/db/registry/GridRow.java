package org.huiyin.db.registry;

import org.jspecify.annotations.Nullable;

/** A grid as the administrator's file names it, with the codes of those who lead it. */
public record GridRow(
        int line,
        String code,
        String name,
        Level level,
        @Nullable String parentCode,
        @Nullable String leaderCode,
        @Nullable String deputyCode) {}

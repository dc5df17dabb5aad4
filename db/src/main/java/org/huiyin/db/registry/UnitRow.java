package org.huiyin.db.registry;

import org.jspecify.annotations.Nullable;

/** A department, township or school that employs cadres; with a leader or deputy it can be given matters by the county desk. */
public record UnitRow(
        int line,
        String code,
        String name,
        String kind,
        @Nullable String leaderCode,
        @Nullable String deputyCode) {}

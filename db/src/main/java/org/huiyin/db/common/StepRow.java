package org.huiyin.db.common;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that was decided about a common problem.
 *
 * @param step its place, from 1
 * @param cadreId who decided it, null for the clock
 * @param unitId the department that had it then
 * @param body what was said
 */
public record StepRow(
        long problemId,
        int step,
        Instant at,
        String kind,
        @Nullable Long cadreId,
        @Nullable Long unitId,
        @Nullable LocalDate promisedOn,
        @Nullable String body) {}

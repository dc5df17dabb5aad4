package org.huiyin.db.common;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A common problem as it stands.
 *
 * @param unitId the department that answers it, null while it lies with the county desk
 * @param promisedOn the day by which it shall be solved, null before an answer
 * @param missedAt when that promise is missed unless it is kept before, null where none runs
 * @param urgent whether one of its tickets is, as last counted
 * @param households whose tickets belong to it, as last counted
 * @param villages of those households, as last counted
 * @param step the last of its steps, 0 before a person has decided anything
 * @param carried whether all its tickets have heard of that, and are counted
 * @param turn rises with each change of this row, so that two who decide at once do not overwrite each other
 */
public record ProblemRow(
        long id,
        String state,
        String title,
        @Nullable Long unitId,
        @Nullable LocalDate promisedOn,
        @Nullable Instant missedAt,
        boolean urgent,
        int households,
        int villages,
        Instant openedAt,
        int step,
        boolean carried,
        int turn) {}

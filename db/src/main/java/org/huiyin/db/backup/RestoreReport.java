package org.huiyin.db.backup;

import java.time.Instant;

/**
 * What a restore came to.
 *
 * @param until whose state was restored
 * @param heldSince when it was done: what came between was lost
 * @param rows how many there are, in all tables
 * @param increments how many were gone through
 * @param histories how many rows of tickets' histories were checked, each against the one before
 * @param again whether an earlier restore had broken off, whose rest was removed first
 */
public record RestoreReport(
        int generation, Instant until, Instant heldSince, long rows, int increments, long histories, boolean again) {}

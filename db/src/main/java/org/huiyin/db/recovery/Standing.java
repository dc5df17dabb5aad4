package org.huiyin.db.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a county stands with its backups, and whether it is held after a restore, by the database's clock.
 *
 * @param held why nothing is sent; null where the county is free
 * @param coveredUntil what was committed before this is in a backup; null where there is none
 * @param bytes of the backup that covers it
 * @param failures of runs since the database was made, in all directories
 * @param failure why the last run failed; null when it did not
 * @param note what the last whole copy left to say; null for nothing
 */
public record Standing(
        Instant now,
        @Nullable Held held,
        @Nullable Instant coveredUntil,
        @Nullable String path,
        long bytes,
        long failures,
        @Nullable String failure,
        @Nullable String note,
        boolean registered) {

    /**
     * A county that was restored and is not released yet.
     *
     * @param lostFrom whose state was restored: what came after it, until {@code since}, is lost
     */
    public record Held(Instant since, Instant lostFrom, String source) {}

    /** How old the backup is; empty where there is none. */
    public Optional<Duration> age() {
        Instant until = coveredUntil;
        return until == null ? Optional.empty() : Optional.of(Duration.between(until, now));
    }
}

package org.huiyin.db.backup;

import java.time.Instant;
import org.huiyin.db.backup.IncrementCopy.Taken;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a backup came to.
 *
 * @param generation the whole copy that it made or went on with; 0 where another run was under way and this one did nothing
 * @param why a whole copy was made; empty for an increment
 * @param changed rows that were written, changed or removed since the run before
 * @param bytes of this generation, in all
 * @param until everything committed before this is in the backup; null where this run did nothing
 * @param increments whether the next run can take what changes from now on, instead of everything
 * @param note what an administrator should know though all went well; null for nothing
 */
public record BackupReport(
        int generation,
        String why,
        long transactions,
        long changed,
        long bytes,
        @Nullable Instant until,
        boolean increments,
        @Nullable String note) {

    static BackupReport leftOut(String why) {
        return new BackupReport(0, "", 0, 0, 0, null, true, why);
    }

    static BackupReport increment(@Nullable Generation generation, Taken taken) {
        if (generation == null) {
            throw new IllegalStateException("an increment of nothing");
        }
        return of(generation, "", taken, null);
    }

    static BackupReport whole(Generation generation, String why, Taken taken, @Nullable String note) {
        return of(generation, why, taken, note);
    }

    private static BackupReport of(Generation generation, String why, Taken taken, @Nullable String note) {
        return new BackupReport(
                generation.number(),
                why,
                taken.transactions(),
                taken.changed(),
                generation.bytes(),
                generation.until(),
                generation.base().slot() != null,
                note);
    }

    public boolean wasLeftOut() {
        return generation == 0;
    }

    public boolean isWhole() {
        return !why.isEmpty();
    }

    /** In a line, for people. */
    public String words() {
        String size = Words.bytes(bytes) + " in all";
        if (wasLeftOut()) {
            return String.valueOf(note);
        } else if (isWhole()) {
            return "a whole copy, number " + generation + " (" + why + "), " + size;
        }
        if (changed == 0) {
            return "nothing has changed since the last run, " + size;
        }
        return "an increment to copy " + generation + ": " + changed + " rows in " + transactions + " transactions, "
                + size;
    }
}

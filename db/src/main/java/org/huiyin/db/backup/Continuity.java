package org.huiyin.db.backup;

import org.postgresql.replication.LogSequenceNumber;

/** Whether what a server still keeps follows on what lies in a directory. Pure. */
final class Continuity {
    private Continuity() {}

    /** Why there is a gap between {@code lsn}, up to which the directory goes, and the slot; empty when there is none. */
    static String broken(Slot.State slot, String lsn) {
        if (slot.lost()) {
            return "the server has thrown away what had changed since the last one"
                    + " (more than its max_slot_wal_keep_size)";
        }
        long ours = LogSequenceNumber.valueOf(lsn).asLong();
        return Long.compareUnsigned(slot.confirmed().asLong(), ours) > 0
                ? "somebody else has fetched what had changed since the last one"
                : "";
    }
}

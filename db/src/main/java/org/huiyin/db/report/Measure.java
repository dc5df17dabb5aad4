package org.huiyin.db.report;

/** What is counted, in the order of the columns of the table {@code tally}. */
public enum Measure {
    /** Came in; of a holder: he had it. */
    MATTERS,
    /** The holder said that it is solved. */
    CLAIMED,
    /** The villager's last word: solved. */
    YES,
    NO,
    PARTLY,
    /** Was asked, and said nothing within the time. */
    SILENT,
    /** The question is not known to have arrived. */
    UNREACHED,
    DECLINED,
    WITHDRAWN,
    /** Became part of a common problem. */
    MERGED,
    /** A first answer before the red card; each clock of a first reply that ended so. */
    REPLIED,
    /** A first answer after the red card. */
    REPLIED_LATE,
    /** A red card of the first reply. */
    MISSED_REPLY,
    /** Said to be solved before the red card. */
    RESOLVED,
    RESOLVED_LATE,
    /** A red card of the resolution. */
    MISSED_SOLVE,
    /** A yellow card. */
    REMINDED,
    /** Went a level up by itself. */
    CLIMBED,
    ESCALATED,
    EXTENDED,
    RETURNED,
    TRANSFERRED,
    JUDGED,
    /** Whatever a villager did not find solved, or only in part. */
    REDONE
}

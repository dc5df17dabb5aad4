package org.huiyin.bot.report;

import java.time.LocalDate;
import org.huiyin.db.report.Measure;
import org.huiyin.db.ticket.Charge;

/**
 * One thing that counts.
 *
 * @param day of a matter, and of a holder's part in it, the day on which it was opened; of a deed, its own
 * @param charge who had the ticket
 */
record Tick(Reach reach, LocalDate day, Charge charge, Measure measure) {
    /** Whose figures it belongs to. */
    enum Reach {
        /** The county's and the grid's, where each matter counts once. */
        MATTER,
        /** The level's, the unit's and the cadre's, where each matter counts once for each who had it. */
        HOLDER,
        /** All of these. */
        DEED
    }
}

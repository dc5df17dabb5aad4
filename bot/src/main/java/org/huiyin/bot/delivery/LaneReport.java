package org.huiyin.bot.delivery;

import java.util.ArrayList;
import java.util.List;
import org.huiyin.db.outbox.ClaimedPart;
import org.huiyin.db.outbox.LaneUse;
import org.huiyin.db.outbox.Outcomes;

/** What became of one part of a lane or more, collected until it is written in one transaction with others. Confined to its event loop. */
final class LaneReport {
    final long addressId;
    final long epoch;
    LaneUse use;
    /** Whether nothing more will come of this lane, so that it is given back. */
    boolean last;

    final List<Outcomes.Done> done = new ArrayList<>();
    final List<Outcomes.Again> again = new ArrayList<>();
    final List<Aftermath.Lost> lost = new ArrayList<>();
    final List<Aftermath.Low> low = new ArrayList<>();

    private LaneReport(long addressId, long epoch, LaneUse use) {
        this.addressId = addressId;
        this.epoch = epoch;
        this.use = use;
    }

    LaneReport(ClaimedPart first) {
        this(first.addressId(), first.epoch(), first.use());
    }

    /** For what becomes of the lane's next part. */
    LaneReport next() {
        return new LaneReport(addressId, epoch, use);
    }
}

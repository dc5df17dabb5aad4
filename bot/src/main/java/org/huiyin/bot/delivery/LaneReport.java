package org.huiyin.bot.delivery;

import java.util.ArrayList;
import java.util.List;
import org.huiyin.db.outbox.ClaimedPart;
import org.huiyin.db.outbox.LaneUse;
import org.huiyin.db.outbox.Outcomes;

/** What became of a lane's parts, collected until it is written in one transaction with others. Confined to its event loop. */
final class LaneReport {
    final long addressId;
    final long epoch;
    LaneUse use;
    final List<Outcomes.Done> done = new ArrayList<>();
    final List<Outcomes.Again> again = new ArrayList<>();
    final List<Aftermath.Lost> lost = new ArrayList<>();
    final List<Aftermath.Low> low = new ArrayList<>();

    LaneReport(ClaimedPart first) {
        this.addressId = first.addressId();
        this.epoch = first.epoch();
        this.use = first.use();
    }
}

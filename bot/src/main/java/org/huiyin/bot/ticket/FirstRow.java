package org.huiyin.bot.ticket;

import java.time.Instant;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.db.ticket.HistoryChain;
import org.huiyin.db.ticket.TicketRow;

/** A ticket's row as it is opened: open, held, and with a history that has not begun. */
public final class FirstRow {
    private FirstRow() {}

    public static TicketRow of(
            long id,
            String code,
            String kind,
            Ticket.Urgency urgency,
            Subject subject,
            Holder holder,
            Instant now,
            Clocks clocks) {
        Long cadre = holder.official().map(Official::cadreId).orElse(null);
        return new TicketRow(
                id,
                code,
                kind,
                Subjects.OTHER,
                urgency.name(),
                Ticket.State.OPEN.name(),
                null,
                false,
                false,
                subject.addressId(),
                subject.householdId(),
                subject.villagerId(),
                subject.name(),
                subject.place(),
                subject.gridId(),
                holder.dutyId(),
                cadre,
                holder.ownDutyId(),
                null,
                now,
                clocks.row(Ticket.State.OPEN),
                now,
                null,
                null,
                null,
                null,
                0,
                0,
                HistoryChain.start());
    }
}

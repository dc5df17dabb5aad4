package org.huiyin.bot.conversation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.texts.Command;
import org.huiyin.bot.texts.Folding;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.outbox.Outbox;
import org.huiyin.db.outbox.PartRow;
import org.jspecify.annotations.Nullable;

/** Takes back words that wait to be sent. Whoever wants that is in a hurry, and seldom writes one word alone: 撤回一下, 撤回 #4721530. */
final class TakingBack {
    /** Longer texts that begin so are about something else. */
    private static final int LONGEST = 12;

    private final Desk desk;
    private final Ledger ledger;
    private final Words words;
    private final TicketWork work;

    TakingBack(Desk desk, TicketWork work) {
        this.desk = desk;
        this.ledger = desk.ledger;
        this.words = ledger.house().words();
        this.work = work;
    }

    /** Whether it was wished, of whatever waits or of the ticket whose code is in it. */
    boolean take(String text) {
        Optional<Codes.Leading> code = Codes.within(text);
        String rest = code.map(Codes.Leading::rest).orElse(text);
        boolean wished = wished(rest) || (code.isPresent() && isShort(rest) && words.anywhere("commands.undo", rest));
        if (!wished) {
            return false;
        }
        Optional<Ticket> ticket = code.filter(Codes.Leading::right).flatMap(c -> desk.visible(c.code()));
        if (ticket.isPresent()) {
            of(ticket.get());
        } else if (code.isPresent()) {
            desk.say("cadre.not-found", Map.of("code", code.get().code()));
        } else if (!undone(null)) {
            desk.say("cadre.undo.late", Map.of());
        }
        return true;
    }

    /** Whether the text, without a code, is such a wish. */
    boolean wished(String text) {
        boolean alone =
                words.command(Set.of("undo"), text).filter(Command::alone).isPresent();
        return alone || (isShort(text) && words.beginsWith("commands.undo", "undo-rest", text));
    }

    private static boolean isShort(String text) {
        return Folding.fold(text).length() <= LONGEST;
    }

    /** What waits for that ticket, and for no other. */
    void of(Ticket ticket) {
        if (undone(ticket.id())) {
            return;
        }
        Optional<Ticket> waiting = waiting().flatMap(ledger::ticket);
        if (waiting.isPresent()) {
            desk.say("cadre.undo.other", waiting.get(), Map.of("other", ticket.code()));
        } else {
            desk.say("cadre.undo.late", Map.of());
        }
    }

    /** The ticket of the latest words that wait, of this batch or from before. */
    private Optional<Long> waiting() {
        return Parting.latest(ledger.writes().parts, desk.sender.id(), null)
                .map(PartRow::ticketId)
                .or(() -> ledger.know(new Query.Waiting(desk.sender.id())));
    }

    /** What this batch itself has queued is simply not written. */
    private boolean undone(@Nullable Long ticketId) {
        boolean ofThisBatch = Parting.takeBack(ledger.writes().parts, desk.sender.id(), ticketId)
                .map(part -> undone(part.ticketId(), part.entrySeq()))
                .orElse(false);
        if (ofThisBatch) {
            return true;
        }
        Optional<Outbox.Undone> undone =
                ledger.know(new Query.Undo(desk.sender.id(), desk.said.key().dedupKey(), ticketId));
        return undone.map(u -> undone(u.ticketId(), u.entrySeq())).orElse(false);
    }

    private boolean undone(@Nullable Long ticketId, @Nullable Integer seq) {
        if (ticketId == null || seq == null) {
            return false;
        }
        work.undone(ledger.ticket(ticketId).orElseThrow(), seq);
        return true;
    }
}

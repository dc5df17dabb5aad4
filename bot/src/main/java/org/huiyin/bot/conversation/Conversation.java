package org.huiyin.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.huiyin.db.address.AddressRow;

/** Decides what a batch of things said leads to: pure, in the order in which they came. */
public final class Conversation {
    private static final Duration ROUGHLY = Duration.ofHours(1);

    private Conversation() {}

    /**
     * Decides, into {@code ledger}.
     *
     * @return whether everything could be decided; if not, {@link Facts#takeWanted} says what to read before deciding again with a new ledger
     */
    public static boolean decide(Ledger ledger, List<Said> batch) {
        boolean whole = true;
        for (Said said : batch) {
            try {
                hear(ledger, said);
            } catch (Unread needed) {
                whole = false;
            }
        }
        return whole;
    }

    private static void hear(Ledger ledger, Said said) {
        ledger.within(said.trace());
        if (said instanceof Said.Moved moved) {
            moved(ledger, moved);
        } else if (said instanceof Said.Silence silence) {
            new SilenceTalk(ledger).run(silence);
        } else if (said instanceof Said.Due due) {
            new Ladder(ledger).run(due);
        } else if (said instanceof Said.Carry carry) {
            new CommonCarrying(ledger).run(carry);
        } else if (said instanceof Said.Missed missed) {
            new CommonCarrying(ledger).run(missed);
        } else if (said instanceof Said.Leave leave) {
            new Succession(ledger).run(leave);
        } else if (said instanceof Said.Given given) {
            new Succession(ledger).tell(given);
        } else if (said instanceof Said.OnSeat waiting) {
            new Succession(ledger).fromSeat(waiting);
        } else if (said instanceof Said.Recounted recounted) {
            new Recount(ledger).run(recounted);
        } else if (said instanceof Said.Digest digest) {
            new Digest(ledger).run(digest);
        } else {
            spoke(ledger, (Said.Spoke) said);
        }
    }

    private static void spoke(Ledger ledger, Said.Spoke said) {
        AddressRow sender = ledger.address(said.addressId());
        if (ledger.limits(sender).window() != null || !sender.reachable() || wroteLongAgo(sender, said)) {
            ledger.change(Addressed.heard(sender, said));
            if (sender.cadreId() != null && !sender.reachable()) {
                ledger.registryChanged();
            }
        }
        if (sender.cadreId() == null) {
            new VillagerTalk(ledger, said).run();
        } else {
            new CadreTalk(ledger, said, sender.cadreId()).run();
        }
    }

    /** Where no window opens by it, when somebody wrote need be known only roughly: which of his addresses he uses. */
    private static boolean wroteLongAgo(AddressRow sender, Said.Spoke said) {
        Instant wrote = sender.wroteAt();
        return wrote == null || wrote.isBefore(said.at().minus(ROUGHLY));
    }

    private static void moved(Ledger ledger, Said.Moved moved) {
        AddressRow address = ledger.address(moved.addressId());
        ledger.change(Addressed.reachable(address, moved.reachable()));
        if (address.cadreId() != null) {
            ledger.registryChanged();
        }
    }
}

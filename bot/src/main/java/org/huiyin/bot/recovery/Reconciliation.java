package org.huiyin.bot.recovery;

import java.util.ArrayList;
import java.util.List;
import org.huiyin.adapters.channel.Whereabouts;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.db.recovery.Suspects.Known;
import org.huiyin.db.recovery.Suspects.Suspect;

/**
 * What becomes of parts that the lost county may have sent: sent ones are done, others go; of which nobody can tell a text goes once more, for it does
 * less harm twice than never, and a code never does. Pure.
 *
 * @param repeated stay marked: whoever takes one up knows that somebody may have sent it, and goes by the rule for that
 */
record Reconciliation(List<Known> sent, List<Suspect> notSent, List<Suspect> repeated, List<Suspect> notRepeated) {

    /** A part, and its provider's word on it. */
    record Asked(Suspect suspect, Whereabouts found) {}

    static Reconciliation of(List<Asked> asked) {
        Reconciliation all =
                new Reconciliation(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        asked.forEach(all::add);
        return all;
    }

    private void add(Asked one) {
        Suspect suspect = one.suspect();
        boolean code = suspect.purpose().equals(Purpose.CODE.name());
        boolean ignored = one.found()
                .fold(
                        known -> sent.add(new Known(suspect, known.externalId())),
                        () -> notSent.add(suspect),
                        () -> (code ? notRepeated : repeated).add(suspect));
    }
}

package org.huiyin.bot.report;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import org.huiyin.db.report.Measure;
import org.huiyin.db.ticket.Charge;
import org.jspecify.annotations.Nullable;

/** How a matter stands, as a whole or with one holder: said to be solved or not, what the villager last said of that, how else it ended. */
final class Outcome {
    private static final EnumSet<Measure> WORDS = EnumSet.of(Measure.YES, Measure.NO, Measure.PARTLY);

    private Charge charge;
    private boolean claimed;
    private @Nullable Measure word;
    private @Nullable Measure end;

    Outcome(Charge charge) {
        this.charge = charge;
    }

    void charge(Charge last) {
        charge = last;
    }

    /** Said to be solved, perhaps once more. What the villager said before stands until he says something else, or whoever claims again would erase a no. */
    void claim() {
        claimed = true;
        word = word != null && WORDS.contains(word) ? word : null;
    }

    void say(Measure said) {
        word = said;
    }

    /** Silence, or that he was not reached, is no word, and takes none back. */
    void silence(Measure how) {
        word = word != null && WORDS.contains(word) ? word : how;
    }

    void end(@Nullable Measure how) {
        end = how;
    }

    /** Adds what it comes to. A word on what nobody said to be solved is none on whether it is solved. */
    void count(Tick.Reach reach, LocalDate day, Map<Tick, Integer> ticks) {
        ticks.merge(new Tick(reach, day, charge, Measure.MATTERS), 1, Integer::sum);
        if (claimed) {
            ticks.merge(new Tick(reach, day, charge, Measure.CLAIMED), 1, Integer::sum);
        }
        if (claimed && word != null) {
            ticks.merge(new Tick(reach, day, charge, word), 1, Integer::sum);
        }
        if (end != null) {
            ticks.merge(new Tick(reach, day, charge, end), 1, Integer::sum);
        }
    }
}

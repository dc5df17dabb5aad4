package org.huiyin.bot.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.texts.Words.Haystack;

/**
 * Looks whether a text may be about an official: pure, in every text, before anything is forwarded. It errs towards asking: a false alarm costs
 * the villager one digit, a miss shows a complaint to the accused.
 */
public final class Recusal {
    private final Words words;
    private final Mention mention;
    private final Courtesy courtesy;

    public Recusal(Words words) {
        this.words = words;
        this.mention = new Mention(words);
        this.courtesy = new Courtesy(words, mention);
    }

    /**
     * What was found.
     *
     * @param complaint whether a word of complaint stands in the text
     * @param titled whether officials are spoken of: by a title, or as "he" when nobody else was spoken of before
     * @param named the officials of the line who are named by name, surname and title, or number
     */
    public record Suspicion(boolean complaint, boolean titled, Set<Long> named) {
        public Suspicion {
            named = Set.copyOf(named);
        }

        /** Whether it must be held and asked about. */
        public boolean mustAsk() {
            return complaint || titled || !named.isEmpty();
        }
    }

    /** Looks through a text with the line of officials it would go to. */
    public Suspicion look(String text, List<Holder> line) {
        Haystack whole = words.haystack(text);
        boolean complaint = words.firstOf("complaint.certain", whole) >= 0 || rough(whole);
        Suspicion first = look(complaint, whole, line);
        // Courtesy excuses nothing in a text that complains.
        return complaint || !first.mustAsk() ? first : look(false, courtesy.strip(text, line), line);
    }

    private Suspicion look(boolean complaint, Haystack text, List<Holder> line) {
        Mention.Text names = Mention.Text.of(text);
        Set<Long> named = new HashSet<>();
        for (Holder holder : line) {
            holder.official().filter(o -> mention.of(o, names)).ifPresent(o -> named.add(o.cadreId()));
        }
        return new Suspicion(complaint, titled(text, line) || somebody(text), named);
    }

    /** Rough words count where they are not about a neighbour or somebody else who was spoken of before. */
    private boolean rough(Haystack text) {
        int at = words.firstOf("complaint.rough", text);
        return at >= 0 && !othersBefore(text, at);
    }

    private boolean titled(Haystack text, List<Holder> line) {
        Haystack without = words.without("titles.none", text);
        return words.firstOf("titles.any", without) >= 0
                || line.stream()
                        .flatMap(holder -> holder.official().stream())
                        .anyMatch(official -> mention.byRank(official, without.folded()));
    }

    /** "He never comes": in a chat that leads to one's cadre, "he" without anybody before it is most likely the cadre. */
    private boolean somebody(Haystack text) {
        Haystack without = words.without("pronouns.none", text);
        int at = words.firstOf("pronouns.any", without);
        return at >= 0 && !othersBefore(without, at);
    }

    private boolean othersBefore(Haystack text, int at) {
        int others = words.firstOf("others", text);
        return others >= 0 && others < at;
    }
}

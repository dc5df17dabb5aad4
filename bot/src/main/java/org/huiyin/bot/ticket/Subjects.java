package org.huiyin.bot.ticket;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huiyin.bot.texts.Folding;

/** What matters can be about, as the county's own list has it. */
public final class Subjects {
    /** Of what fits none. */
    public static final String OTHER = "other";

    private final List<Entry> entries;

    /** Of a list that has {@link #OTHER}. */
    Subjects(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * One of them.
     *
     * @param words folded ({@link Folding#fold})
     */
    public record Entry(String code, String name, List<String> words) {
        public Entry {
            words = List.copyOf(words);
        }

        private int longest(String folded) {
            return words.stream()
                    .filter(folded::contains)
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
        }
    }

    public List<Entry> entries() {
        return entries;
    }

    /** The code of what a text is about: of the longest word that is in it, the first listed where two are as long. */
    public String of(String text) {
        String folded = Folding.fold(text);
        return entries.stream()
                .filter(entry -> entry.longest(folded) > 0)
                .max(Comparator.comparingInt((Entry entry) -> entry.longest(folded))
                        .thenComparing(entries::indexOf, Comparator.reverseOrder()))
                .map(Entry::code)
                .orElse(OTHER);
    }

    /** By its name or code. */
    public Optional<Entry> named(String name) {
        String folded = Folding.fold(name);
        return entries.stream()
                .filter(entry -> Stream.of(entry.name(), entry.code())
                        .anyMatch(one -> Folding.fold(one).equals(folded)))
                .findFirst();
    }
}

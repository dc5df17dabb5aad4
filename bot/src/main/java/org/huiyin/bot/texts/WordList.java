package org.huiyin.bot.texts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huiyin.bot.texts.Words.Haystack;

/**
 * The words of a list by the character that they begin with: a text is walked through once, and at nearly every character of it no word of
 * the list begins. Every text that comes in is looked at with hundreds of words, before anything else is known of it.
 */
final class WordList {
    static final WordList EMPTY = new WordList(List.of());

    private final List<Word> words;
    private final Heads chinese;
    private final Heads latin;

    WordList(List<Word> words) {
        this.words = List.copyOf(words);
        this.chinese = new Heads(words.stream().filter(word -> !word.latin()).toList());
        this.latin = new Heads(words.stream().filter(Word::latin).toList());
    }

    List<Word> words() {
        return words;
    }

    /** How far into the text the first of the words stands, or -1. */
    int firstIn(Haystack text) {
        int one = chinese.first(text.folded(), 0);
        int other = latin.first(text.apart(), 1);
        return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
    }

    /** The text without the words. */
    Haystack outOf(Haystack text) {
        if (firstIn(text) < 0) {
            return text;
        }
        Haystack rest = text;
        for (Word word : words) {
            rest = word.outOf(rest);
        }
        return rest;
    }

    /** Words that are looked for in the same form, by their first characters. */
    private static final class Heads {
        private final BitSet known = new BitSet();
        private final Map<Character, List<Word>> byHead = new HashMap<>();
        /** Those that can begin with anything. */
        private final List<Word> anywhere = new ArrayList<>();

        Heads(List<Word> words) {
            words.forEach(this::add);
        }

        private void add(Word word) {
            String heads = word.heads();
            if (heads == null) {
                anywhere.add(word);
                return;
            }
            for (int i = 0; i < heads.length(); i++) {
                char head = heads.charAt(i);
                known.set(head);
                byHead.computeIfAbsent(head, first -> new ArrayList<>()).add(word);
            }
        }

        /** @param space how many characters stand before the one that counts: a word of letters is looked for with the space before it */
        int first(String form, int space) {
            boolean none = byHead.isEmpty() && anywhere.isEmpty();
            for (int at = 0; !none && at + space < form.length(); at++) {
                if (begins(form, at, form.charAt(at + space))) {
                    return at;
                }
            }
            return -1;
        }

        private boolean begins(String form, int at, char head) {
            return (known.get(head) && anyAt(byHead.getOrDefault(head, List.of()), form, at))
                    || anyAt(anywhere, form, at);
        }

        private static boolean anyAt(List<Word> words, String form, int at) {
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).at(form, at)) {
                    return true;
                }
            }
            return false;
        }
    }
}

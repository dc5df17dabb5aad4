package org.huiyin.bot.texts;

import java.util.List;
import java.util.function.Function;
import org.huiyin.bot.texts.Words.Haystack;
import org.jspecify.annotations.Nullable;

/**
 * A word of a list, in the forms in which it is looked for.
 *
 * @param text folded, with its spaces
 * @param solid without them
 * @param alone with one on each side, for a word of letters
 * @param phrase what it looks like, where it stands for many
 */
record Word(
        String text,
        String solid,
        String alone,
        boolean latin,
        @Nullable Phrase phrase) {
    static Word of(String folded, Function<String, List<String>> sets) {
        Phrase phrase = Phrase.is(folded) ? new Phrase(folded, sets) : null;
        boolean latin = phrase == null ? Words.isLatin(folded) : Phrase.isLatin(folded);
        return new Word(folded, folded.replace(" ", ""), " " + folded + " ", latin, phrase);
    }

    /** The text in the form in which this word is looked for. */
    String form(Haystack text) {
        return latin ? text.apart() : text.folded();
    }

    /** How it is written in that form, where it does not stand for many. */
    private String literal() {
        return latin ? alone : solid;
    }

    /** Whether it stands in a text's form just there. */
    boolean at(String form, int at) {
        return phrase == null
                ? form.startsWith(literal(), at)
                : phrase.pattern().matcher(form).region(at, form.length()).lookingAt();
    }

    /** The text with a mark instead of it. */
    Haystack outOf(Haystack text) {
        String form = form(text);
        String mark = latin ? " | " : "|";
        String rest = phrase == null
                ? form.replace(literal(), mark)
                : phrase.pattern().matcher(form).replaceAll(mark);
        return latin ? new Haystack(text.folded(), rest) : new Haystack(rest, text.apart());
    }

    /** What it can begin with, after its space where it is of letters; null for anything. */
    @Nullable
    String heads() {
        if (phrase != null) {
            return phrase.heads();
        }
        String written = latin ? text : solid;
        return written.substring(0, Math.min(1, written.length()));
    }
}

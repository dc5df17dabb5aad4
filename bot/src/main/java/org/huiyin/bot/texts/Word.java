package org.huiyin.bot.texts;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        @Nullable Pattern phrase) {
    static Word of(String folded, Function<String, List<String>> sets) {
        Pattern phrase = Phrase.is(folded) ? Phrase.read(folded, sets) : null;
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
                : phrase.matcher(form).region(at, form.length()).lookingAt();
    }

    /** The text with a mark instead of it. */
    Haystack outOf(Haystack text) {
        String form = form(text);
        String mark = latin ? " | " : "|";
        String rest = phrase == null
                ? form.replace(literal(), mark)
                : phrase.matcher(form).replaceAll(mark);
        return latin ? new Haystack(text.folded(), rest) : new Haystack(rest, text.apart());
    }

    /** Whether it can begin with a character; after its space, where it is of letters. */
    boolean canBegin(char head) {
        if (phrase == null) {
            return (latin ? text : solid).indexOf(head) == 0;
        }
        Matcher begun = phrase.matcher(latin ? " " + head : String.valueOf(head));
        return begun.lookingAt() || begun.hitEnd();
    }

    /** Every character that it may begin with is among these. */
    String letters() {
        return phrase == null ? text : phrase.pattern();
    }
}

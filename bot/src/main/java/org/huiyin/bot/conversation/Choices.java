package org.huiyin.bot.conversation;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.huiyin.bot.texts.Folding;
import org.huiyin.bot.texts.Texts;

/** Candidates, lettered A, B, C, because digits mean something else everywhere. */
final class Choices {
    /** So many at a time; "more" shows the next. */
    static final int MOST = 3;

    private Choices() {}

    /** "A 王秀英 #4721530，B …", and that there are more. */
    static <T> String list(List<T> candidates, int from, Function<T, String> label, Texts.Voice voice) {
        StringBuilder text = new StringBuilder();
        int to = Math.min(from + MOST, candidates.size());
        for (int i = from; i < to; i++) {
            text.append(text.isEmpty() ? "" : voice.say("choices.between"))
                    .append((char) ('A' + i))
                    .append(' ')
                    .append(label.apply(candidates.get(i)));
        }
        return to < candidates.size() ? text + voice.say("choices.more") : text.toString();
    }

    /** The candidate that a letter or a name means, if it means exactly one. */
    static <T> Optional<T> pick(List<T> candidates, String text, Function<T, String> name) {
        int index = index(text);
        if (index >= 0) {
            return index < candidates.size() ? Optional.of(candidates.get(index)) : Optional.empty();
        }
        String wanted = Folding.squeeze(text);
        List<T> named = candidates.stream()
                .filter(candidate -> !wanted.isEmpty() && wanted.equals(Folding.squeeze(name.apply(candidate))))
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** The place in the list that a letter means, or -1. */
    private static int index(String text) {
        String letter = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[.。,，、!！)）]$", "");
        return letter.length() == 1 && letter.charAt(0) >= 'A' && letter.charAt(0) <= 'Z' ? letter.charAt(0) - 'A' : -1;
    }
}

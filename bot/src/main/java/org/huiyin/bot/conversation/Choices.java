package org.huiyin.bot.conversation;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Candidates, lettered A, B, C, because digits mean something else everywhere. */
final class Choices {
    /** So many at a time; "more" shows the next. */
    static final int MOST = 3;

    private Choices() {}

    /** "A 王秀英 #4721530，B …". */
    static <T> String list(List<T> candidates, int from, Function<T, String> label) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < Math.min(from + MOST, candidates.size()); i++) {
            text.append(text.isEmpty() ? "" : "，")
                    .append((char) ('A' + i))
                    .append(' ')
                    .append(label.apply(candidates.get(i)));
        }
        return text.toString();
    }

    /** The place in the list that a letter means, or -1. */
    static int index(String text) {
        String letter = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[.。、)）]$", "");
        return letter.length() == 1 && letter.charAt(0) >= 'A' && letter.charAt(0) <= 'Z' ? letter.charAt(0) - 'A' : -1;
    }
}

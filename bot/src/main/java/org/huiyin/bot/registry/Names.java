package org.huiyin.bot.registry;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** The one form in which names and places are hashed and compared, so that 王 秀英 and 王秀英 are found to be the same. */
public final class Names {
    /** White space with a Han character on either side carries no meaning. */
    private static final Pattern BESIDE_HAN = Pattern.compile("(?<=\\p{IsHan})\\s+|\\s+(?=\\p{IsHan})");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Names() {}

    /** NFKC, trimmed, without spaces beside Han characters, others single. Traditional characters stay: they tell names apart. */
    public static String canonical(String written) {
        String text = Normalizer.normalize(written, Normalizer.Form.NFKC).strip();
        if (text.chars().noneMatch(Character::isWhitespace)) {
            return text.equals(written) ? written : text;
        }
        return SPACES.matcher(BESIDE_HAN.matcher(text).replaceAll("")).replaceAll(" ");
    }
}

package org.huiyin.bot.texts;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes texts comparable: width, case, spaces, and traditional against simplified characters do not count. */
public final class Folding {
    /** Zero-width and bidi characters are of no meaning, and must not hide a word. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern NOT_SPOKEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Folding() {}

    /** For looking words up in a text: no spaces at all, simplified, narrow, lower case. */
    public static String fold(String text) {
        return SPACES.matcher(simple(text)).replaceAll("");
    }

    /** For reading commands: spaces kept as single ones, simplified, narrow, lower case. */
    public static String words(String text) {
        return SPACES.matcher(simple(text)).replaceAll(" ").strip();
    }

    /** For looking names up in a text: letters and digits only, so that 张-伟 is 张伟. */
    public static String squeeze(String text) {
        return NOT_SPOKEN.matcher(simple(text)).replaceAll("");
    }

    /** For looking up words of letters, which must stand alone: {@code " he did not come "}. */
    public static String apart(String text) {
        return " " + NOT_SPOKEN.matcher(simple(text)).replaceAll(" ").strip() + " ";
    }

    private static String simple(String text) {
        String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return ZhConverterUtil.toSimple(INVISIBLE.matcher(narrow).replaceAll(""));
    }
}

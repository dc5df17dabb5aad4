package org.huiyin.bot.texts;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes texts comparable: width, case, spaces, and traditional against simplified characters do not count. */
public final class Folding {
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    /** Zero-width and bidi characters are of no meaning, and must not hide a word. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

    private static final Pattern NOT_SPOKEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** Where traditional characters begin; nothing below is looked up. */
    private static final char FIRST_IDEOGRAPH = '\u3400';
    /**
     * The simplified form of each character, found when it is first met, 0 until then. By character and not by word: words are compared, not
     * read, and looking a text up in a dictionary of words for every message would cost more than all the rest of it.
     */
    private static final char[] SIMPLE = new char[Character.MAX_VALUE + 1];

    private Folding() {}

    /** For looking words up in a text: no spaces at all, simplified, narrow, lower case. */
    public static String fold(String text) {
        return SPACES.matcher(simple(narrow(text))).replaceAll("");
    }

    /** For reading commands: spaces kept as single ones, simplified, narrow, lower case. */
    public static String words(String text) {
        return SPACES.matcher(simple(narrow(text))).replaceAll(" ").strip();
    }

    /** For looking names up in a text: letters and digits only, so that 张-伟 is 张伟. */
    public static String squeeze(String text) {
        return NOT_SPOKEN.matcher(simple(narrow(text))).replaceAll("");
    }

    /** For looking up words of letters, which must stand alone: {@code " he did not come "}. */
    public static String apart(String text) {
        return " " + NOT_SPOKEN.matcher(simple(narrow(text))).replaceAll(" ").strip() + " ";
    }

    private static String narrow(String text) {
        String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return INVISIBLE.matcher(narrow).replaceAll("");
    }

    private static String simple(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = chars[i] < FIRST_IDEOGRAPH || Character.isSurrogate(chars[i]) ? chars[i] : simple(chars[i]);
        }
        return new String(chars);
    }

    private static char simple(char ideograph) {
        char known = SIMPLE[ideograph];
        if (known == 0) {
            String found = ZhConverterUtil.toSimple(String.valueOf(ideograph));
            // 著 alone stays itself, because of 著名; in 著火 it is 着.
            known = ideograph == '著' ? '着' : found.length() == 1 ? found.charAt(0) : ideograph;
            SIMPLE[ideograph] = known;
        }
        return known;
    }
}

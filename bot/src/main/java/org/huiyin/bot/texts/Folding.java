package org.huiyin.bot.texts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Makes texts comparable: width, case, spaces, and traditional against simplified characters do not count. */
public final class Folding {
    /** Zero-width and bidi characters are of no meaning, and must not hide a word. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    /** Where traditional characters begin; nothing below is looked up. */
    private static final char FIRST_IDEOGRAPH = '\u3400';

    private Folding() {}

    /** A text made comparable once, for those who look at it in several ways. Spaces and marks are as they were. */
    public static String plain(String text) {
        String narrow = narrow(text);
        char[] chars = narrow.toCharArray();
        boolean changed = false;
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (c >= FIRST_IDEOGRAPH && !Character.isSurrogate(c)) {
                chars[i] = simple(c);
                changed |= chars[i] != c;
            }
        }
        return changed ? new String(chars) : narrow;
    }

    /** For looking words up in a text: no spaces at all, simplified, narrow, lower case. */
    public static String fold(String text) {
        return solid(plain(text));
    }

    /** For reading commands: spaces kept as single ones, simplified, narrow, lower case. */
    public static String words(String text) {
        return keep(plain(text), Folding::isSpace, false, " ").strip();
    }

    /** For looking names up in a text: letters and digits only, so that 张-伟 is 张伟. */
    public static String squeeze(String text) {
        return keep(plain(text), Folding::isSpoken, true, "");
    }

    /** For looking up words of letters, which must stand alone: {@code " he did not come "}. */
    public static String apart(String text) {
        return alone(plain(text));
    }

    /** {@link #fold} of what is {@link #plain} already. */
    static String solid(String plain) {
        return keep(plain, Folding::isSpace, false, "");
    }

    /** {@link #apart} of what is {@link #plain} already. */
    static String alone(String plain) {
        return " " + keep(plain, Folding::isSpoken, true, " ").strip() + " ";
    }

    /** The characters for which {@code kind} says {@code kept}; runs of others become {@code gap}. */
    private static String keep(String text, IntPredicate kind, boolean kept, String gap) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        boolean within = true;
        int next;
        for (int i = 0; i < text.length(); i += Character.charCount(next)) {
            next = text.codePointAt(i);
            if (kind.test(next) == kept) {
                out.appendCodePoint(next);
                within = true;
            } else if (within) {
                out.append(gap);
                within = false;
            }
        }
        return out.toString();
    }

    private static boolean isSpace(int c) {
        return c <= ' ' ? c == ' ' || (c >= '\t' && c <= '\r') : Character.isSpaceChar(c);
    }

    /** {@code \p{L}} and {@code \p{N}}. */
    private static boolean isSpoken(int c) {
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.LETTER_NUMBER
                || Character.getType(c) == Character.OTHER_NUMBER;
    }

    /** Compatible forms (NFKC), lower case, nothing invisible. */
    private static String narrow(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            char narrow = narrow(chars[i]);
            if (narrow == 0) {
                String whole = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
                return INVISIBLE.matcher(whole).replaceAll("");
            }
            chars[i] = narrow;
        }
        return new String(chars);
    }

    /** The forms of what nearly every text is made of, which never compose with their neighbours; 0 for all else. */
    private static char narrow(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
        }
        if (c >= '\uFF01' && c <= '\uFF5E') {
            return narrow((char) (c - 0xFEE0));
        }
        boolean itself = (c >= '\u4E00' && c <= '\u9FFF') || c == '。' || c == '、' || c == '“' || c == '”';
        return itself ? c : 0;
    }

    /**
     * By character and not by word: words are compared, not read, and looking a text up in a dictionary of words for every message would cost
     * more than all the rest of it.
     */
    private static char simple(char ideograph) {
        // 著 alone stays itself, because of 著名; in 著火 it is 着.
        return ideograph == '著' ? '着' : Characters.simplified(ideograph);
    }
}

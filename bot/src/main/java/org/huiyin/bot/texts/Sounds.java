package org.huiyin.bot.texts;

import java.util.Collections;

/**
 * How Chinese characters are spoken: whoever types by sound makes his slips by sound (张威 for 张伟, 代办 for 待办), and whoever writes English
 * writes names by sound. One character at a time, with all its readings; tones do not count.
 */
public final class Sounds {
    private Sounds() {}

    /** Whether two texts have as many characters and each pair is the same or can be spoken alike. Folded texts. */
    public static boolean alike(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (!alike(one.charAt(i), other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean alike(char one, char other) {
        if (one == other) {
            return true;
        }
        return isHan(one)
                && isHan(other)
                && !Collections.disjoint(Characters.readings(one), Characters.readings(other));
    }

    /** In letters, by the commonest readings: {@code zhangwei}. Whatever is not Chinese stays. */
    public static String latin(String name) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            letters.append(isHan(c) ? Characters.readings(c).get(0) : String.valueOf(c));
        }
        return letters.toString();
    }

    private static boolean isHan(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}

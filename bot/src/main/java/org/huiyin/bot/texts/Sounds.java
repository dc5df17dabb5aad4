package org.huiyin.bot.texts;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How Chinese characters are spoken: whoever types by sound makes his slips by sound (张威 for 张伟, 代办 for 待办), and whoever writes English
 * writes names by sound. One character at a time, with all its readings; tones do not count.
 */
public final class Sounds {
    /** Those of the characters met so far, of which there are a few thousand. */
    private static final Map<Character, List<String>> READINGS = new ConcurrentHashMap<>();

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
        return isHan(one) && isHan(other) && !Collections.disjoint(readings(one), readings(other));
    }

    /** In letters, by the commonest readings: {@code zhangwei}. Whatever is not Chinese stays. */
    public static String latin(String name) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            letters.append(isHan(c) ? readings(c).get(0) : String.valueOf(c));
        }
        return letters.toString();
    }

    private static List<String> readings(char c) {
        return READINGS.computeIfAbsent(c, character -> PinyinHelper.toPinyinList(character, PinyinStyleEnum.NORMAL));
    }

    private static boolean isHan(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}

package org.huiyin.bot.texts;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.text.Normalizer;
import java.util.Locale;

/** Makes texts comparable: width, case, spaces, and traditional against simplified characters do not count. */
public final class Folding {
    private Folding() {}

    /** For looking words up in a text: no spaces at all, simplified, narrow, lower case. */
    public static String fold(String text) {
        return ZhConverterUtil.toSimple(narrow(text)).replaceAll("\\s+", "");
    }

    /** For reading commands: spaces kept as single ones, simplified, narrow, lower case. */
    public static String words(String text) {
        return ZhConverterUtil.toSimple(narrow(text)).strip().replaceAll("\\s+", " ");
    }

    private static String narrow(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}

package org.huiyin.bot.routing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.bot.texts.Folding;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.texts.Words.Haystack;

/**
 * Takes away how a text addresses its reader: "张书记您好，……" and "谢谢张伟，……" speak to him and not about him, and must not hold a matter up. Only
 * where the courtesy ends for certain: "您好张伟从来不管" is none.
 */
final class Courtesy {
    private static final String MARK = "[\\p{Punct}\\p{IsPunctuation}]";
    /** The second person, but not 你们, which is the service. */
    private static final Pattern TO_HIM = Pattern.compile("您|你(?!们)|请|帮");

    private final Words words;
    private final Mention mention;

    Courtesy(Words words, Mention mention) {
        this.words = words;
        this.mention = mention;
    }

    /** The text without the address at its beginning, in the forms in which words are looked up. */
    Haystack strip(String text, List<Holder> line) {
        return new Haystack(chinese(Folding.fold(text), line), Folding.apart(letters(Folding.words(text), line)));
    }

    /** "Dear Mr Zhang, …", "Hello Zhang Wei! …", "Thank you, Secretary Zhang." */
    private String letters(String text, List<Holder> line) {
        String who = line.stream()
                .flatMap(holder -> holder.official().stream())
                .map(mention::addressesInLetters)
                .collect(Collectors.joining("|"));
        String hello = latin("courtesy.dear") + "|" + latin("courtesy.hello") + "|" + latin("courtesy.thanks");
        return text.replaceFirst("^(?:" + hello + "),? (?:" + who + ") ?(?:[,.!:;-]+|$)", "");
    }

    private String chinese(String folded, List<Holder> line) {
        String who = Stream.concat(
                        line.stream().flatMap(h -> h.official().stream()).map(mention::addresses),
                        Stream.of("\\p{IsHan}{0,3}(?:" + any("titles.after-surname") + ")"))
                .collect(Collectors.joining("|"));
        String dear = "^" + MARK + "*(?:" + any("courtesy.dear") + ")?";
        String hello = any("courtesy.hello");
        String end = "(?:" + MARK + "+|$)";
        for (String greeting : List.of(
                dear + "(?:" + who + ")" + MARK + "*(?:" + hello + ")(?=" + MARK + "|$|您|你(?!们)|我|请)" + MARK + "*",
                dear + "(?:" + hello + ")" + MARK + "*(?:" + who + ")" + end)) {
            Matcher matcher = Pattern.compile(greeting).matcher(folded);
            if (matcher.find()) {
                return folded.substring(matcher.end());
            }
        }
        return thanks(vocative(folded, dear + "(?:" + who + ")" + MARK + "+"), who);
    }

    /** "张书记，您看我家……": a bare name at the beginning is an address only where he is then spoken to. */
    private static String vocative(String folded, String address) {
        Matcher matcher = Pattern.compile(address).matcher(folded);
        if (matcher.find()) {
            String rest = folded.substring(matcher.end());
            return TO_HIM.matcher(rest).find() ? rest : folded;
        }
        return folded;
    }

    /** Thanks to somebody, at the beginning or the end; not where a "no" in it makes them bitter. */
    private String thanks(String folded, String who) {
        boolean bitter = words.anywhere("courtesy.bitter", folded);
        String thanks = "(?:" + any("courtesy.thanks") + ")+(?:" + any("courtesy.dear") + ")?(?:" + who + ")";
        String begins = "^" + MARK + "*" + thanks + "(?:" + MARK + "|$|(?=" + any("courtesy.for") + "))";
        String ends = thanks + MARK + "*$";
        return bitter
                ? folded
                : folded.replaceFirst(begins, "").replaceFirst(ends, "").strip();
    }

    private String latin(String list) {
        return words.list(list).stream()
                .filter(word -> word.codePointAt(0) < 128)
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    private String any(String list) {
        return words.list(list).stream()
                .map(word -> word.replace(" ", ""))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }
}

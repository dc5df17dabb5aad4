package org.huiyin.bot.routing;

import java.util.List;
import java.util.regex.Pattern;
import org.huiyin.bot.texts.Folding;
import org.huiyin.bot.texts.Sounds;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.texts.Words.Haystack;

/** Finds one official in a text: by name however it is spaced or spelt, by surname and title, by number. */
final class Mention {
    private static final List<String> COMPOUND_SURNAMES =
            List.of("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "轩辕", "端木");

    private final Words words;

    Mention(Words words) {
        this.words = words;
    }

    /** A text in the forms in which names are looked up in it. */
    record Text(String squeezed, String apart, String digits) {
        static Text of(Haystack text) {
            String squeezed = Folding.squeeze(text.folded());
            return new Text(squeezed, text.apart(), squeezed.replaceAll("\\D", ""));
        }

        boolean hasLetters() {
            return apart.chars().anyMatch(c -> c >= 'a' && c <= 'z');
        }
    }

    boolean of(Official official, Text text) {
        String name = Folding.squeeze(official.name());
        String surname = surname(name);
        String given = name.substring(surname.length());
        return (given.length() > 1 && text.squeezed().contains(given))
                || byGiven(text.squeezed(), given)
                || (text.squeezed().contains(surname) && bySurname(text.squeezed(), surname, given))
                || (text.hasLetters() && inLetters(text.apart(), surname, given))
                || byNumber(text.digits(), official);
    }

    private boolean byGiven(String text, String given) {
        return !given.isEmpty()
                && text.contains(given)
                && words.list("titles.after-surname").stream()
                        .anyMatch(title -> title.length() > 1 && text.contains(given + title));
    }

    private boolean bySurname(String squeezed, String surname, String given) {
        String text =
                words.list("titles.before-none").stream().reduce(squeezed, (rest, family) -> rest.replace(family, "|"));
        return (!given.isEmpty() && text.contains(surname + given))
                || words.list("titles.after-surname").stream().anyMatch(title -> text.contains(surname + title))
                || words.list("titles.before-surname").stream().anyMatch(prefix -> text.contains(prefix + surname))
                || soundsLike(text, surname, given);
    }

    /** 张威 for 张伟: the surname as it is, the rest by sound. */
    private static boolean soundsLike(String text, String surname, String given) {
        if (given.isEmpty()) {
            return false;
        }
        int at = text.indexOf(surname);
        while (at >= 0) {
            int from = at + surname.length();
            int to = from + given.length();
            if (to <= text.length() && Sounds.alike(given, text.substring(from, to))) {
                return true;
            }
            at = text.indexOf(surname, at + 1);
        }
        return false;
    }

    /** "Zhang Wei", "zhangwei", "Wei Zhang", "Mr Zhang". */
    private boolean inLetters(String text, String surname, String given) {
        String family = Sounds.latin(surname);
        String own = Sounds.latin(given);
        if (!own.isEmpty()) {
            for (String whole : List.of(family + own, family + " " + own, own + " " + family)) {
                if (text.contains(" " + whole + " ")) {
                    return true;
                }
            }
        }
        return words.list("titles.before-name").stream()
                .anyMatch(title -> text.contains(" " + title + " " + family + " "));
    }

    private static boolean byNumber(String digits, Official official) {
        return official.phone()
                .map(phone -> phone.startsWith("+86") ? phone.substring(3) : phone.replace("+", ""))
                .filter(digits::contains)
                .isPresent();
    }

    /** A pattern of the ways to address an official politely: with or without given name and title. */
    String addresses(Official official) {
        String name = Folding.fold(official.name());
        String titles = String.join("|", words.list("titles.after-surname"));
        return "(?:" + Pattern.quote(name) + "|" + Pattern.quote(surname(name)) + ")(?:" + titles + ")?";
    }

    /** The same in letters. */
    String addressesInLetters(Official official) {
        String name = Folding.fold(official.name());
        String family = Sounds.latin(surname(name));
        String own = Sounds.latin(name.substring(surname(name).length()));
        String titles = String.join("|", words.list("titles.before-name"));
        return "(?:(?:" + titles + ") )?(?:" + Pattern.quote(family) + " ?(?:" + Pattern.quote(own) + ")?|"
                + Pattern.quote(own + " " + family) + ")";
    }

    private static String surname(String name) {
        return COMPOUND_SURNAMES.stream()
                .filter(name::startsWith)
                .findFirst()
                .orElseGet(() -> name.isEmpty() ? "\u0000" : name.substring(0, name.offsetByCodePoints(0, 1)));
    }
}

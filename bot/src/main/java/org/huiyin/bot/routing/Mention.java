package org.huiyin.bot.routing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.bot.texts.Folding;
import org.huiyin.bot.texts.Sounds;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.texts.Words.Haystack;

/** Finds one official in a text: by name however it is spaced or spelt, by surname and title, by number. */
final class Mention {
    private static final List<String> COMPOUND_SURNAMES =
            List.of("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "轩辕", "端木");

    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");

    private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]+");

    private final Words words;
    /** How officials are called: the same few are looked for in every text of a village. */
    private final Map<Long, Called> called = new ConcurrentHashMap<>();

    Mention(Words words) {
        this.words = words;
    }

    /**
     * How one official is called.
     *
     * @param inLetters the whole name, and titles with the surname
     * @param titles in his rank as it is registered: 镇人大主席 is called 主席
     */
    private record Called(
            Official official,
            String surname,
            String given,
            List<String> inLetters,
            String rank,
            List<String> titles) {}

    private Called called(Official official) {
        Called known = called.get(official.cadreId());
        if (known == null || !known.official().equals(official)) {
            String name = Folding.squeeze(official.name());
            String surname = surname(name);
            String rank = Folding.fold(official.rank());
            List<String> titles = words.list("titles.after-surname").stream()
                    .filter(title -> title.length() > 1 && rank.contains(title))
                    .toList();
            String given = name.substring(surname.length());
            known = new Called(official, surname, given, inLetters(surname, given), rank, titles);
            called.put(official.cadreId(), known);
        }
        return known;
    }

    /** Whether a text speaks of somebody by an official's rank as it is registered, or the title in it. */
    boolean byRank(Official official, String folded) {
        Called who = called(official);
        return (who.rank().length() > 1 && folded.contains(who.rank()))
                || who.titles().stream().anyMatch(folded::contains);
    }

    /** A text in the forms in which names are looked up in it. */
    record Text(String squeezed, String letters, String digits) {
        static Text of(Haystack text) {
            String squeezed = Folding.squeeze(text.folded());
            // Nobody puts a space between a name in letters and the Chinese that follows.
            String letters = NO_LETTERS.matcher(text.apart()).replaceAll(" ");
            return new Text(squeezed, letters, NO_DIGITS.matcher(squeezed).replaceAll(""));
        }

        boolean hasLetters() {
            return !letters.isBlank();
        }
    }

    boolean of(Official official, Text text) {
        Called who = called(official);
        return (who.given().length() > 1 && text.squeezed().contains(who.given()))
                || byGiven(text.squeezed(), who.given())
                || (text.squeezed().contains(who.surname()) && bySurname(text.squeezed(), who.surname(), who.given()))
                || (text.hasLetters() && inLetters(text, who))
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
                || civilly(text, surname)
                || soundsLike(text, surname, given);
    }

    /** "张姐" is an official only where the text does not speak of a school, a ward or the neighbours. */
    private boolean civilly(String text, String surname) {
        return words.list("titles.civil").stream().anyMatch(title -> text.contains(surname + title))
                && !words.anywhere("titles.civil-none", text);
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

    /** "Zhang Wei", "zhangwei", "Wei Zhang", "Mr Zhang", "zhang w". */
    private List<String> inLetters(String surname, String given) {
        String family = Sounds.latin(surname);
        String own = Sounds.latin(given);
        String initials = initials(given);
        Stream<String> whole = own.isEmpty()
                ? Stream.of()
                : Stream.of(
                        family + own,
                        family + " " + own,
                        own + " " + family,
                        family + initials,
                        family + " " + initials);
        Stream<String> titled = words.list("titles.before-name").stream().map(title -> title + " " + family);
        return Stream.concat(whole, titled).map(name -> " " + name + " ").toList();
    }

    /** So, and "张w", "zhang书记". */
    private boolean inLetters(Text text, Called who) {
        String initials = initials(who.given());
        return who.inLetters().stream().anyMatch(text.letters()::contains)
                || (!initials.isEmpty() && text.squeezed().contains(who.surname() + initials))
                || words.list("titles.after-surname").stream()
                        .filter(title -> title.length() > 1)
                        .anyMatch(title -> text.squeezed().contains(Sounds.latin(who.surname()) + title));
    }

    private static String initials(String given) {
        return given.codePoints()
                .mapToObj(Character::toString)
                .map(character -> Sounds.latin(character).substring(0, 1))
                .collect(Collectors.joining());
    }

    private static boolean byNumber(String digits, Official official) {
        return !digits.isEmpty()
                && official.phone()
                        .map(phone -> phone.startsWith("+86") ? phone.substring(3) : phone.replace("+", ""))
                        .filter(digits::contains)
                        .isPresent();
    }

    /** A pattern of the ways to address an official politely: with or without given name and title. */
    String addresses(Official official) {
        String name = Folding.fold(official.name());
        String titles = Stream.of("titles.after-surname", "titles.civil")
                .flatMap(list -> words.list(list).stream())
                .collect(Collectors.joining("|"));
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

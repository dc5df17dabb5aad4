package org.huiyin.bot.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huiyin.bot.texts.Folding;
import org.huiyin.bot.texts.Words;

/**
 * Looks whether a text may be about an official: pure, in every text, before anything is forwarded. It errs towards asking: a false alarm costs
 * the villager one digit, a miss shows a complaint to the accused.
 */
public final class Recusal {
    /** "王书记" is a person's own way of being addressed by one surname; two characters cover compound surnames. */
    private static final List<String> COMPOUND_SURNAMES =
            List.of("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "轩辕", "端木");

    private final Words words;

    public Recusal(Words words) {
        this.words = words;
    }

    /**
     * What was found.
     *
     * @param complaint whether a word of complaint stands in the text
     * @param titled whether a title of the line is used, or somebody of the line is named, without mere courtesy
     * @param named the officials of the line who are named by name, surname and title, or number
     */
    public record Suspicion(boolean complaint, boolean titled, Set<Long> named) {
        public Suspicion {
            named = Set.copyOf(named);
        }

        /** Whether it must be held and asked about. */
        public boolean mustAsk() {
            return complaint || titled || !named.isEmpty();
        }
    }

    /** Looks through a text with the line of officials it would go to. */
    public Suspicion look(String text, List<Holder> line) {
        boolean complaint = words.anywhere("complaint", text);
        String folded = Folding.fold(text);
        String rest = complaint ? folded : withoutCourtesy(folded, line);
        Set<Long> named = new HashSet<>();
        for (Holder holder : line) {
            holder.official().filter(o -> isNamed(rest, o)).ifPresent(o -> named.add(o.cadreId()));
        }
        boolean titled = words.list("titles").stream()
                .filter(title -> title.length() > 1 && !plainTitle(title))
                .anyMatch(rest::contains);
        return new Suspicion(complaint, titled, named);
    }

    private boolean plainTitle(String title) {
        return words.list("titles.after-surname").contains(title)
                && !words.list("titles.village").contains(title);
    }

    private boolean isNamed(String folded, Official official) {
        String name = Folding.fold(official.name());
        String surname = surname(name);
        boolean byName = name.length() > 1 && folded.contains(name);
        boolean byTitle =
                words.list("titles.after-surname").stream().anyMatch(title -> folded.contains(surname + title));
        boolean byNickname =
                words.list("titles.before-surname").stream().anyMatch(prefix -> folded.contains(prefix + surname));
        boolean byGivenName =
                name.length() - surname.length() >= 2 && folded.contains(name.substring(surname.length()));
        boolean byNumber =
                official.phone().map(Recusal::national).filter(folded::contains).isPresent();
        return byName || byTitle || byNickname || byGivenName || byNumber;
    }

    private static String surname(String name) {
        return COMPOUND_SURNAMES.stream()
                .filter(name::startsWith)
                .findFirst()
                .orElseGet(() -> name.isEmpty() ? "\u0000" : name.substring(0, name.offsetByCodePoints(0, 1)));
    }

    private static String national(String phone) {
        return phone.startsWith("+86") ? phone.substring(3) : phone;
    }

    /** "张书记您好，……" addresses him and says nothing about him: the greeting is taken away before names are looked for. */
    private String withoutCourtesy(String folded, List<Holder> line) {
        String rest = folded;
        for (Holder holder : line) {
            Official official = holder.official().orElse(null);
            if (official != null) {
                rest = withoutGreeting(rest, official);
            }
        }
        return rest;
    }

    private String withoutGreeting(String folded, Official official) {
        String name = Folding.fold(official.name());
        String surname = surname(name);
        for (String title : words.list("titles.after-surname")) {
            for (String address : List.of(name + title, surname + title, name)) {
                String bare = folded.replaceFirst("^[\\p{IsPunctuation}]+", "");
                for (String greeting : words.list("greeting")) {
                    String word = greeting.replace(" ", "");
                    if (bare.startsWith(address + word) || bare.startsWith(address + "," + word)) {
                        return bare.substring(bare.indexOf(word, address.length()) + word.length());
                    }
                    if (bare.startsWith(word + address)) {
                        return bare.substring(word.length() + address.length());
                    }
                    if (bare.startsWith(word + "," + address)) {
                        return bare.substring(word.length() + 1 + address.length());
                    }
                }
            }
        }
        return folded;
    }
}

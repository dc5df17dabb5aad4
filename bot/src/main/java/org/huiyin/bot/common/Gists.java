package org.huiyin.bot.common;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.huiyin.bot.texts.Folding;
import org.huiyin.bot.texts.Words;

/** Reads texts for what they say: numbers, times, places, courtesy and complaint in general are left out, for unlike matters have them in common. */
public final class Gists {
    /** How long a piece is at least and at most. */
    private static final int SHORTEST = 2;

    private static final int LONGEST = 3;
    /** A topic outweighs this many pieces more than the text has: in a short text they are chance. */
    private static final int OF_TOPIC = 3;
    /** More of a text says nothing new, and would make whoever writes much like everybody. */
    private static final int MOST_CHARACTERS = 400;

    private static final Pattern NUMBERS = Pattern.compile(
            "[0-9零〇一二两三四五六七八九十百千万几半]+(?:多|来)?(?:个半|个)?(?:多)?(?:天|日|月|年|周|星期|礼拜|小时|钟头|分钟|点|次|回|户|家|人|口|号|组|里|米|块|元|盏|条|处|遍)?");
    private static final Pattern GAPS = Pattern.compile("\\P{IsHan}+");
    /** Words of letters are pieces themselves, and shorter ones say nothing. */
    private static final Pattern LATIN = Pattern.compile("(?<=^| )[a-z]{3,}(?= |$)");

    private static final int OF_LATIN = 2;

    private final Words words;
    private final List<String> topics;
    private final List<String> places;

    /**
     * Reads by a county's words.
     *
     * @param places names of its grids: the same village is no reason to be alike
     */
    public Gists(Words words, Collection<String> places) {
        this.words = words;
        this.topics = words.names().stream()
                .filter(name -> name.startsWith(Words.TOPICS))
                .sorted()
                .toList();
        this.places = places.stream()
                .map(Folding::fold)
                .filter(place -> place.length() > 1)
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    public Gist of(String text) {
        String beginning = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
        Words.Haystack said = words.haystack(beginning);
        Set<String> about = new TreeSet<>();
        topics.stream().filter(topic -> isAbout(topic, said)).forEach(about::add);
        Words.Haystack rest = words.without("alike.none", said);
        Map<String, Integer> grams = grams(rest.folded());
        LATIN.matcher(rest.apart()).results().forEach(word -> grams.put(word.group(), OF_LATIN));
        int weight = OF_TOPIC + (int) Math.ceil(Math.sqrt(grams.size()));
        about.forEach(topic -> grams.put(topic, weight));
        return new Gist(grams, about);
    }

    /** What only looks like a topic's words is taken out of the text before: 路灯 is no 路. */
    private boolean isAbout(String topic, Words.Haystack said) {
        String apart = "alike.apart." + topic.substring(Words.TOPICS.length());
        return words.firstOf(topic, words.without(apart, said)) >= 0;
    }

    private Map<String, Integer> grams(String folded) {
        String rest = folded;
        for (String place : places) {
            rest = rest.replace(place, "|");
        }
        Map<String, Integer> grams = new HashMap<>();
        for (String run :
                GAPS.splitAsStream(NUMBERS.matcher(rest).replaceAll("|")).toList()) {
            for (int length = SHORTEST; length <= LONGEST; length++) {
                for (int at = 0; at + length <= run.length(); at++) {
                    grams.put(run.substring(at, at + length), 1);
                }
            }
        }
        return grams;
    }
}

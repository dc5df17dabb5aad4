package org.huiyin.bot.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers everything that is wrong with one file, so that it is mended in one go. Never holds the value of a secret. */
public final class Problems {
    private record Problem(int line, String key, String what) {}

    private final String file;
    private final List<Problem> all = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    /** Notes that {@code what} is wrong with {@code key}; {@code line} counts from 1. */
    public void add(int line, String key, String what) {
        all.add(new Problem(line, key, what));
    }

    boolean isAbout(String key) {
        return all.stream().anyMatch(p -> p.key().equals(key));
    }

    public int count() {
        return all.size();
    }

    /** {@code FILE:LINE: key.path: what is wrong, what to write}, in the order of the lines. */
    public List<String> lines() {
        return all.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .map(p -> file + ":" + p.line() + ": " + (p.key().isEmpty() ? "" : p.key() + ": ") + p.what())
                .distinct()
                .toList();
    }

    /** The line on which a node begins, from 1. */
    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}

package org.huiyin.bot.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers everything that is wrong with the county's files, all of them, so that they are mended in one go; and what should be known besides. */
public final class Faults {
    private final Map<String, Problems> files = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final boolean stored;

    /** For files that somebody has just written, in which a name that nobody knows is a slip. */
    public Faults() {
        this(false);
    }

    private Faults(boolean stored) {
        this.stored = stored;
    }

    /** For what was checked when it was stored, by this version or another: a text that only that one says is no fault. */
    public static Faults ofStored() {
        return new Faults(true);
    }

    /** Where the problems of one file go, by its name such as {@code texts/en.properties}. */
    public Problems of(String file) {
        return files.computeIfAbsent(file, Problems::new);
    }

    /** A block of keys with problems of its own, and nothing from the environment. */
    public Section section(String file, String text) {
        return Section.read(text, new Section.Source(of(file), Map.of()));
    }

    /** A name that this version does not know. */
    public void unknown(String file, int line, String key, String what) {
        if (!stored) {
            of(file).add(line, key, what);
        }
    }

    /** Something that is well and should be known. */
    public void note(String words) {
        notes.add(words);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** {@code FILE:LINE: key: what is wrong}, by file and line. */
    public List<String> lines() {
        return files.values().stream().flatMap(file -> file.lines().stream()).toList();
    }

    /**
     * For who takes only what is right.
     *
     * @throws ConfigProblem with every line
     */
    public void orThrow() {
        if (!lines().isEmpty()) {
            throw new ConfigProblem(String.join("\n", lines()));
        }
    }
}

package org.huiyin.bot.talk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A line of {@code recusal.tsv}: something a villager may write, and whether it is about an official. */
record Phrasing(boolean complaint, String label, String text) {

    static List<Phrasing> all() {
        try (InputStream in = Objects.requireNonNull(Phrasing.class.getResourceAsStream("recusal.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(cells -> new Phrasing(cells[0].equals("complaint"), cells[1], cells[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Phrasing> complaints() {
        return all().stream().filter(Phrasing::complaint).toList();
    }

    static List<Phrasing> harmless() {
        return all().stream().filter(phrasing -> !phrasing.complaint()).toList();
    }

    @Override
    public String toString() {
        return label;
    }
}

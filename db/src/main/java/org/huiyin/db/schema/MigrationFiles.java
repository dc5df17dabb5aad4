package org.huiyin.db.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The migrations that this version knows: the files that {@code migration/index.txt} names, for a jar cannot be listed simply. */
final class MigrationFiles {
    private static final String FOLDER = "/org/huiyin/db/migration/";

    private MigrationFiles() {}

    /** In the order of their numbers, each of which is there once. */
    static List<Migration> shipped() {
        List<Migration> all = new ArrayList<>();
        for (String file : text("index.txt")
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .toList()) {
            Migration next = Migration.of(file, text(file));
            if (!all.isEmpty() && all.get(all.size() - 1).version() >= next.version()) {
                throw new IllegalStateException(file + " does not stand in its order in index.txt");
            }
            all.add(next);
        }
        return List.copyOf(all);
    }

    private static String text(String file) {
        try (InputStream in = MigrationFiles.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + file + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

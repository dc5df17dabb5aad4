package org.huiyin.bot.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Whether a directory is a good place for backups: not where what they save lies, and not where the keys are. */
public final class BackupPlace {
    private BackupPlace() {}

    /**
     * Why it is none; empty when it will do.
     *
     * @param data the installation's data directory
     * @param keys the key file
     */
    public static Optional<String> refuse(Path directory, Path data, Path keys) {
        Path place = real(directory);
        if (place.startsWith(real(data))) {
            return Optional.of("the backup directory " + directory + " lies in the data directory " + data
                    + ", and whatever takes the one takes the other: name one on another disk");
        } else if (real(data).startsWith(place)) {
            return Optional.of("the data directory " + data + " lies in the backup directory " + directory
                    + ": name a directory of the backups' own");
        } else if (real(keys).startsWith(place)) {
            return Optional.of("the key file " + keys + " lies in the backup directory " + directory
                    + ": whoever finds the backup must not find the keys with it; name another directory");
        }
        return Optional.empty();
    }

    /** What to say of a place that will do and could be better. */
    public static Optional<String> remark(Path directory, Path data) {
        try {
            boolean same = Files.getFileStore(existing(directory)).equals(Files.getFileStore(existing(data)));
            return same
                    ? Optional.of(
                            "the backup lies on the same disk as the database: copy it to another machine as well")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where it is, links followed as far as it exists. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path there = existing(absolute);
        try {
            return there.toRealPath().resolve(there.relativize(absolute)).normalize();
        } catch (IOException e) {
            return absolute;
        }
    }

    private static Path existing(Path path) {
        Path there = path.toAbsolutePath().normalize();
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.getParent());
        }
        return there;
    }
}

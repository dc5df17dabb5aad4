package org.huiyin.db.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huiyin.db.backup.Catalogue.County;
import org.huiyin.db.backup.Paper.Identity;
import org.jspecify.annotations.Nullable;

/** Where backups lie: whose they are, one generation beside the other, and one writer at a time. */
final class BackupDirectory implements AutoCloseable {
    private static final String IDENTITY = "huiyin-backup.json";
    private static final Pattern GENERATION = Pattern.compile("generation-(\\d{6})");
    private static final int NAME_BYTES = 4;
    private static final String READ_ME = """
            This is a backup of a county's Huiyin (回音). Restore it with:

                huiyin restore THIS-DIRECTORY --config county.yaml

            The keys that open names, numbers and words are NOT here. Without the key file nobody can read them, you included.
            Do not change, rename or remove single files: each is named, with its sum, by the paper after it.
            """;

    private final Path root;
    private final @Nullable FileChannel channel;
    private final @Nullable FileLock lock;

    private BackupDirectory(Path root, @Nullable FileChannel channel, @Nullable FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** Only to read; nobody is kept from writing meanwhile. */
    static BackupDirectory reading(Path root) {
        if (!Files.isRegularFile(root.resolve(IDENTITY))) {
            throw new BackupFailure(root + " is no backup of Huiyin: there is no " + IDENTITY + " in it");
        }
        return new BackupDirectory(root, null, null);
    }

    /** To write, alone. Made where it is missing. */
    static BackupDirectory writing(Path root) {
        try {
            Path parent = root.getParent();
            if (parent != null && !Files.isDirectory(root)) {
                Files.createDirectories(parent);
            }
            OutFile.makeDirectory(root);
            refuseOthers(root);
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new Busy("another backup into " + root + " is under way: this one was left out");
            }
            return new BackupDirectory(root, channel, lock);
        } catch (IOException e) {
            throw new BackupFailure("the backup directory " + root + " cannot be written: " + Words.of(e), e);
        }
    }

    /** Somebody else is writing; nothing is wrong. */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy(String message) {
            super(message);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** A directory that holds something else is not filled with ours. */
    private static void refuseOthers(Path root) throws IOException {
        if (!Files.exists(root.resolve(IDENTITY))) {
            try (Stream<Path> inside = Files.list(root)) {
                Optional<Path> other = inside.filter(
                                file -> !List.of("lock", "lost+found", "README.txt", IDENTITY + OutFile.PARTIAL)
                                        .contains(file.getFileName().toString()))
                        .findFirst();
                if (other.isPresent()) {
                    throw new BackupFailure(root + " holds other things ("
                            + other.get().getFileName() + ") and no backup: name a directory of its own");
                }
            }
        }
    }

    Path root() {
        return root;
    }

    Optional<Identity> identity() {
        Path file = root.resolve(IDENTITY);
        try {
            return Files.exists(file) ? Optional.of(Paper.read(file, Identity.class)) : Optional.empty();
        } catch (IOException e) {
            throw new BackupFailure(file + " cannot be read: " + Words.of(e), e);
        }
    }

    /** Makes it this county's, or sees that it is; gives its own name. */
    Identity claim(County county) throws IOException {
        Optional<Identity> known = identity();
        if (known.isPresent()) {
            refuseStrangers(known.get(), county);
            if (known.get().life().equals(county.life())) {
                return known.get();
            }
        }
        String name = known.map(Identity::directory).orElseGet(BackupDirectory::newName);
        Identity ours = new Identity(Paper.FORMAT, name, county.id(), county.life(), county.lives());
        OutFile.write(root.resolve("README.txt"), READ_ME.getBytes(StandardCharsets.UTF_8));
        OutFile.write(root.resolve(IDENTITY), Paper.write(ours));
        return ours;
    }

    private void refuseStrangers(Identity known, County county) {
        if (known.format() > Paper.FORMAT) {
            throw new BackupFailure(root + " was written by a newer Huiyin: use that one, or name another directory");
        } else if (!known.county().equals(county.id())) {
            throw new BackupFailure(
                    root + " holds the backups of another county: name a directory of this county's own");
        } else if (!known.life().equals(county.life()) && known.lives() >= county.lives()) {
            throw new BackupFailure(root + " holds the backups of a county that was restored from a backup of this one"
                    + " and has been released since: this database is the older. Stop its service, or name another"
                    + " directory");
        }
    }

    private static String newName() {
        byte[] random = new byte[NAME_BYTES];
        new java.security.SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // generations

    /** Those whose copy is whole, the oldest first. */
    List<Generation> generations() {
        return directories().stream()
                .filter(path -> Files.exists(path.resolve(Generation.BASE)))
                .map(Generation::read)
                .sorted(Comparator.comparingInt(Generation::number))
                .toList();
    }

    private List<Path> directories() {
        try (Stream<Path> inside = Files.list(root)) {
            return inside.filter(path ->
                            GENERATION.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BackupFailure(root + " cannot be read: " + Words.of(e), e);
        }
    }

    /** The number of the next one: never one that was used before. */
    int nextNumber() {
        return directories().stream()
                        .map(path -> GENERATION.matcher(path.getFileName().toString()))
                        .filter(java.util.regex.Matcher::matches)
                        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                        .max()
                        .orElse(0)
                + 1;
    }

    Path place(int generation) {
        return root.resolve(String.format(Locale.ROOT, "generation-%06d", generation));
    }

    /** Removes what a broken-off run has left: nothing in it was ever part of a backup. */
    void sweep() throws IOException {
        for (Path directory : directories()) {
            if (!Files.exists(directory.resolve(Generation.BASE))) {
                remove(directory);
            } else {
                sweep(directory);
            }
        }
        try (Stream<Path> inside = Files.list(root)) {
            removePartial(inside.toList());
        }
    }

    private static void sweep(Path directory) throws IOException {
        Generation generation = Generation.read(directory);
        try (Stream<Path> inside = Files.list(directory)) {
            List<Path> files = inside.toList();
            removePartial(files);
            // The file of an increment whose paper was never written.
            Files.deleteIfExists(directory.resolve(
                    generation.fileName(generation.increments().size() + 1)));
        }
    }

    private static void removePartial(List<Path> files) throws IOException {
        for (Path file : files) {
            if (file.getFileName().toString().endsWith(OutFile.PARTIAL)) {
                Files.delete(file);
            }
        }
    }

    /** Removes all but the newest {@code keep}. */
    void prune(int keep) throws IOException {
        List<Generation> all = generations();
        for (Generation old : all.subList(0, Math.max(0, all.size() - keep))) {
            // First what makes it one, so that half of it is never taken for a whole.
            Files.deleteIfExists(old.directory().resolve(Generation.BASE));
            remove(old.directory());
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (lock != null && channel != null) {
            lock.release();
            channel.close();
        }
    }
}

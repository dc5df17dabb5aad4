package org.huiyin.db.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file that appears under its name only when it is whole and on the disk: written as {@code NAME.partial}, flushed, renamed, and the directory
 * flushed. For its owner alone.
 */
final class OutFile implements AutoCloseable {
    static final String PARTIAL = ".partial";
    private static final int BUFFER = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final Path partial;
    private final FileChannel channel;
    private final MessageDigest digest = Sums.sha256();
    private final OutputStream packed;

    /** Begins a compressed file. */
    OutFile(Path path) throws IOException {
        this.path = path;
        this.partial = partial(path);
        this.channel = open(partial);
        this.packed = new Fast(new DigestOutputStream(Channels.newOutputStream(channel), digest));
    }

    /** Sealed text hardly shrinks: the quickest level takes the hexadecimal out of it, and more only costs time. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static Path partial(Path path) {
        return path.resolveSibling(path.getFileName() + PARTIAL);
    }

    private static FileChannel open(Path partial) throws IOException {
        Files.deleteIfExists(partial);
        return FileChannel.open(
                partial,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    OutputStream stream() {
        return packed;
    }

    /** Where it lies until it is whole. */
    Path partial() {
        return partial;
    }

    /** How long it has become, and its sum. */
    record Written(long bytes, String sha256) {}

    /** Ends the writing; the file is on the disk, but still has no name. */
    Written finish() throws IOException {
        packed.flush();
        ((Fast) packed).finish();
        channel.force(true);
        return new Written(channel.size(), Sums.of(digest));
    }

    /** Gives the finished file its name. */
    void keep() throws IOException {
        channel.close();
        rename(partial, path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(partial);
    }

    /** Writes a small file at once, in place of the one that was there. */
    static void write(Path path, byte[] content) throws IOException {
        Path partial = partial(path);
        try (FileChannel channel = open(partial)) {
            OutputStream out = Channels.newOutputStream(channel);
            out.write(content);
            channel.force(true);
        }
        rename(partial, path);
    }

    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Path parent = to.toAbsolutePath().getParent();
        if (parent != null) {
            flush(parent);
        }
    }

    /** A rename is on the disk when its directory is. */
    static void flush(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY_DIRECTORY));
        }
    }
}

package org.huiyin.bot.pack;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Writes a {@code .tar.gz} whose bytes depend on names, contents and nothing else: one time and one owner for all, in order of names. */
final class TarFile {
    private static final int PROGRAM = 0755;
    private static final int PLAIN = 0644;
    /** RFC 1952, 2.3.1: the operating system is unknown. */
    private static final int NO_SYSTEM = 255;

    private TarFile() {}

    /** What becomes one file, or a link. */
    sealed interface Source {
        static Source of(Path path) {
            return new OfFile(path);
        }

        static Source of(String text) {
            return new OfText(text);
        }

        byte[] bytes() throws IOException;

        boolean isExecutable();

        /** Where a link points to. */
        Optional<String> link() throws IOException;
    }

    /** A file or link on this machine. */
    record OfFile(Path path) implements Source {
        @Override
        public byte[] bytes() throws IOException {
            return Files.isSymbolicLink(path) ? new byte[0] : Files.readAllBytes(path);
        }

        @Override
        public boolean isExecutable() {
            return Files.isExecutable(path);
        }

        @Override
        public Optional<String> link() throws IOException {
            return Files.isSymbolicLink(path)
                    ? Optional.of(Files.readSymbolicLink(path).toString())
                    : Optional.empty();
        }
    }

    /** A text that is no file yet. */
    record OfText(String text) implements Source {
        @Override
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isExecutable() {
            return false;
        }

        @Override
        public Optional<String> link() {
            return Optional.empty();
        }
    }

    /** Writes everything into one directory of that name. */
    static void write(Path file, String directory, Map<String, Source> sources, Instant time) throws IOException {
        GzipParameters plain = new GzipParameters();
        plain.setCompressionLevel(Deflater.BEST_COMPRESSION);
        plain.setOperatingSystem(NO_SYSTEM);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(out, plain);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (Map.Entry<String, Source> source : new TreeMap<>(sources).entrySet()) {
                put(tar, directory + "/" + source.getKey(), source.getValue(), time);
            }
        }
    }

    private static void put(TarArchiveOutputStream tar, String name, Source source, Instant time) throws IOException {
        Optional<String> link = source.link();
        byte[] bytes = source.bytes();
        TarArchiveEntry entry =
                link.isEmpty() ? new TarArchiveEntry(name) : new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        link.ifPresent(entry::setLinkName);
        entry.setSize(bytes.length);
        entry.setMode(source.isExecutable() && link.isEmpty() ? PROGRAM : PLAIN);
        entry.setModTime(time.toEpochMilli());
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }
}

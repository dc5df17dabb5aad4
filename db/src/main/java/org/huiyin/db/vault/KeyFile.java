package org.huiyin.db.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file that keeps the {@link Keys}: mode 0600, outside the database's directory, so that a stolen database tells nothing. */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private final Path path;

    public KeyFile(Path path) {
        this.path = path;
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * Reads the keys.
     *
     * @throws VaultFailure when the file is missing, readable by others, or not a key file
     */
    public Keys read() {
        try {
            if (!Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
                throw new VaultFailure("key file " + path + " may be read by others: chmod 600 it");
            }
            return Keys.parse(Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new VaultFailure("key file " + path + " cannot be read", e);
        } catch (VaultFailure e) {
            throw new VaultFailure("key file " + path + ": " + e.getMessage(), e);
        }
    }

    /** Puts other keys in the place of those that are there: all of it or nothing, even if the machine stops. */
    public void replace(Keys keys) {
        Path beside = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(beside);
            Files.createFile(beside, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(beside, keys.text(), StandardCharsets.UTF_8, StandardOpenOption.SYNC);
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new VaultFailure("key file " + path + " cannot be written", e);
        }
    }

    /** Writes fresh keys and returns them; never over a file that is there. */
    public Keys create() {
        Keys keys = Keys.generate();
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(path, keys.text(), StandardCharsets.UTF_8, StandardOpenOption.SYNC);
            return keys;
        } catch (IOException e) {
            throw new VaultFailure("key file " + path + " cannot be written", e);
        }
    }
}

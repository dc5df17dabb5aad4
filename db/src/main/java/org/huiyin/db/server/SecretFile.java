package org.huiyin.db.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A random secret in a file that only its owner may read. */
final class SecretFile {
    private SecretFile() {}

    static String readOrCreate(Path path) throws IOException {
        if (!Files.exists(path)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(path, HexFormat.of().formatHex(random));
        }
        return Files.readString(path).strip();
    }

    /** The secret in a file that is there. */
    static String read(Path path) {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new DatabaseFailure("the file " + path + " cannot be read", e);
        }
    }
}

package org.huiyin.bot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory in which Huiyin keeps data, keys and logs of this installation. */
record DataDirectory(Path root) {

    /** Makes it where it is missing; refuses, in words, one that this user cannot write to. */
    static DataDirectory prepare(Path root) {
        try {
            if (!Files.isDirectory(root)) {
                Path parent = root.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(
                        root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, unusable(root), e);
        }
        if (!Files.isWritable(root)) {
            throw new CommandFailure(ExitCode.BAD_INPUT, unusable(root));
        }
        return new DataDirectory(root);
    }

    private static String unusable(Path root) {
        return "the data directory " + root + " cannot be written by user " + System.getProperty("user.name")
                + ": set HUIYIN_DATA_DIR to one of your own";
    }

    Path binaries() {
        return root.resolve("binaries");
    }

    Path keyFile() {
        return root.resolve("keys").resolve("huiyin.keys");
    }

    Path logs() {
        return root.resolve("logs");
    }
}

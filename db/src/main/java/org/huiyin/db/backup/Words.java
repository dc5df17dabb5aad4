package org.huiyin.db.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Locale;

/** What went wrong, in words that an administrator can use. */
final class Words {
    private static final double KILO = 1000;

    private Words() {}

    static String of(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("No space left") || message.contains("Disk quota exceeded")) {
            return "the disk is full";
        } else if (failure instanceof AccessDeniedException) {
            return "this user may not write there";
        } else if (failure instanceof NoSuchFileException) {
            return message + " is missing";
        } else if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return message.lines().findFirst().orElse("");
    }

    static String of(SQLException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^(ERROR|FATAL): +", "");
    }

    /** What it costs that there are no increments. */
    static String fullCopies(String why, Generation made) {
        return "every backup is a whole copy (" + bytes(made.bytes()) + " each time), because " + why;
    }

    /** A number of bytes for people: 1.2 GB. */
    static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= KILO && unit < units.length - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}

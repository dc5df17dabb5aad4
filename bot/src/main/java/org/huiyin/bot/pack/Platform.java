package org.huiyin.bot.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The machines that a package can be made for; each runs one kind of programs. */
public enum Platform {
    LINUX_X64(62),
    LINUX_ARM64(183);

    /** The ELF specification (System V ABI, gABI 4.1, "ELF Header"): magic number, then e_machine in bytes 18 and 19, little endian on both. */
    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

    private static final int MACHINE = 18;

    private final int machine;

    Platform(int machine) {
        this.machine = machine;
    }

    /** As users write it: {@code linux-x64}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a file is no program at all, or one that runs on this machine. */
    boolean suits(Path file) throws IOException {
        byte[] head = head(file);
        return !isProgram(head)
                || Byte.toUnsignedInt(head[MACHINE]) + (Byte.toUnsignedInt(head[MACHINE + 1]) << 8) == machine;
    }

    static boolean isProgram(Path file) throws IOException {
        return isProgram(head(file));
    }

    private static boolean isProgram(byte[] head) {
        return head.length == MACHINE + 2 && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MACHINE + 2);
        }
    }
}

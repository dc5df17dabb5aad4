package org.huiyin.db.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads a file of changes: rows (lsn, xid, data) as COPY writes them in its binary form (PostgreSQL documentation, COPY, "Binary Format"), each
 * with one message of the logical replication protocol.
 */
final class ChangeReader implements AutoCloseable {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FIELDS = 3;
    private static final int LSN_BYTES = 8;
    private static final int BUFFER = 64 * 1024;

    private final DataInputStream in;

    ChangeReader(Path file) throws IOException {
        this(new GZIPInputStream(Files.newInputStream(file), BUFFER));
    }

    private ChangeReader(InputStream unpacked) throws IOException {
        in = new DataInputStream(new BufferedInputStream(unpacked, BUFFER));
        byte[] signature = in.readNBytes(SIGNATURE.length);
        if (!Arrays.equals(signature, SIGNATURE)) {
            throw new IOException("is no file of changes");
        }
        in.readInt();
        in.skipNBytes(in.readInt());
    }

    /** Hands on every message, in order, and tells how many there were; the file must end as it should. */
    long read(Pgoutput.Visitor visitor) throws IOException {
        long messages = 0;
        for (int fields = in.readShort(); fields >= 0; fields = in.readShort()) {
            if (fields != FIELDS || in.readInt() != LSN_BYTES) {
                throw new IOException("has a row that is no change");
            }
            in.skipNBytes(LSN_BYTES);
            in.skipNBytes(in.readInt());
            int length = in.readInt();
            byte[] data = in.readNBytes(length);
            if (data.length != length) {
                throw new EOFException("ends in the middle");
            }
            Pgoutput.read(ByteBuffer.wrap(data), visitor);
            messages++;
        }
        return messages;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

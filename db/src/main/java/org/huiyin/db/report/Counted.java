package org.huiyin.db.report;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** How much of a ticket's history has been counted: its first {@code seq} rows. */
public record Counted(long ticketId, int seq) {
    private static final int BYTES = Long.BYTES + Integer.BYTES;

    static Buffer packed(List<Counted> all) {
        Buffer bytes = Buffer.buffer(all.size() * BYTES);
        all.forEach(one -> bytes.appendLong(one.ticketId()).appendInt(one.seq()));
        return bytes;
    }

    static List<Counted> unpacked(Buffer bytes) {
        List<Counted> all = new ArrayList<>();
        for (int at = 0; at < bytes.length(); at += BYTES) {
            all.add(new Counted(bytes.getLong(at), bytes.getInt(at + Long.BYTES)));
        }
        return all;
    }
}

package org.huiyin.bench.peer;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A row of a ticket's history; its hash covers the row before it and its own words. */
record Entry(
        long ticketId, int seq, String kind, String actor, long actorId, String words, Buffer digest, Buffer hash) {

    static Entry after(long ticketId, int seq, Buffer head, String kind, String actor, long actorId, String words) {
        Buffer digest = sha256(Buffer.buffer(words.getBytes(StandardCharsets.UTF_8)));
        Buffer hash = sha256(head.copy().appendBuffer(digest));
        return new Entry(ticketId, seq + 1, kind, actor, actorId, words, digest, hash);
    }

    private static Buffer sha256(Buffer bytes) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(bytes.getBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

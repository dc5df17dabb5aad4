package org.huiyin.db.ticket;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The chain of a ticket's history: each row's hash covers the one before it. Bytes are canonical and begin with their version: version 1 is
 * the byte 1, then ticket (8 bytes), seq (4), microseconds since 1970 (8), who had it: level (1), duty (8), grid (8, 0 for none), kept (1, 0 or 1),
 * and for each of kind, actor, detail, body digest and the hash before, its length (4) and its bytes; the actor's id (8, 0 for none) stands after the
 * actor. Numbers are big-endian.
 */
public final class HistoryChain {
    private static final int VERSION = 1;
    private static final int SALT_BYTES = 16;
    private static final Buffer NOTHING = Buffer.buffer();
    private static final SecureRandom RANDOM = new SecureRandom();

    private HistoryChain() {}

    /** What the first row of a ticket follows: nothing. */
    public static Buffer start() {
        return NOTHING;
    }

    /** The next row of a chain that ended in {@code seq} and {@code head}. The time is cut to microseconds, as the database keeps it. */
    public static HistoryRow next(
            long ticketId,
            int seq,
            Buffer head,
            Instant at,
            String kind,
            String actor,
            @Nullable Long actorId,
            Charge charge,
            String detail,
            @Nullable String body) {
        Instant micros = at.truncatedTo(ChronoUnit.MICROS);
        Buffer salt = body == null ? null : salt();
        Buffer digest = body == null || salt == null ? null : digest(salt, body);
        Buffer hash = hash(ticketId, seq + 1, micros, kind, actor, actorId, charge, detail, digest, head);
        return new HistoryRow(
                ticketId, seq + 1, micros, kind, actor, actorId, charge, detail, body, salt, digest, hash, null);
    }

    static Buffer hash(
            long ticketId,
            int seq,
            Instant at,
            String kind,
            String actor,
            @Nullable Long actorId,
            Charge charge,
            String detail,
            @Nullable Buffer digest,
            Buffer before) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(ticketId);
            out.writeInt(seq);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
            write(out, charge);
            write(out, kind.getBytes(StandardCharsets.UTF_8));
            write(out, actor.getBytes(StandardCharsets.UTF_8));
            out.writeLong(actorId == null ? 0 : actorId);
            write(out, detail.getBytes(StandardCharsets.UTF_8));
            write(out, (digest == null ? NOTHING : digest).getBytes());
            write(out, before.getBytes());
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return Buffer.buffer(sha256().digest(bytes.toByteArray()));
    }

    private static void write(DataOutputStream out, Charge charge) throws IOException {
        Long grid = charge.gridId();
        out.writeByte(charge.level());
        out.writeLong(charge.dutyId());
        out.writeLong(grid == null ? 0 : grid);
        out.writeBoolean(charge.kept());
    }

    private static void write(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private static Buffer digest(Buffer salt, String body) {
        MessageDigest sha = sha256();
        sha.update(salt.getBytes());
        return Buffer.buffer(sha.digest(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Buffer salt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return Buffer.buffer(salt);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package org.huiyin.adapters.channel;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The thread by which one message is followed through every hop, from the proxy that let it in to the provider that was handed the answer: the
 * trace-id of the W3C's Trace Context (Recommendation, level 1), 16 bytes that mean nothing. {@code tracestate} is not carried: nobody here reads it.
 */
public record Trace(UUID id) {
    /** The header's name, as a request has it here. */
    public static final String HEADER = "traceparent";

    /** Belongs to nothing; the standard calls it invalid, and it is never sent. */
    public static final Trace NONE = new Trace(new UUID(0, 0));

    private static final int LENGTH = 55;
    private static final int ID_FROM = 3;
    private static final int PARENT_FROM = 36;
    private static final int FLAGS_FROM = 53;
    private static final HexFormat HEX = HexFormat.of();

    /** A new one. */
    public static Trace begin() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Trace(new UUID(random.nextLong(), random.nextLong() | 1));
    }

    /** The one that a kept id stands for, {@link #NONE} for none. */
    public static Trace of(@Nullable UUID id) {
        return id == null ? NONE : new Trace(id);
    }

    /** The one that a header names; empty where it is not there or not of the standard's form (3.2.2), which is all that is believed of it. */
    public static Optional<Trace> named(@Nullable String header) {
        if (header == null || !wellFormed(header)) {
            return Optional.empty();
        }
        long high = HexFormat.fromHexDigitsToLong(header, ID_FROM, ID_FROM + 16);
        long low = HexFormat.fromHexDigitsToLong(header, ID_FROM + 16, ID_FROM + 32);
        long parent = HexFormat.fromHexDigitsToLong(header, PARENT_FROM, PARENT_FROM + 16);
        return (high | low) == 0 || parent == 0 ? Optional.empty() : Optional.of(new Trace(new UUID(high, low)));
    }

    /** A later version may be longer, and goes on after another dash. */
    private static boolean wellFormed(String header) {
        int length = header.length();
        boolean zero = header.startsWith("00-");
        boolean longEnough =
                zero ? length == LENGTH : length == LENGTH || (length > LENGTH && header.charAt(LENGTH) == '-');
        return longEnough
                && !header.startsWith("ff")
                && hex(header, 0, 2)
                && header.charAt(ID_FROM - 1) == '-'
                && hex(header, ID_FROM, PARENT_FROM - 1)
                && header.charAt(PARENT_FROM - 1) == '-'
                && hex(header, PARENT_FROM, FLAGS_FROM - 1)
                && header.charAt(FLAGS_FROM - 1) == '-'
                && hex(header, FLAGS_FROM, LENGTH);
    }

    private static boolean hex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** What to send on, with a parent of its own for each request; recorded, as all of ours are. Empty for {@link #NONE}. */
    public String header() {
        return equals(NONE)
                ? ""
                : "00-" + this + "-"
                        + HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1) + "-01";
    }

    /** The 32 hexadecimal digits by which logs are searched. */
    @Override
    public String toString() {
        return HEX.toHexDigits(id.getMostSignificantBits()) + HEX.toHexDigits(id.getLeastSignificantBits());
    }
}

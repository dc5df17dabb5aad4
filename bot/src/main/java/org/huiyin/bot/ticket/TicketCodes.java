package org.huiyin.bot.ticket;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The codes people type: a number that tells nothing about how many there are, and a check digit that catches every wrong digit and every
 * swap of neighbours.
 *
 * <p>The check digit is Damm's (H. M. Damm, "Total anti-symmetrische Quasigruppen", 2004). The number is a keyed permutation of a sequence: a
 * balanced Feistel network of 8 rounds over the next even number of bits, walked until it falls inside the range (Black and Rogaway, "Ciphers
 * with arbitrary finite domains", CT-RSA 2002). When 90 % of a length are spent, codes grow by one digit.
 */
public final class TicketCodes {
    private static final int SHORTEST = 6;
    private static final int ROUNDS = 8;
    /** Damm's table of order 10, from his dissertation. */
    private static final String[] DAMM = {
        "0317598642",
        "7092154863",
        "4206871359",
        "1750983426",
        "6123045978",
        "3674209581",
        "5869720134",
        "8945362017",
        "9438617205",
        "2581436790"
    };

    private final Mac keyed;

    /** Makes codes under {@code key} (32 bytes); the same key and number always give the same code. */
    public TicketCodes(byte[] key) {
        try {
            this.keyed = Mac.getInstance("HmacSHA256");
            this.keyed.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** The code of the {@code number}-th ticket, counted from 0: 7 digits for the first 900,000, then 8, and so on. */
    public String code(long number) {
        int digits = SHORTEST;
        long offset = number;
        while (offset >= usable(digits)) {
            offset -= usable(digits);
            digits++;
        }
        String plain = Long.toString(permute(offset, power(digits)));
        String body = "0".repeat(digits - plain.length()) + plain;
        return body + check(body);
    }

    /** Whether the text is digits of a code's length whose check digit is right. */
    public static boolean valid(String code) {
        return code.length() > SHORTEST && code.chars().allMatch(c -> c >= '0' && c <= '9') && check(code) == '0';
    }

    /** Damm's check digit of {@code digits}; of a whole right code it is 0. */
    static char check(String digits) {
        int interim = 0;
        for (int i = 0; i < digits.length(); i++) {
            interim = DAMM[interim].charAt(digits.charAt(i) - '0') - '0';
        }
        return (char) ('0' + interim);
    }

    private static long usable(int digits) {
        return power(digits) / 10 * 9;
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    /** Another number below {@code size}, and for each a different one. */
    long permute(long number, long size) {
        int half = (64 - Long.numberOfLeadingZeros(size - 1) + 1) / 2;
        long value = number;
        do {
            value = feistel(value, half, size);
        } while (value >= size);
        return value;
    }

    private long feistel(long value, int half, long size) {
        long mask = (1L << half) - 1;
        long left = value >>> half;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long mixed = left ^ (round(round, right, size) & mask);
            left = right;
            right = mixed;
        }
        return left << half | right;
    }

    private long round(int round, long right, long size) {
        try {
            Mac mac = (Mac) keyed.clone();
            byte[] input = ByteBuffer.allocate(20)
                    .putInt(round)
                    .putLong(right)
                    .putLong(size)
                    .array();
            return ByteBuffer.wrap(mac.doFinal(input)).getLong();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every Java can copy its HmacSHA256", e);
        }
    }
}

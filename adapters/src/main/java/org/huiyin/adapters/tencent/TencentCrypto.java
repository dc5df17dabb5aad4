package org.huiyin.adapters.tencent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.huiyin.adapters.channel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Tencent's envelope: who sealed it and for whom. The plaintext is {@code random(16) ‖ length(4, big endian) ‖ message ‖ account id},
 * AES-256-CBC with the key's first half as IV, padded to blocks of 32 (not AES's 16, so no provider of the JDK can do it).
 */
public final class TencentCrypto {
    private static final int RANDOM_BYTES = 16;
    private static final int LENGTH_BYTES = 4;
    private static final int PAD_BLOCK = 32;
    private static final int IV_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Finding one takes longer than using it. */
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(TencentCrypto::newCipher);

    private final SecretKeySpec key;
    private final IvParameterSpec iv;
    private final byte[] accountId;

    /**
     * For one account.
     *
     * @param encodingAesKey 43 characters of base64 as the console shows them
     * @param accountId what must trail the plaintext: the AppID at WeChat, the CorpID at WeCom
     */
    public TencentCrypto(Secret encodingAesKey, String accountId) {
        byte[] raw = Base64.getDecoder().decode(encodingAesKey.reveal() + "=");
        this.key = new SecretKeySpec(raw, "AES");
        this.iv = new IvParameterSpec(raw, 0, IV_BYTES);
        this.accountId = accountId.getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-1 over the parts, sorted as ASCII and joined, in lower-case hex. */
    public static String sign(String... parts) {
        String[] sorted = parts.clone();
        Arrays.sort(sorted);
        byte[] joined = String.join("", sorted).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(joined));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    /** Whether {@code signature} is the one over {@code parts}; takes as long for a near miss as for a far one. */
    public static boolean signed(@Nullable String signature, String... parts) {
        byte[] due = sign(parts).getBytes(StandardCharsets.US_ASCII);
        return signature != null && MessageDigest.isEqual(due, signature.getBytes(StandardCharsets.UTF_8));
    }

    /** The message inside, or empty when it was not sealed with our key for our account. Check the signature first. */
    public Optional<String> open(String sealed) {
        try {
            byte[] cipherText = Base64.getDecoder().decode(sealed.strip());
            if (cipherText.length == 0 || cipherText.length % PAD_BLOCK != 0) {
                return Optional.empty();
            }
            return unpack(cipher(Cipher.DECRYPT_MODE).doFinal(cipherText));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Seals with fresh random bytes. */
    public String seal(String message) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return seal(message, random);
    }

    /** Seals with the given 16 bytes, which must be fresh for every message outside a test. */
    public String seal(String message, byte[] random16) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        int length = RANDOM_BYTES + LENGTH_BYTES + text.length + accountId.length;
        int pad = PAD_BLOCK - length % PAD_BLOCK;
        ByteBuffer plain = ByteBuffer.allocate(length + pad);
        plain.put(random16, 0, RANDOM_BYTES).putInt(text.length).put(text).put(accountId);
        Arrays.fill(plain.array(), length, length + pad, (byte) pad);
        try {
            return Base64.getEncoder()
                    .encodeToString(cipher(Cipher.ENCRYPT_MODE).doFinal(plain.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing needs nothing that could be missing", e);
        }
    }

    private Optional<String> unpack(byte[] plain) {
        int pad = plain[plain.length - 1];
        int end = plain.length - pad;
        if (pad < 1 || pad > PAD_BLOCK || end < RANDOM_BYTES + LENGTH_BYTES || !paddedWith(plain, end, pad)) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(plain).getInt(RANDOM_BYTES);
        int start = RANDOM_BYTES + LENGTH_BYTES;
        if (length < 0 || length > end - start) {
            return Optional.empty();
        }
        byte[] trailing = Arrays.copyOfRange(plain, start + length, end);
        return MessageDigest.isEqual(accountId, trailing)
                ? Optional.of(new String(plain, start, length, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static boolean paddedWith(byte[] plain, int from, int pad) {
        for (int i = from; i < plain.length; i++) {
            if (plain[i] != pad) {
                return false;
            }
        }
        return true;
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        Cipher cipher = CIPHER.get();
        cipher.init(mode, key, iv);
        return cipher;
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/CBC/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES", e);
        }
    }
}

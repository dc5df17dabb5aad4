package org.huiyin.db.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The county's keys: a Tink keyset that seals, and a 256-bit key from which every keyed hash, code and signature is derived by label.
 * Written as two lines of text, so that they can be kept in a file of mode 0600 or in the environment.
 */
public final class Keys {
    private static final String HASH_LINE = "hash ";
    private static final String SEAL_LINE = "seal ";
    private final byte[] hashKey;
    private final String keyset;

    private Keys(byte[] hashKey, String keyset) {
        this.hashKey = hashKey.clone();
        this.keyset = keyset;
    }

    public static Keys generate() {
        byte[] hashKey = new byte[32];
        new SecureRandom().nextBytes(hashKey);
        try {
            return new Keys(hashKey, AesGcmSeal.newKeyset());
        } catch (GeneralSecurityException e) {
            throw new VaultFailure("no key could be generated", e);
        }
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws VaultFailure when it is anything else
     */
    public static Keys parse(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        if (lines.size() != 2
                || !lines.get(0).startsWith(HASH_LINE)
                || !lines.get(1).startsWith(SEAL_LINE)) {
            throw new VaultFailure("the keys are not two lines, 'hash …' and 'seal …'");
        }
        try {
            byte[] hash = Base64.getDecoder().decode(lines.get(0).substring(HASH_LINE.length()));
            String keyset = new String(
                    Base64.getDecoder().decode(lines.get(1).substring(SEAL_LINE.length())), StandardCharsets.UTF_8);
            if (hash.length != 32) {
                throw new VaultFailure("the hash key is not 32 bytes long");
            }
            return new Keys(hash, keyset);
        } catch (IllegalArgumentException e) {
            throw new VaultFailure("the keys are not Base64", e);
        }
    }

    public String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return HASH_LINE + base64.encodeToString(hashKey) + "\n" + SEAL_LINE
                + base64.encodeToString(keyset.getBytes(StandardCharsets.UTF_8)) + "\n";
    }

    /** Whether the newest key is the one that seals; if not, {@link #settled} makes it so. */
    public boolean isSettled() {
        return changed(() -> AesGcmSeal.isSettled(keyset));
    }

    /**
     * With one more key to seal with, which does not seal yet: first every node must be able to open with it. What is hashed stays as it is, or
     * nothing would be found any more.
     */
    public Keys extended() {
        return new Keys(hashKey, changed(() -> AesGcmSeal.extended(keyset)));
    }

    /** Sealing with the newest key from now on; the older ones open what they have sealed. */
    public Keys settled() {
        return new Keys(hashKey, changed(() -> AesGcmSeal.settled(keyset)));
    }

    private interface Change<T> {
        T make() throws GeneralSecurityException;
    }

    private static <T> T changed(Change<T> change) {
        try {
            return change.make();
        } catch (GeneralSecurityException e) {
            throw new VaultFailure("the sealing keys cannot be changed", e);
        }
    }

    Seal seal() {
        try {
            return AesGcmSeal.of(keyset);
        } catch (GeneralSecurityException e) {
            throw new VaultFailure("the sealing key cannot be read", e);
        }
    }

    /** A key of its own for {@code label}: 32 bytes. */
    byte[] derive(String label) {
        return mac(hashKey, label.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA256, 32 bytes. */
    static byte[] mac(byte[] key, byte[] value) {
        return mac(key).doFinal(value);
    }

    /** HMAC-SHA256 under {@code key}; a copy of it for each use spares finding and keying it. */
    static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new VaultFailure("HMAC-SHA256 is not available", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Keys k && Arrays.equals(hashKey, k.hashKey) && keyset.equals(k.keyset);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashKey);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}

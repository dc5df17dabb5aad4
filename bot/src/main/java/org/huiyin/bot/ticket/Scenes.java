package org.huiyin.bot.ticket;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the printed QR code of a cadre says: his code and 16 hexadecimal digits of HMAC-SHA256 over it, so that nobody can print one of his own.
 * One for each cadre: a WeChat account has 100,000 permanent scenes, of 1 to 64 characters.
 */
public final class Scenes {
    private static final int MAC_BYTES = 8;
    private final SecretKeySpec key;

    /** Signs with {@code key} (32 bytes). */
    public Scenes(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    public String of(String cadreCode) {
        return cadreCode + "." + mac(cadreCode);
    }

    /** The cadre's code, when the signature is ours. */
    public Optional<String> read(String scene) {
        int dot = scene.lastIndexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        String code = scene.substring(0, dot);
        boolean ours = MessageDigest.isEqual(
                mac(code).getBytes(StandardCharsets.US_ASCII),
                scene.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
        return ours ? Optional.of(code) : Optional.empty();
    }

    private String mac(String cadreCode) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] whole = mac.doFinal(cadreCode.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(whole, MAC_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}

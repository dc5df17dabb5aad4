package org.huiyin.db.vault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** The one place where personal text is sealed, opened and hashed. Thread-safe. */
public final class Vault {
    /** 128 bits of a keyed hash: no collision among a million values, half the index of a whole SHA-256. */
    private static final int HASH_BYTES = 16;

    /** What a sealed value is. A value sealed as one opens only as the same, so that a row cannot be pasted into another column. */
    public enum Sealed {
        NAME,
        PHONE,
        PLACE,
        ADDRESS,
        WORDS,
        PART,
        QUESTION,
        MEDIA,
        TOKEN,
        CHANGE,
        STAGED,
        CHECK;

        private byte[] context() {
            return name().getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** What a keyed hash is of. */
    public enum Hashed {
        NAME,
        PHONE,
        PHONE_TAIL,
        PLACE,
        ADDRESS,
        DEDUP_KEY,
        CONFIRMATION
    }

    private final Keys keys;
    private final Seal seal;
    private final Map<Hashed, Mac> hashes = new EnumMap<>(Hashed.class);

    public Vault(Keys keys) {
        this.keys = keys;
        this.seal = keys.seal();
        for (Hashed kind : Hashed.values()) {
            hashes.put(kind, Keys.mac(keys.derive("hash/" + kind)));
        }
    }

    public byte[] seal(Sealed kind, String text) {
        return seal.seal(text.getBytes(StandardCharsets.UTF_8), kind.context());
    }

    public byte @Nullable [] sealOrNull(Sealed kind, @Nullable String text) {
        return text == null ? null : seal(kind, text);
    }

    public byte[] sealBytes(Sealed kind, byte[] bytes) {
        return seal.seal(bytes, kind.context());
    }

    public String open(Sealed kind, byte[] sealed) {
        return new String(seal.open(sealed, kind.context()), StandardCharsets.UTF_8);
    }

    public @Nullable String openOrNull(Sealed kind, byte @Nullable [] sealed) {
        return sealed == null ? null : open(kind, sealed);
    }

    public byte[] openBytes(Sealed kind, byte[] sealed) {
        return seal.open(sealed, kind.context());
    }

    /** 16 bytes, the same for the same text under the same keys; nobody without the keys can make or test one. */
    public byte[] hash(Hashed kind, String text) {
        return Arrays.copyOf(mac(kind).doFinal(text.getBytes(StandardCharsets.UTF_8)), HASH_BYTES);
    }

    private Mac mac(Hashed kind) {
        try {
            return (Mac) Objects.requireNonNull(hashes.get(kind)).clone();
        } catch (CloneNotSupportedException e) {
            throw new VaultFailure("HMAC-SHA256 cannot be copied", e);
        }
    }

    public byte @Nullable [] hashOrNull(Hashed kind, @Nullable String text) {
        return text == null ? null : hash(kind, text);
    }

    /** By what people tell key files apart: 8 bytes of a keyed hash, from which nobody learns the key. */
    public String fingerprint() {
        String hex = HexFormat.of().formatHex(keys.derive("fingerprint"), 0, 8);
        return hex.replaceAll("(.{4})(?=.)", "$1-");
    }

    /** A key for something else that must be keyed: ticket codes, printed scenes. 32 bytes, the same for the same label. */
    public byte[] derive(String label) {
        return keys.derive("use/" + label);
    }
}

package org.huiyin.db.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** AES-256-GCM by Tink, whose keysets carry a key's number in each sealed value, so that keys can be rotated. */
final class AesGcmSeal implements Seal {
    private static final Configuration TINK = AeadConfig2026.get();
    private final Aead aead;

    private AesGcmSeal(Aead aead) {
        this.aead = aead;
    }

    static String newKeyset() throws GeneralSecurityException {
        KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
        return TinkJsonProtoKeysetFormat.serializeKeyset(fresh, TINK, InsecureSecretKeyAccess.get());
    }

    static AesGcmSeal of(String keyset) throws GeneralSecurityException {
        return new AesGcmSeal(read(keyset).getPrimitive(TINK, Aead.class));
    }

    /** Whether its newest key is the one it seals with. */
    static boolean isSettled(String keyset) throws GeneralSecurityException {
        KeysetHandle handle = read(keyset);
        return handle.getAt(handle.size() - 1).isPrimary();
    }

    /** With one more key, which it opens with already and does not seal with yet. */
    static String extended(String keyset) throws GeneralSecurityException {
        KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
        KeysetHandle more = KeysetHandle.newBuilder(read(keyset))
                .addEntry(KeysetHandle.importKey(fresh.getAt(0).getKey()))
                .build();
        return TinkJsonProtoKeysetFormat.serializeKeyset(more, TINK, InsecureSecretKeyAccess.get());
    }

    /** Sealing with its newest key. */
    static String settled(String keyset) throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(read(keyset));
        builder.getAt(builder.size() - 1).makePrimary();
        return TinkJsonProtoKeysetFormat.serializeKeyset(builder.build(), TINK, InsecureSecretKeyAccess.get());
    }

    private static KeysetHandle read(String keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(keyset, TINK, InsecureSecretKeyAccess.get());
    }

    @Override
    public byte[] seal(byte[] plain, byte[] context) {
        try {
            return aead.encrypt(plain, context);
        } catch (GeneralSecurityException e) {
            throw new VaultFailure("a value could not be sealed", e);
        }
    }

    @Override
    public byte[] open(byte[] sealed, byte[] context) {
        try {
            return aead.decrypt(sealed, context);
        } catch (GeneralSecurityException e) {
            throw new VaultFailure("a sealed value does not open with this key", e);
        }
    }
}

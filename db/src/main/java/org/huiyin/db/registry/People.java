package org.huiyin.db.registry;

import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Hashed;
import org.jspecify.annotations.Nullable;

/** The keyed hashes under which a person is found. */
final class People {
    private static final int TAIL = 4;
    private final Vault vault;

    People(Vault vault) {
        this.vault = vault;
    }

    byte[] name(String nameKey) {
        return vault.hash(Hashed.NAME, nameKey);
    }

    byte @Nullable [] phone(@Nullable String e164) {
        return vault.hashOrNull(Hashed.PHONE, e164);
    }

    /** Of the last four digits, which people are used to telling a stranger instead of the number. */
    byte @Nullable [] phoneTail(@Nullable String e164) {
        return e164 == null ? null : vault.hash(Hashed.PHONE_TAIL, e164.substring(e164.length() - TAIL));
    }

    byte[] place(String placeKey) {
        return vault.hash(Hashed.PLACE, placeKey);
    }
}

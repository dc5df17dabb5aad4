package org.huiyin.db.address;

import java.util.Comparator;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Hashed;

/** An address as a provider names it, before it has a row. */
public record AddressKey(String channel, String address) {
    public static final Comparator<AddressKey> ORDER =
            Comparator.comparing(AddressKey::channel).thenComparing(AddressKey::address);

    /** What it is looked up by. The one place that says how an address is hashed. */
    public byte[] hash(Vault vault) {
        return vault.hash(Hashed.ADDRESS, channel + '\n' + address);
    }
}

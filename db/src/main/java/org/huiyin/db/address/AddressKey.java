package org.huiyin.db.address;

import java.util.Comparator;
import java.util.Locale;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Hashed;

/** An address as a provider names it, before it has a row. */
public record AddressKey(String channel, String address) {
    public static final Comparator<AddressKey> ORDER =
            Comparator.comparing(AddressKey::channel).thenComparing(AddressKey::address);

    /**
     * The same for all that are one address. Case does not count, because a WeCom userid has none; that two of WeChat's openids (28 characters)
     * differ by case alone does not happen.
     */
    public AddressKey folded() {
        return new AddressKey(channel, address.toLowerCase(Locale.ROOT));
    }

    /** What it is looked up by: 16 bytes. The one place that says how an address is hashed. */
    public byte[] hash(Vault vault) {
        return vault.hash(Hashed.ADDRESS, channel + '\n' + folded().address());
    }
}

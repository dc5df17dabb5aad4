package org.huiyin.db.registry;

import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Hashed;

/** The one place where an address is hashed, so that an imported one and one that writes to us are found to be the same. */
public final class Addresses {
    /** What {@code nextval('address_id')} gives is the first of so many ids: the sequence increments by it. */
    public static final int IDS_A_BLOCK = 64;

    private Addresses() {}

    /**
     * The value of {@code address.address_hash}. Letter case counts: a WeChat openid has both.
     *
     * @param address exactly as it is stored; E.164 on a channel whose addresses are phones
     */
    public static byte[] hash(Vault vault, String channel, String address) {
        return vault.hash(Hashed.ADDRESS, channel + '\n' + address);
    }
}

package org.huiyin.db.registry;

/**
 * Somebody's address at one channel, as the administrator's file names it.
 *
 * @param address as the channel uses it: E.164 where it is a phone
 */
public record AddressRow(int line, Owner owner, String ownerCode, String channel, String address) {

    /** Whose address it is. */
    public enum Owner {
        VILLAGER,
        CADRE
    }

    @Override
    public String toString() {
        return "AddressRow[line=" + line + "]";
    }
}

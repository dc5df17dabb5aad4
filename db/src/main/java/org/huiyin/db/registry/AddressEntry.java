package org.huiyin.db.registry;

import io.vertx.core.buffer.Buffer;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.registry.AddressRow.Owner;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code addresses.csv} with what the database says of it, from which follows what is to be done.
 *
 * @param id null where the address is new
 * @param owner null where it has no such villager
 */
record AddressEntry(
        AddressRow row,
        Buffer hash,
        @Nullable Long id,
        @Nullable String cadreCode,
        @Nullable Villager owner,
        @Nullable String strength) {

    /** How strongly an address is bound that the register names. */
    static final String PHONE = "PHONE";

    /** A villager as his addresses need to know him. */
    record Villager(long id, long householdId, String language) {}

    static AddressKey keyOf(AddressRow row) {
        return new AddressKey(row.channel(), row.address());
    }

    AddressKey key() {
        return keyOf(row);
    }

    AddressEntry at(long newId) {
        return new AddressEntry(row, hash, newId, cadreCode, owner, strength);
    }

    boolean of(Owner owner) {
        return row.owner() == owner;
    }

    boolean claims() {
        return of(Owner.CADRE) && !row.ownerCode().equals(cadreCode);
    }

    boolean binds() {
        return of(Owner.VILLAGER) && strength == null;
    }

    boolean strengthens() {
        return of(Owner.VILLAGER) && strength != null && !strength.equals(PHONE);
    }

    boolean differs() {
        return claims() || binds() || strengthens();
    }

    /** Whether something stands that will not stand any more. */
    boolean changes() {
        return (claims() && cadreCode != null) || strengthens();
    }
}

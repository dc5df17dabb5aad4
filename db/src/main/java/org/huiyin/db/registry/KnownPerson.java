package org.huiyin.db.registry;

import org.jspecify.annotations.Nullable;

/**
 * Somebody of a household, known by name or by an address.
 *
 * @param villagerId null where only the household is known
 * @param addressId where this person can be written to, null when nowhere
 * @param strength how the address is proved: CARD, CADRE or PHONE; null without an address
 */
public record KnownPerson(
        KnownHousehold household,
        @Nullable Long villagerId,
        String name,
        @Nullable Long addressId,
        @Nullable String strength) {}

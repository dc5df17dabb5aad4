package org.huiyin.bot.ticket;

import org.jspecify.annotations.Nullable;

/**
 * Whose matter it is, as far as known.
 *
 * @param addressId where the person is written to, null when he has no address
 * @param name of the person
 * @param place the registered address in words
 */
public record Subject(
        @Nullable Long addressId,
        @Nullable Long householdId,
        @Nullable Long villagerId,
        @Nullable String name,
        @Nullable String place,
        @Nullable Long gridId) {}

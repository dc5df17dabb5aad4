package org.huiyin.db.registry;

import org.jspecify.annotations.Nullable;

/**
 * A household as conversations need it.
 *
 * @param place the registered address in words
 * @param linkId the duty of its present link, null when it has none
 */
public record KnownHousehold(
        long id,
        String code,
        String headName,
        String place,
        long gridId,
        @Nullable Long linkId,
        @Nullable Long linkCadreId) {}

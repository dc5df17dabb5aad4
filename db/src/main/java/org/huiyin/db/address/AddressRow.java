package org.huiyin.db.address;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's address at one channel.
 *
 * @param cadreId whose chat it is, where it is an official's
 * @param welcomed whether what is kept and how to leave has been said
 * @param proofTries wrong proofs of who one is since {@code proofTriesFrom}
 */
public record AddressRow(
        long id,
        String channel,
        String address,
        @Nullable Long cadreId,
        boolean reachable,
        boolean notices,
        String language,
        boolean welcomed,
        @Nullable Instant wroteAt,
        @Nullable Instant touchedAt,
        int proofTries,
        @Nullable Instant proofTriesFrom) {}

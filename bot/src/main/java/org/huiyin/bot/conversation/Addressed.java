package org.huiyin.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import org.huiyin.db.address.AddressRow;
import org.jspecify.annotations.Nullable;

/** An address after something happened to it. */
final class Addressed {
    /** Wrong proofs of who one is are counted within a day from the first. */
    private static final Duration TRIES_WITHIN = Duration.ofDays(1);
    /** So many wrong proofs a day and no more: a 4-digit phone tail must not be guessed. */
    private static final int MOST_TRIES = 5;

    private Addressed() {}

    static AddressRow heard(AddressRow a, Said.Spoke said) {
        boolean touched = said.touch().isPresent();
        return new AddressRow(
                a.id(),
                a.channel(),
                a.address(),
                a.cadreId(),
                true,
                a.notices(),
                a.language(),
                a.welcomed(),
                touched ? a.wroteAt() : said.at(),
                touched ? said.at() : a.touchedAt(),
                a.proofTries(),
                a.proofTriesFrom());
    }

    static AddressRow reachable(AddressRow a, boolean reachable) {
        return copy(a, reachable, a.notices(), a.welcomed(), a.proofTries(), a.proofTriesFrom());
    }

    static AddressRow welcomed(AddressRow a) {
        return copy(a, a.reachable(), a.notices(), true, a.proofTries(), a.proofTriesFrom());
    }

    static AddressRow notices(AddressRow a, boolean notices) {
        return copy(a, a.reachable(), notices, a.welcomed(), a.proofTries(), a.proofTriesFrom());
    }

    static AddressRow wrongProof(AddressRow a, Instant now) {
        Instant from = a.proofTriesFrom();
        boolean running = from != null && now.isBefore(from.plus(TRIES_WITHIN));
        return copy(
                a, a.reachable(), a.notices(), a.welcomed(), running ? a.proofTries() + 1 : 1, running ? from : now);
    }

    static boolean mayProve(AddressRow a, Instant now) {
        Instant from = a.proofTriesFrom();
        return from == null || !now.isBefore(from.plus(TRIES_WITHIN)) || a.proofTries() < MOST_TRIES;
    }

    private static AddressRow copy(
            AddressRow a,
            boolean reachable,
            boolean notices,
            boolean welcomed,
            int tries,
            @Nullable Instant triesFrom) {
        return new AddressRow(
                a.id(),
                a.channel(),
                a.address(),
                a.cadreId(),
                reachable,
                notices,
                a.language(),
                welcomed,
                a.wroteAt(),
                a.touchedAt(),
                tries,
                triesFrom);
    }
}

package org.huiyin.db.registry;

import java.util.List;

/**
 * What an import did.
 *
 * @param parts in the order of {@link Part}, those that were given
 * @param ticketsMoved open tickets that went to a successor, because their holder's duty ended
 */
public record RegistryOutcome(List<PartOutcome> parts, int ticketsMoved) {

    public int added() {
        return parts.stream().mapToInt(PartOutcome::added).sum();
    }

    public int changed() {
        return parts.stream().mapToInt(PartOutcome::changed).sum();
    }
}

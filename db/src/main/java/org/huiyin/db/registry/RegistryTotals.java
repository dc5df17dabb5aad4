package org.huiyin.db.registry;

/**
 * What an import did in all.
 *
 * @param ticketsMoved open tickets that went to a successor, because their holder's duty ended
 */
public record RegistryTotals(int added, int changed, int ticketsMoved) {}

package org.huiyin.db.schema;

/**
 * Who a node is.
 *
 * @param name its own, the same after a restart
 * @param release which Huiyin it runs
 * @param knows the newest migration that it knows
 */
public record NodeCard(String name, String release, int knows) {}

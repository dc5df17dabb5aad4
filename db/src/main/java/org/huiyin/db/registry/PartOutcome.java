package org.huiyin.db.registry;

import java.util.List;

/**
 * What an import did with one part.
 *
 * @param missing how many rows the database has that the file does not name; they stay as they are
 * @param firstMissing codes of the first of them
 */
public record PartOutcome(Part part, int added, int changed, int unchanged, long missing, List<String> firstMissing) {}

package org.huiyin.bot.registry;

import java.util.Map;
import java.util.Set;
import org.huiyin.db.registry.CountyRows;
import org.huiyin.db.registry.Part;

/**
 * What a directory says, row by row.
 *
 * @param rows the rows that can be read
 * @param spoiled codes of rows that cannot
 * @param unreadable files that could not be read to their end
 */
record CountyFiles(CountyRows rows, Map<Part, Set<String>> spoiled, Set<Part> unreadable) {

    /** Whether {@code code} may well be there, in a row that cannot be read: who refers to it is not at fault. */
    boolean mayHave(Part part, String code) {
        return unreadable.contains(part) || spoiled.getOrDefault(part, Set.of()).contains(code);
    }
}

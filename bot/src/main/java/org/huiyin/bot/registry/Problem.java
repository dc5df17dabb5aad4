package org.huiyin.bot.registry;

import org.huiyin.db.registry.Part;

/**
 * Something wrong with a file of the registry, told so that the administrator can find the cell and knows what to do. Names codes and
 * columns, never a person's name, phone or address.
 *
 * @param file as it is called in the directory
 * @param line from 1, the header's; 0 where the file as a whole is meant
 * @param column empty where the row as a whole is meant
 * @param reason what is wrong, and what to do
 */
public record Problem(String file, int line, String column, String reason) {

    static Problem of(Part part, int line, String column, String reason) {
        return new Problem(part.file(), line, column, reason);
    }

    static Problem of(Part part, int line, String reason) {
        return new Problem(part.file(), line, "", reason);
    }

    static Problem of(Part part, String reason) {
        return new Problem(part.file(), 0, "", reason);
    }

    /** {@code villagers.csv:17: phone: …} */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + (column.isEmpty() ? "" : column + ": ") + reason;
    }
}

package org.huiyin.db.schema;

import java.util.ArrayList;
import java.util.List;

/** Parts what one ALTER TABLE does at the commas that are not within brackets or quotes. */
final class SqlActions {
    private SqlActions() {}

    static List<String> split(String actions) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < actions.length(); i++) {
            char c = actions.charAt(i);
            quoted ^= c == '\'';
            if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')') {
                depth--;
            } else if (!quoted && depth == 0 && c == ',') {
                parts.add(actions.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(actions.substring(from).strip());
        return parts;
    }
}

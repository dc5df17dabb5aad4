package org.huiyin.db.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts a script into its statements, each with its line, so that a failure can name the place and a rule can look at one at a time. */
final class SqlScript {
    /**
     * One statement.
     *
     * @param line where it begins, from 1
     * @param sql without its comments and its semicolon
     */
    record Statement(int line, String sql) {}

    private final String text;
    private final List<Statement> found = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private int at;
    private int line = 1;
    private int began;
    private boolean empty = true;

    private SqlScript(String text) {
        this.text = text;
    }

    static List<Statement> statements(String text) {
        SqlScript script = new SqlScript(text);
        while (script.at < text.length()) {
            script.step();
        }
        script.end();
        return script.found;
    }

    private void step() {
        char c = text.charAt(at);
        if (c == ';') {
            end();
            at++;
        } else if (text.startsWith("--", at)) {
            skip(endOf("\n", at));
        } else if (text.startsWith("/*", at)) {
            skip(afterComment());
        } else if (c == '\'' || c == '"') {
            take(afterQuote(c));
        } else if (c == '$' && dollarTag() != null) {
            String tag = dollarTag();
            take(endOf(tag, at + String.valueOf(tag).length()));
        } else {
            take(at + 1);
        }
    }

    private void end() {
        if (!empty) {
            found.add(new Statement(began, current.toString().strip()));
        }
        current.setLength(0);
        empty = true;
    }

    private void take(int until) {
        if (empty && !Character.isWhitespace(text.charAt(at))) {
            empty = false;
            began = line;
        }
        current.append(text, at, until);
        advance(until);
    }

    private void skip(int until) {
        current.append(' ');
        advance(until);
    }

    private void advance(int until) {
        line += (int) text.substring(at, until).chars().filter(c -> c == '\n').count();
        at = until;
    }

    /** After the next {@code end} from {@code from}, or the end of the text. */
    private int endOf(String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }

    /** Comments of this kind nest (PostgreSQL documentation, 4.1.5). */
    private int afterComment() {
        int depth = 1;
        int i = at + 2;
        while (i < text.length() && depth > 0) {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        }
        return i;
    }

    /** A doubled quote ends one and begins the next, which comes to the same; a backslash escapes only after E (4.1.2.2). */
    private int afterQuote(char quote) {
        boolean escapes = quote == '\'' && at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e');
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            i += escapes && text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, text.length());
    }

    /** {@code $$} or {@code $name$} where one begins here, else null (4.1.2.4). */
    private @Nullable String dollarTag() {
        int end = text.indexOf('$', at + 1);
        boolean tag = end > 0 && text.substring(at + 1, end).matches("([A-Za-z_][A-Za-z0-9_]*)?");
        boolean withinAName = at > 0 && Character.isJavaIdentifierPart(text.charAt(at - 1));
        return tag && !withinAName ? text.substring(at, end + 1) : null;
    }
}

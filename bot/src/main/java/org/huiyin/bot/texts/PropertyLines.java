package org.huiyin.bot.texts;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.huiyin.bot.config.Problems;

/** A properties file with the line of each key, which the JDK's reader does not tell; it reads each of the lines here. */
final class PropertyLines {
    /** A text, and where its key stands. */
    record Text(int line, String value) {}

    private PropertyLines() {}

    /** By key, in the order of the file. */
    static Map<String, Text> read(String text, Problems problems) {
        Map<String, Text> found = new LinkedHashMap<>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            int first = i;
            StringBuilder whole = new StringBuilder(lines[i]);
            boolean comment = lines[i].stripLeading().matches("(?s)[#!].*");
            while (!comment && continues(lines[i]) && i + 1 < lines.length) {
                whole.append('\n').append(lines[++i]);
            }
            if (!comment && !whole.toString().isBlank()) {
                enter(first + 1, whole.toString(), found, problems);
            }
        }
        return found;
    }

    /** An odd number of backslashes at the end (java.util.Properties, "logical line"). */
    private static boolean continues(String line) {
        int from = line.length();
        while (from > 0 && line.charAt(from - 1) == '\\') {
            from--;
        }
        return (line.length() - from) % 2 == 1;
    }

    private static void enter(int line, String text, Map<String, Text> found, Problems problems) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(line, "", "cannot be read: a backslash before u wants four hexadecimal digits");
        }
        for (String key : one.stringPropertyNames()) {
            Text before = found.putIfAbsent(key, new Text(line, one.getProperty(key)));
            if (before != null) {
                problems.add(line, key, "is here twice, first in line " + before.line() + ": keep one of them");
            }
        }
    }
}

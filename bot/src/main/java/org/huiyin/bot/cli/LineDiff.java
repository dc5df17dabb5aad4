package org.huiyin.bot.cli;

import java.util.ArrayList;
import java.util.List;

/** What changed between two texts, line by line, with two lines around each change, in the form of {@code diff -U2}. */
final class LineDiff {
    private static final int AROUND = 2;

    private LineDiff() {}

    /** One line of the comparison; its number in each text. */
    private record Line(char mark, int before, int after, String text) {}

    /** The lines to show; none where the texts are the same. */
    static List<String> of(String before, String after) {
        List<Line> all = compare(before.lines().toList(), after.lines().toList());
        List<String> shown = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < all.size(); i++) {
            if (near(all, i)) {
                if (last != i - 1 || shown.isEmpty()) {
                    shown.add("@@ -" + all.get(i).before() + " +" + all.get(i).after() + " @@");
                }
                shown.add(all.get(i).mark() + all.get(i).text());
                last = i;
            }
        }
        return shown;
    }

    private static boolean near(List<Line> all, int at) {
        for (int i = Math.max(0, at - AROUND); i <= Math.min(all.size() - 1, at + AROUND); i++) {
            if (all.get(i).mark() != ' ') {
                return true;
            }
        }
        return false;
    }

    /** By the longest common subsequence: files here have a thousand lines at most. */
    private static List<Line> compare(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            boolean both = i < before.size() && j < after.size();
            if (both && before.get(i).equals(after.get(j))) {
                lines.add(new Line(' ', i + 1, j + 1, before.get(i)));
                i++;
                j++;
            } else if (j == after.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', i + 1, j + 1, before.get(i++)));
            } else {
                lines.add(new Line('+', i + 1, j + 1, after.get(j++)));
            }
        }
        return lines;
    }
}

package org.huiyin.bot.texts;

/** Slips of a hand that writes letters: one wrong, missing or too many, or two neighbours swapped. */
final class Typo {
    private Typo() {}

    /**
     * How many slips lie between two words, no letter being touched twice (optimal string alignment). Commons Text counts a swap of neighbours,
     * the commonest slip of all, as two.
     */
    static int count(String one, String other) {
        int[][] slips = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : fewest(slips, one, other, i, j);
            }
        }
        return slips[one.length()][other.length()];
    }

    private static int fewest(int[][] slips, String one, String other, int i, int j) {
        int wrong = slips[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(wrong, Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(fewest, slips[i - 2][j - 2] + 1) : fewest;
    }

    /** Two neighbours swapped, a letter doubled, or one missing that is not the first: never another letter, which makes another word. */
    static boolean light(String word, String typed) {
        if (count(word, typed) != 1) {
            return false;
        }
        return switch (typed.length() - word.length()) {
            case 0 -> sorted(word).equals(sorted(typed));
            case 1 -> typed.replaceAll("(.)\\1", "$1").equals(word.replaceAll("(.)\\1", "$1"));
            default -> typed.charAt(0) == word.charAt(0);
        };
    }

    private static String sorted(String word) {
        return word.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

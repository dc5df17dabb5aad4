package org.huiyin.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineDiffTest {

    @Test
    void eachChangeIsShownWithTheLinesAroundIt() {
        assertThat(LineDiff.of("a\nb\nc\nd\ne\nf\ng\nh\ni\n", "a\nb\nC\nd\ne\nf\ng\nh\ni\nj\n"))
                .isEqualTo(List.of("@@ -1 +1 @@", " a", " b", "-c", "+C", " d", " e", "@@ -8 +8 @@", " h", " i", "+j"));
    }

    @Test
    void theSameIsNothingAndNothingIsAllOfIt() {
        assertThat(LineDiff.of("a\nb\n", "a\nb\n")).isEmpty();
        assertThat(LineDiff.of("", "a\n")).isEqualTo(List.of("@@ -1 +1 @@", "+a"));
        assertThat(LineDiff.of("a\nb\n", "")).isEqualTo(List.of("@@ -1 +1 @@", "-a", "-b"));
    }
}

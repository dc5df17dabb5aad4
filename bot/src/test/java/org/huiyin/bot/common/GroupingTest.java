package org.huiyin.bot.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.huiyin.bot.common.Grouping.Groups;
import org.huiyin.bot.common.Grouping.Known;
import org.huiyin.bot.common.Grouping.Matter;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.texts.Words;
import org.junit.jupiter.api.Test;

/** Which of many matters are suggested as one problem. */
class GroupingTest {
    private static final Gists GISTS = new Gists(Words.read(ConfigFolder.shipped()), List.of("北关村"));

    private static Matter matter(long id, long household, String text) {
        return new Matter(id, household, GISTS.of(text));
    }

    private static final List<Matter> SOME = List.of(
            matter(1, 1, "我们村停水三天了"),
            matter(2, 2, "路灯不亮"),
            matter(3, 3, "自来水两天没来了"),
            matter(4, 3, "还是没水用"),
            matter(5, 4, "什么时候来水？停水好几天了"),
            matter(6, 5, "路灯坏了"),
            matter(7, 6, "在吗"),
            matter(8, 7, "在吗"),
            matter(9, 8, "在吗"));

    @Test
    void threeHouseholdsMakeAProblemAndTwoDoNot() {
        assertThat(Grouping.of(SOME, List.of())).isEqualTo(new Groups(Map.of(), List.of(List.of(1L, 3L, 4L, 5L))));
    }

    @Test
    void twoTicketsOfOneHouseholdAreOneHousehold() {
        List<Matter> same = List.of(matter(1, 1, "停水了"), matter(2, 1, "没水用"), matter(3, 2, "又停水"));
        assertThat(Grouping.of(same, List.of()).groups()).isEmpty();
    }

    @Test
    void theOrderInWhichTheyAreReadMakesNoDifference() {
        List<Matter> mixed = new ArrayList<>(SOME);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(mixed, new Random(seed));
            assertThat(Grouping.of(mixed, List.of())).isEqualTo(Grouping.of(SOME, List.of()));
        }
    }

    @Test
    void whatSaysTheSameAsAKnownProblemJoinsIt() {
        Groups groups = Grouping.of(SOME, List.of(new Known(12, GISTS.of("路灯全坏了")), new Known(11, GISTS.of("自来水断水"))));
        assertThat(groups).isEqualTo(new Groups(Map.of(11L, List.of(1L, 3L, 4L, 5L), 12L, List.of(2L, 6L)), List.of()));
    }

    /** Each with each would be 200 million comparisons. */
    @Test
    void twentyThousandMattersAreGrouped() {
        Random random = new Random(20261124);
        List<Matter> many = new ArrayList<>();
        for (long id = 1; id <= 20_000; id++) {
            many.add(id % 100 == 0 ? matter(id, id, "停水" + id % 7 + "天了") : matter(id, id, chance(random)));
        }
        List<List<Long>> groups = Grouping.of(many, List.of()).groups();
        assertThat(groups.get(0)).hasSize(200).allMatch(id -> id % 100 == 0);
        assertThat(groups.stream().mapToInt(List::size).skip(1).max().orElse(0)).isLessThan(10);
    }

    /** A text of common characters in no order. */
    private static String chance(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12 + random.nextInt(30); i++) {
            int character = (int) (500 * Math.pow(random.nextDouble(), 2));
            text.append((char) ('\u6000' + character));
        }
        return text.toString();
    }
}

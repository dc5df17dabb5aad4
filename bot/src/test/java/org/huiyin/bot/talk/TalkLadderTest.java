package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The whole ladder, rung by rung: who gets what nobody answers, when, who is charged with it, and what villager and officials are told. */
class TalkLadderTest extends DeskChat {
    private static final TalkService SERVICE = new TalkService(8);

    TalkLadderTest() {
        super(SERVICE);
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    /** What happened to the ticket that names a level: "RED 0 2026-11-24", the day in China. */
    private static String climbs(String code, String kinds) {
        return SERVICE
                .rows(
                        "SELECT h.kind, h.level, to_char(h.at AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI') FROM history h JOIN ticket t"
                                + " ON t.id = h.ticket_id WHERE t.code = '" + code + "' AND h.kind IN (" + kinds
                                + ") ORDER BY h.seq")
                .stream()
                .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
                .collect(Collectors.joining("\n"));
    }

    /** Each moment at which the ticket has something to do, until the desk has it. */
    private void untilTheDeskHasIt(String code, Runnable beforeEach) {
        for (int step = 0; step < 12 && !of("t.level", code).equals("4"); step++) {
            beforeEach.run();
            SERVICE.on(of(
                    "to_char(acts_at AT TIME ZONE 'Asia/Shanghai' + interval '1 second', 'YYYY-MM-DD\"T\"HH24:MI:SS')",
                    code));
        }
    }

    private Person holds(String code) {
        return new Person(SERVICE, "sim", of("c.code", code));
    }

    private static int times(String words, String said) {
        return said.split(Pattern.quote(words), -1).length - 1;
    }

    @Test
    void whatNobodyAnswersClimbsEveryRungOnItsDayAndEachIsChargedWithHisOwn() {
        wang.says("路灯坏了");
        String code = wang.code();
        wang.hears();
        untilTheDeskHasIt(code, () -> {});
        assertThat(climbs(code, "'YELLOW', 'RED', 'CLIMBED'")).isEqualTo("""
                YELLOW 0 11-22 05:00
                RED 0 11-24 00:00
                CLIMBED 0 11-24 00:00
                YELLOW 1 11-25 00:00
                RED 1 11-26 00:00
                CLIMBED 1 11-26 00:00
                YELLOW 2 11-27 00:00
                RED 2 11-30 00:00
                CLIMBED 2 11-30 00:00
                YELLOW 3 12-01 00:00
                RED 3 12-02 00:00
                CLIMBED 3 12-02 00:00""");
        assertThat(holder(code)).isEqualTo("liujianguo OPEN L4");
        SERVICE.pass(Duration.ofHours(8));
        for (Person missed : List.of(zhang, li, place.person("heping"), place.person("zhoumin"))) {
            assertThat(times("黄牌 #" + code, missed.everything())).isEqualTo(1);
            assertThat(times("红牌 #" + code, missed.everything())).isEqualTo(1);
        }
        assertThat(times("逾期上报 #" + code, desk.everything())).isEqualTo(1);
        assertThat(times("没有按时办", wang.hears())).as("told at each rung, once").isEqualTo(4);
    }

    @Test
    void whoAnswersAndDoesNotSolveItLosesItWhenHisTimeToSolveItIsOver() {
        wang.says("路灯坏了");
        String code = wang.code();
        untilTheDeskHasIt(code, () -> {
            if (of("state", code).equals("OPEN")) {
                SERVICE.pass(Duration.ofHours(9));
                holds(code).says("#" + code + " 正在联系电工");
            }
        });
        assertThat(climbs(code, "'RED', 'CLIMBED'")).isEqualTo("""
                RED 0 11-30 00:00
                CLIMBED 0 11-30 00:00
                RED 1 12-03 00:00
                CLIMBED 1 12-03 00:00
                RED 2 12-08 00:00
                CLIMBED 2 12-08 00:00
                RED 3 12-11 00:00
                CLIMBED 3 12-11 00:00""");
        assertThat(holder(code)).isEqualTo("liujianguo OPEN L4");
    }

    /** The first "no" is his to do again; from the second on each takes it up a rung. */
    @Test
    void theSecondNoTakesItUpAndSoDoesEachAfterItAndItIsNobodysMiss() {
        wang.says("路灯坏了");
        String code = wang.code();
        for (String then : List.of("zhangwei", "liqiang", "heping", "zhoumin", "liujianguo", "liujianguo")) {
            holds(code).says("#" + code + " 办结 修好了");
            SERVICE.pass(UNDO);
            wang.says("2");
            SERVICE.pass(UNDO);
            assertThat(holder(code)).startsWith(then);
        }
        assertThat(climbs(code, "'YELLOW', 'RED'")).isEmpty();
    }

    @Test
    void theHoldersOwnWordTakesItUpARungAndTheVillagerKnowsWhy() {
        wang.says("路灯坏了");
        String code = wang.code();
        wang.hears();
        for (String rung : List.of("liqiang", "heping", "zhoumin", "liujianguo")) {
            holds(code).says("#" + code + " 上报 要上面协调供电所");
            SERVICE.pass(UNDO);
            assertThat(holder(code)).startsWith(rung);
            assertThat(wang.hears()).containsOnlyOnce("上报（要上面协调供电所）").contains("答复");
        }
        holds(code).says("#" + code + " 上报 没有更上面的了");
        assertThat(holder(code)).startsWith("liujianguo");
    }

    /** The sample's 韩淑珍 is linked to the county's leader. */
    @Test
    void whatTheCountysLeaderMissesWithAHouseholdOfHisOwnGoesToTheNextOfTheDesk() {
        Person han = place.person("hanshuzhen");
        wang.says("投诉 刘建国收了钱不办事");
        han.says("路灯坏了");
        String code = han.code();
        assertThat(holder(code)).isEqualTo("liujianguo OPEN L0");
        untilTheDeskHasIt(code, () -> {});
        assertThat(climbs(code, "'RED', 'CLIMBED'")).isEqualTo("""
                RED 0 11-24 00:00
                CLIMBED 0 11-24 00:00""");
        assertThat(holder(code)).isEqualTo("sunli OPEN L4");
        SERVICE.on("2026-11-26T08:00:30");
        assertThat(sun.hears()).contains("您手里有 2 件，其中过期 2 件");
        assertThat(desk.hears())
                .as("nobody is above the desk but whoever leads it; what is about himself is not counted to him")
                .contains("县里自己过期 1 件：孙丽 1 件（最早11月25日24:00）");
    }
}

package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For everybody whom a complaint is kept from it does not exist: whatever he tries, he is told what he would be told of a number that is not his. */
class TalkLeakTest {
    private static final TalkService SERVICE = new TalkService(90);
    private static final List<String> LINE = List.of("zhangwei", "liqiang", "heping", "zhoumin");
    private static final List<String> TRIES = List.of(
            "#%s",
            "#%s 你好",
            "#%s 办结 好了",
            "#%s 上报 要上面定",
            "#%s 延期 3 要等",
            "#%s 退单 不归我",
            "#%s 转办 农业农村局 归你们",
            "#%s 协办 徐莉",
            "#%s 研判 3天 去看看",
            "#%s 不受理 不归我",
            "#%s 催办",
            "#%s 公开摘要 好了",
            "#%s 备注 记一下",
            "全文 #%s",
            "#%s 撤回");

    private final Place place = SERVICE.place();
    private final Person wang = place.person("wangxiuying");
    private final Person elsewhere = SERVICE.place().person("maguofu");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @AfterEach
    void morning() {
        SERVICE.on(TalkService.MORNING);
    }

    static Stream<Arguments> tries() {
        return TRIES.stream().map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("tries")
    void itsNumberIsLikeAnybodyElses(String attempt) {
        wang.says("投诉 张伟收了钱不办事");
        elsewhere.says("水管漏了");
        for (String one : LINE) {
            Person official = place.person(one);
            official.says(attempt.formatted(wang.code()));
            String real = official.hears().replace(wang.code(), "N");
            official.says(attempt.formatted(elsewhere.code()));
            String other = official.hears().replace(elsewhere.code(), "N");
            assertThat(real).as("%s: %s", one, attempt).isEqualTo(other).isNotEmpty();
        }
        assertThat(wang.everything()).doesNotContain("好了", "去看看", "你好");
    }

    /** Days go by, with yellow and red cards at the desk, digests and lists: the line hears what it would have heard without the complaint. */
    @Test
    void inAWeekOfCardsDigestsAndListsNothingIsHeardOfIt() {
        wang.says("投诉 张伟收了钱不办事");
        String secret = wang.code();
        wang.says("新 路灯坏了");
        String lamp = wang.code();
        for (String day : List.of("2026-11-20T17:31", "2026-11-23T08:01", "2026-11-24T09:00", "2026-11-27T17:31")) {
            SERVICE.on(day);
            for (String one : LINE) {
                Person official = place.person(one);
                official.says("待办");
                assertThat(official.everything()).as("%s on %s", one, day).doesNotContain(secret, "保密", "收了钱");
            }
        }
        assertThat(place.person("zhangwei").everything())
                .as("counted without it")
                .contains("您手里有 1 件", "#" + lamp)
                .doesNotContain("您手里有 2 件");
    }

    /** A complaint and a matter that was held and released come to the desk and to the cadre under numbers that tell nothing of each other. */
    @Test
    void numbersTellNothingOfHowManyThereWere() {
        wang.says("路灯坏了");
        long first = Long.parseLong(wang.code());
        wang.says("投诉 张伟不管事");
        wang.says("新 水管漏了");
        long third = Long.parseLong(wang.code());
        assertThat(Math.abs(third - first) / 10)
                .as("neither the next number nor the one after it")
                .isGreaterThan(2);
    }

    /** Who comes back from leave, or goes, is given what he held and nothing else. */
    @Test
    void comingsAndGoingsMoveNothingOfIt() {
        Person zhang = place.person("zhangwei");
        Person li = place.person("liqiang");
        wang.says("投诉 张伟收了钱不办事");
        String secret = wang.code();
        zhang.says("请假 3 天 由 liqiang." + place.number + " 代");
        li.says("请假 3 天");
        zhang.says("销假");
        for (String one : LINE) {
            assertThat(place.person(one).everything()).as(one).doesNotContain(secret, "保密");
        }
    }
}

package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Nobody is skipped and nothing is without an owner: unreachable officials, vacant posts, words that do not arrive. */
class TalkUnreachableTest {
    private static final TalkService SERVICE = new TalkService(12);
    private static final Duration UNDO = Duration.ofSeconds(31);
    private final Place place = SERVICE.place();
    private final Person wang = place.person("wangxiuying");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    private void leaves(String cadre, String phone) {
        place.person(cadre).leaves();
        place.phone(phone).leaves();
    }

    @Test
    void whoLeftTheChatIsWrittenToByTextMessage() {
        place.person("zhangwei").leaves();
        wang.says("路灯坏了");
        assertThat(wang.hears()).contains("已转给您的联系干部张伟");
        assertThat(place.phone("14500001009").everything()).contains("路灯坏了");
    }

    @Test
    void whoCannotBeReachedIsCoveredByTheLevelAbove() {
        leaves("zhangwei", "14500001009");
        wang.says("路灯坏了");
        assertThat(wang.hears()).contains("已转给李强");
        assertThat(place.person("liqiang").everything()).contains("路灯坏了");
        leaves("liqiang", "14500001006");
        leaves("heping", "14500001004");
        wang.says("新 水管坏了");
        assertThat(wang.hears()).contains("周敏");
    }

    @Test
    void aLeaderWhoCannotBeReachedIsCoveredByHisDeputy() {
        leaves("zhoumin", "14500001003");
        Person luo = place.person("luojing");
        luo.says("要修桥");
        place.person("zhaolei").says("#" + luo.code() + " 上报 要上面定");
        place.person("qianjun").says("#" + luo.code() + " 上报 要上面定");
        assertThat(luo.hears()).contains("现在由钱军", "现在由何平");
    }

    @Test
    void whoIsHisOwnLeadersDeputyEscalatesPastHimself() {
        leaves("zhoumin", "14500001003");
        wang.says("要修桥");
        for (String official : new String[] {"zhangwei", "liqiang", "heping"}) {
            place.person(official).says("#" + wang.code() + " 上报 要上面定");
        }
        assertThat(wang.hears()).contains("现在由李强", "现在由何平", "现在由县服务台");
    }

    @Test
    void aVacantPostIsPassedOver() {
        leaves("zhaolei", "14500001008");
        Person luo = place.person("luojing");
        luo.says("路灯坏了");
        assertThat(luo.hears()).contains("钱军");
    }

    @Test
    void whoComesBackIsWrittenToAgain() {
        Person zhang = place.person("zhangwei");
        leaves("zhangwei", "14500001009");
        zhang.says("我回来了");
        wang.says("路灯坏了");
        assertThat(zhang.everything()).contains("路灯坏了");
    }

    @Test
    void whenNobodyCanBeReachedTheDesksSeatHasIt() {
        try (TalkService empty = new TalkService(1)) {
            Place only = empty.place();
            String[][] all = {
                {"zhangwei", "14500001009"},
                {"liqiang", "14500001006"},
                {"heping", "14500001004"},
                {"zhoumin", "14500001003"},
                {"liujianguo", "14500001001"},
                {"sunli", "14500001002"}
            };
            for (String[] official : all) {
                only.person(official[0]).leaves();
                only.phone(official[1]).leaves();
            }
            Person villager = only.person("wangxiuying");
            villager.says("路灯坏了");
            assertThat(villager.hears()).contains("县服务台", villager.code());
            assertThat(
                            empty.count(
                                    "SELECT count(*) FROM ticket t JOIN duty d ON d.id = t.holder_id WHERE d.kind = 'DESK' AND t.state = 'OPEN'"))
                    .isEqualTo(1);
            villager.says("张伟从来没来过");
            villager.says("1");
            assertThat(villager.hears()).contains("已保密");
        }
    }

    @Test
    void theTruthIsToldWhenWordsDoNotArrive() {
        Person zhang = place.person("zhangwei");
        Person liang = place.phone("14500012017");
        liang.says("路灯坏了");
        Person qian = place.person("qianjun");
        qian.hears();
        qian.says("明天修");
        SERVICE.sms.reject(liang.address);
        SERVICE.pass(UNDO);
        SERVICE.settle();
        assertThat(qian.hears()).contains("发给 梁凤英（#" + liang.code() + "）的话没有送到", "请打电话或上门");
        SERVICE.sms.behave();
        assertThat(zhang.everything()).isEmpty();
    }

    @Test
    void wordsThatDoNotArriveInTheChatGoByTextMessage() {
        wang.says("路灯坏了");
        Person zhang = place.person("zhangwei");
        zhang.hears();
        zhang.says("明天修");
        SERVICE.chat.reject(wang.address);
        SERVICE.pass(UNDO);
        SERVICE.settle();
        assertThat(zhang.hears()).contains("没有送到", "已改用别的办法发送");
        assertThat(place.phone("14500012001").everything()).contains("明天修");
        SERVICE.chat.behave();
    }
}

package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TalkFirstWordsTest {
    private static final TalkService SERVICE = new TalkService(8);

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void theFirstWordsGoToTheCadreAndAreAcknowledged() {
        Place place = SERVICE.place();
        Person wang = place.person("wangxiuying");
        Person zhang = place.person("zhangwei");
        wang.says("路灯坏了");
        assertThat(wang.hears()).contains("张伟（青禾县农业农村局）", "#" + wang.code(), "11月23日24:00前答复", "回“退订”");
        assertThat(zhang.hears()).contains("【#" + wang.code() + " 王秀英·北关村3组】路灯坏了");
        zhang.says("今天去修");
        assertThat(zhang.hears()).contains("30秒后发给 王秀英");
        assertThat(wang.hears()).isEmpty();
        SERVICE.pass(java.time.Duration.ofSeconds(31));
        assertThat(wang.hears()).contains("今天去修");
        wang.sendsPhoto("");
        assertThat(zhang.news()).hasSize(2);
    }
}

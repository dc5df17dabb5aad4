package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** A cadre with two of his households, and what rules about cadres are tried with. */
abstract class CadreChat {
    static final Duration UNDO = Duration.ofSeconds(31);

    private final TalkService service;
    final Place place;
    final Person zhang;
    final Person wang;
    final Person ma;
    final Person zheng;

    CadreChat(TalkService service) {
        this.service = service;
        this.place = service.place();
        this.zhang = place.person("zhangwei");
        this.wang = place.person("wangxiuying");
        this.ma = place.person("maguofu");
        this.zheng = place.person("zhengguilan");
    }

    void twoAreOpen() {
        wang.says("路灯坏了");
        ma.says("猪圈塌了");
        zhang.hears();
        wang.hears();
        ma.hears();
    }

    /** One second after the time to undo, what the villagers heard. */
    void heard(String wangs, String mas) {
        service.pass(UNDO);
        assertThat(wang.hears()).isEqualTo(wangs);
        assertThat(ma.hears()).isEqualTo(mas);
    }
}

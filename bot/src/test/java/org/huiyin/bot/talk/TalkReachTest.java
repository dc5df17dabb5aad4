package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One person with several addresses: where he is written to, and that he sees his matters from each that is proved to be his. */
class TalkReachTest {
    private static final TalkService SERVICE = new TalkService(8);
    private static final Duration UNDO = Duration.ofSeconds(31);
    private final Place place = SERVICE.place();
    private final Person zhang = place.person("zhangwei");
    private final Person chat = place.person("wangxiuying");
    private final Person phone = place.phone("14500012001");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    private void contacts(String words) {
        zhang.says("联系 王秀英 " + words);
        SERVICE.pass(UNDO);
    }

    @Test
    void whoHasNeverWrittenIsWrittenToInTheFirstChannelOfTheCounty() {
        contacts("明天去您家");
        assertThat(chat.hears()).contains("明天去您家");
        assertThat(phone.hears()).isEmpty();
    }

    @Test
    void whoWritesIsWrittenToWhereHeWroteLast() {
        chat.says("路灯坏了");
        SERVICE.pass(Duration.ofMinutes(5));
        phone.says("新 水管也坏了");
        chat.hears();
        phone.hears();
        contacts("明天去您家");
        assertThat(phone.hears()).contains("明天去您家");
        assertThat(chat.hears()).isEmpty();
    }

    @Test
    void whoCannotBeReachedThereIsWrittenToElsewhere() {
        chat.leaves();
        contacts("明天去您家");
        assertThat(phone.hears()).contains("明天去您家");
    }

    @Test
    void heSeesHisMattersFromEveryAddressThatIsHis() {
        phone.says("路灯坏了");
        String lamp = phone.code();
        chat.says("进度");
        assertThat(chat.hears()).contains("在办 1 件", "#" + lamp + " 等待答复");
    }

    @Test
    void whatIsConfidentialIsSeenWhereItWasSaidOnly() {
        phone.says("投诉 张伟从来没来过");
        chat.says("进度");
        assertThat(chat.hears()).isEqualTo("您现在没有在办的事。直接写就行。");
        phone.says("进度");
        assertThat(phone.hears()).contains("#" + phone.code());
    }
}

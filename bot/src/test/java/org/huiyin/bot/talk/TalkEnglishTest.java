package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anna Weber is written to in English, in the chat and by text message; her official, 李强, in Chinese. */
class TalkEnglishTest {
    private static final TalkService SERVICE = new TalkService(12);
    private static final Duration UNDO = Duration.ofSeconds(31);
    private final Place place = SERVICE.place();
    private final Person anna = place.person("annaweber");
    private final Person annasPhone = place.phone("14500012007");
    private final Person li = place.person("liqiang");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void aWholeConversation() {
        anna.says("Our street lamp is broken.");
        assertThat(anna.hears())
                .contains(
                        "Passed on to your official 李强 (柳林镇人民政府)",
                        "#" + anna.code(),
                        "by the end of 23/11",
                        "This is Huiyin",
                        "\"STOP\"");
        assertThat(li.hears()).contains("【#" + anna.code() + " Anna Weber·北关村2组】Our street lamp is broken.");
        li.says("今天修");
        SERVICE.pass(UNDO);
        assertThat(anna.hears()).isEqualTo("[#" + anna.code() + " 李强] 今天修");
        anna.says("status");
        assertThat(anna.hears()).contains("Open: 1", "answered");
        li.says("办结 done");
        SERVICE.pass(UNDO);
        assertThat(anna.hears()).contains("李强 says it is done: done", "Is it solved? 1 yes 2 no 3 partly");
        assertThat(anna.card().buttons())
                .extracting(option -> option.label())
                .containsExactly("Solved", "Not solved", "Partly");
        anna.says("No");
        assertThat(anna.hears()).contains("not solved", "goes back to 李强");
        anna.says("thank you");
        assertThat(anna.hears()).contains("You are welcome");
    }

    @Test
    void aComplaintInEnglish() {
        anna.says("Li Qiang asked for money to sign my form");
        assertThat(anna.hears()).contains("1 yes", "2 no", "30 minutes");
        assertThat(li.hears()).isEmpty();
        anna.says("yes");
        assertThat(anna.hears()).contains("in confidence", "cannot see it");
        assertThat(li.hears()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The school bus does not stop at our corner",
                "My son wants to register his car, where do we go?",
                "Dear Mr Li, the road is icy"
            })
    void harmlessWordsInEnglishAreNotAskedAbout(String text) {
        anna.says(text);
        assertThat(anna.hears()).contains("Passed on to your official");
        assertThat(li.hears()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The lamp is broken",
                "status",
                "help",
                "9",
                "0",
                "call me",
                "escort",
                "new",
                "STOP",
                "Our house is on fire",
                "he never came",
                "thanks"
            })
    void byTextMessageEverythingIsShort(String text) {
        annasPhone.says(text);
        assertThat(annasPhone.news()).isNotEmpty().allSatisfy(part -> {
            assertThat(part.text()).doesNotContain("${").isNotBlank();
            assertThat(part.text().length()).as(part.text()).isLessThanOrEqualTo(67);
        });
    }
}

package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever characters people send, they are words and arrive as such, on both ways. */
class OddTextTest {
    private static final Map<String, String> TEXTS = Map.of(
            "a template", "请看${env:HOME}和${sys:user.home}还有${code}",
            "another template", "${${env:HOME}} $${x} {0} %s #{1}",
            "an emoji in four bytes, and one of several", "路灯😀坏了👨‍👩‍👧",
            "direction turned round", "金额\u202e001\u202c元\u2066x\u2069",
            "zero width", "路\u200b灯\ufeff坏了",
            "markup", "<b>坏</b><script>alert(1)</script>&amp;&#65;",
            "the end of a CDATA section", "a]]>b<![CDATA[c",
            "a formula", "=HYPERLINK(\"http://x\")",
            "SQL", "'; DROP TABLE ticket; --\\",
            "lines and tabs", "一\n二\t三");

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void wordsArriveAsTheyAreOnBothWays() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(TEXTS.size() + 1, 1), database)) {
            int pair = 0;
            for (String text : TEXTS.values()) {
                pair++;
                there(stand, pair, text, text);
            }
            // Neither PostgreSQL nor XML can carry it.
            there(stand, pair + 1, "路\u0000灯", "路\ufffd灯");
        }
    }

    private static void there(Stand stand, int pair, String said, String heard) throws Exception {
        String code = Stand.code(stand.villagerSays(pair, said));
        assertThat(stand.toCadreOf(pair, part -> part.text().contains("#" + code))
                        .text())
                .contains(heard);
        stand.cadreSays(pair, "#" + code + " 答：" + said);
        assertThat(stand.toVillager(pair, part -> part.text().contains("答：")).text())
                .endsWith(heard);
    }

    @Test
    void twentyThousandCharactersAreCutAndToBeHadInFull() throws Exception {
        String all =
                IntStream.rangeClosed(1, 4000).mapToObj(OddTextTest::sentence).collect(Collectors.joining());
        assertThat(all).hasSize(20_000);
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            String code = Stand.code(stand.villagerSays(1, all));
            String cut = stand.toCadreOf(1, part -> part.text().contains(sentence(1)))
                    .text();
            assertThat(cut).contains("全文 #" + code).doesNotContain(sentence(3999));
            stand.settled();
            int before = stand.sentToCadre(1).size();
            assertThat(before).as("the cut words and the card").isLessThanOrEqualTo(3);

            stand.cadreSays(1, "全文 #" + code);
            Awaiting.until(
                    "the minute's parts",
                    Stand.PATIENCE,
                    () -> stand.sentToCadre(1).size() == 20);
            Awaiting.throughout(
                    "no more than WeCom bears in a minute",
                    Duration.ofMillis(1500),
                    () -> stand.sentToCadre(1).size() == 20);
            stand.clock.advance(Duration.ofMinutes(1));
            stand.settled();
            List<StubSent> parts = stand.sentToCadre(1);
            String whole = parts.subList(before, parts.size()).stream()
                    .map(StubSent::text)
                    .collect(Collectors.joining());
            assertThat(whole).isEqualTo(all);
        }
    }

    /** Five characters of three bytes each. */
    private static String sentence(int number) {
        return "第"
                + String.format(Locale.ROOT, "%04d", number)
                        .chars()
                        .mapToObj(digit -> String.valueOf("〇一二三四五六七八九".charAt(digit - '0')))
                        .collect(Collectors.joining());
    }
}

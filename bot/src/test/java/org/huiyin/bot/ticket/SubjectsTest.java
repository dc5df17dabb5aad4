package org.huiyin.bot.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a matter is about, by the shipped list; and lists that are not right. */
class SubjectsTest {
    private static final Subjects SHIPPED = read(ConfigFolder.shipped());

    private static Subjects read(ConfigFolder folder) {
        Faults faults = new Faults();
        Subjects subjects = SubjectFile.read(folder, faults);
        faults.orThrow();
        return subjects;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "村口的路灯坏了三天了, lighting",
        "我家的自来水从昨天开始没有了, water",
        "想问一下低保怎么申请, welfare",
        "后山的路面被雨水冲坏了一段, road",
        "孩子上学的事想问问要什么材料, education",
        "门口的垃圾好几天没有清, environment",
        "變壓器壞了，全村停電, power",
        "工地欠薪半年了, employment",
        "你好, other",
        "The street lamp is broken, lighting"
    })
    void itIsFoundByItsWords(String text, String subject) {
        assertThat(SHIPPED.of(text)).isEqualTo(subject);
    }

    @Test
    void aCountysOwnListIsInForceAsAWhole() {
        Subjects own = read(ConfigFolder.of(Map.of(
                "policy/subjects.yaml",
                "subjects:\n- {code: fish, name: 渔业, words: [鱼塘]}\n- {code: other, name: 其他, words: []}\n")));
        assertThat(List.of(own.of("鱼塘缺水"), own.of("停水"))).containsExactly("fish", "other");
        assertThat(own.named("渔业")).map(Subjects.Entry::code).contains("fish");
        assertThat(own.named("FISH")).isPresent();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiterString = "|",
            value = {
                "[{code: fish, name: 渔业, words: []}] | has no other, for what fits none",
                "[{code: other, name: 其他, words: []}, {code: other, name: 其他, words: []}] | other stands twice",
                "[{code: Fish Pond, name: 渔业, words: []}, {code: other, name: 其他, words: []}] | 'Fish Pond' does not fit",
                "[{name: 渔业, words: []}] | code: is missing"
            })
    void whatIsWrongWithAListIsNamedWithItsLine(String list, String problem) {
        Faults faults = new Faults();
        SubjectFile.read(ConfigFolder.of(Map.of("policy/subjects.yaml", "subjects:\n  " + list)), faults);
        assertThat(String.join("\n", faults.lines())).contains("policy/subjects.yaml:", problem);
    }
}

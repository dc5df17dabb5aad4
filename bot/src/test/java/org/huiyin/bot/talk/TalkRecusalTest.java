package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.huiyin.adapters.simulator.SentPart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hundred and twenty phrasings from the villager's chat: of the complaints nobody of the line learns anything, of the harmless ones all arrive. */
class TalkRecusalTest {
    private static final TalkService SERVICE = new TalkService(200);
    /** Everybody between the villager 王秀英 and the county desk. */
    private static List<Person> line(Place place) {
        return Stream.of("zhangwei", "liqiang", "heping", "zhoumin")
                .map(place::person)
                .toList();
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    static Stream<Phrasing> complaints() {
        return Phrasing.complaints().stream();
    }

    static Stream<Phrasing> harmless() {
        return Phrasing.harmless().stream();
    }

    @ParameterizedTest
    @MethodSource("complaints")
    void ofAComplaintNobodyOfTheLineLearnsAnything(Phrasing phrasing) {
        Place place = SERVICE.place();
        Person wang = place.person("wangxiuying");
        List<Person> line = line(place);
        wang.says(phrasing.text());
        assertThat(wang.hears()).contains("1 是", "2 不是", "30分钟");
        String code = wang.code();
        hidden(line, line.subList(0, 1), wang, code);

        wang.says("1");
        assertThat(wang.hears()).contains("已保密", code);
        hidden(line, line.subList(0, 1), wang, code);
        assertThat(place.person("liujianguo").everything()).contains("【#" + code + " 保密件】" + phrasing.text());
    }

    @Test
    void silenceForHalfAnHourMeansYes() {
        Place place = SERVICE.place();
        Person wang = place.person("wangxiuying");
        List<Person> line = line(place);
        Phrasing veiled = Phrasing.complaints().get(2);
        wang.says(veiled.text());
        String code = wang.code();
        SERVICE.pass(Duration.ofMinutes(29));
        hidden(line, line, wang, code);
        wang.hears();
        SERVICE.pass(Duration.ofMinutes(2));
        assertThat(wang.hears()).contains("已保密", code);
        hidden(line, line, wang, code);
        assertThat(place.person("liujianguo").everything()).contains(code, veiled.text());
    }

    /** Nobody of the line is told; and for those who look for it, it is neither counted, nor found by code or quote. */
    private static void hidden(List<Person> line, List<Person> looking, Person wang, String code) {
        line.forEach(accused -> assertThat(accused.hears()).as(accused.address).isEmpty());
        SERVICE.together(() -> looking.forEach(accused -> {
            accused.saysTogether("待办", "#" + code + " 你写了什么", "全文 #" + code);
            accused.quotes(wang.last(), "你写了什么");
        }));
        String notFound = "没有找到 #" + code + "，请核对编号。内容没有发出。";
        String noQuote = "引用的这条消息找不到对应的在办编号，内容没有发出。请以“#编号”开头再写一次。";
        looking.forEach(accused -> assertThat(accused.news())
                .extracting(SentPart::text)
                .containsExactlyInAnyOrder("没有待办。", notFound, notFound, noQuote));
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(wang.everything()).doesNotContain("你写了什么");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void whatIsHarmlessArrives(Phrasing phrasing) {
        Place place = SERVICE.place();
        Person wang = place.person("wangxiuying");
        Person zhang = place.person("zhangwei");
        wang.says(phrasing.text());
        if (wang.hears().contains("1 是")) {
            assertThat(zhang.everything()).doesNotContain(phrasing.text());
            wang.says("2");
            assertThat(wang.hears()).contains("已转给张伟");
        }
        assertThat(zhang.hears()).contains("王秀英·北关村3组】" + phrasing.text());
    }

    @Test
    void fewOfTheHarmlessAreAskedAbout() {
        long asked = Phrasing.harmless().stream()
                .filter(phrasing -> {
                    Person wang = SERVICE.place().person("wangxiuying");
                    wang.says(phrasing.text());
                    return wang.hears().contains("1 是");
                })
                .count();
        assertThat(asked).isLessThanOrEqualTo(1);
    }
}

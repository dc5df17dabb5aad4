package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistyped code, typed by a cadre with open tickets, never reaches anybody; a right one of somebody else's ticket is not found. */
class TalkCodesTest {
    private static final TalkService SERVICE = new TalkService(6);
    private final Place place = SERVICE.place();
    private final Person wang = place.person("wangxiuying");
    private final Person ma = place.person("maguofu");
    private final Person zhang = place.person("zhangwei");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    /** Every wrong digit and every swap of unequal neighbours of a code. */
    private static List<String> slips(String code) {
        List<String> slips = new ArrayList<>();
        for (int at = 0; at < code.length(); at++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                slips.add(code.substring(0, at) + digit + code.substring(at + 1));
            }
            if (at + 1 < code.length()) {
                slips.add(code.substring(0, at) + code.charAt(at + 1) + code.charAt(at) + code.substring(at + 2));
            }
        }
        slips.removeIf(code::equals);
        return slips;
    }

    @ParameterizedTest
    @ValueSource(strings = {"#%s 今天去修", "#%s 办结 修好了", "#%s 上报 修不了", "%s 今天去修"})
    void everySlipIsNotFoundAndReachesNobody(String line) {
        wang.says("路灯坏了");
        ma.says("猪圈塌了");
        List<String> slips = slips(wang.code());
        assertThat(slips).hasSizeGreaterThan(60);
        zhang.hears();
        wang.hears();
        ma.hears();
        zhang.saysTogether(slips.stream().map(line::formatted).toArray(String[]::new));
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(zhang.news())
                .hasSameSizeAs(slips)
                .allSatisfy(part -> assertThat(part.text()).matches("没有找到 #\\d{7}，请核对编号。内容没有发出。"));
        assertThat(wang.hears()).isEmpty();
        assertThat(ma.hears()).isEmpty();
        assertThat(place.person("liqiang").everything()).isEmpty();
    }

    @Test
    void aRightCodeOfSomebodyElsesTicketIsNotFoundInTheSameWords() {
        Person huang = place.person("huangyumei");
        huang.says("河堤塌了");
        String other = huang.code();
        wang.says("路灯坏了");
        String nobodys = slips(other).get(0);
        zhang.hears();
        huang.hears();
        zhang.says("#" + other + " 今天去修");
        String found = zhang.hears();
        zhang.says("#" + nobodys + " 今天去修");
        assertThat(zhang.hears().replace(nobodys, other)).isEqualTo(found);
        zhang.says("全文 #" + other);
        assertThat(zhang.hears()).isEqualTo(found);
        zhang.presses(place.person("chenfang").card(), "reply");
        assertThat(zhang.hears()).isEqualTo(found);
        SERVICE.pass(Duration.ofSeconds(31));
        assertThat(huang.hears()).isEmpty();
    }
}

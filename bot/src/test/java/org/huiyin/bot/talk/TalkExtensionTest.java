package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** More time: once, before the day, with a reason that the villager is told. */
class TalkExtensionTest {
    private static final TalkService SERVICE = new TalkService(20);
    private final Place place = SERVICE.place();
    private final Person zhang = place.person("zhangwei");
    private final Person wang = place.person("wangxiuying");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @AfterEach
    void morning() {
        SERVICE.on(TalkService.MORNING);
    }

    /** Friday the 20th: to be resolved by the 27th. */
    @BeforeEach
    void aMatter() {
        wang.says("路灯坏了");
        wang.hears();
        zhang.hears();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "#%s 延期 3 要等配件, 12月2日24:00",
        "#%s 延期３天，要等配件, 12月2日24:00",
        "延期 两个工作日 要等配件, 12月1日24:00",
        "#%s 申请延期5天：要等配件, 12月4日24:00",
        "#%s extend 1 要等配件, 11月30日24:00"
    })
    void itIsPutOffAndTheVillagerHearsWhyAndUntilWhen(String line, String until) {
        zhang.says(line.formatted(wang.code()));
        assertThat(zhang.hears()).contains("延到" + until);
        assertThat(wang.hears()).contains("#" + wang.code(), until, "张伟说：要等配件");
        zhang.says("#" + wang.code() + " 延期 1 还要等");
        assertThat(zhang.hears()).contains("已延期过一次");
        assertThat(wang.hears()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"延期", "延期 3", "延期3天", "延期 要等配件", "延期 6 要等配件", "延期 0 要等配件", "延期 99 要等配件"})
    void withoutDaysOrAReasonItIsSaidHow(String line) {
        zhang.says("#" + wang.code() + " " + line);
        assertThat(zhang.hears()).contains("延期最多5个工作日", "要写理由");
        assertThat(wang.hears()).isEmpty();
    }

    @Test
    void theFirstReplyIsDueAsBeforeAndTheOtherClockLater() {
        zhang.says("#" + wang.code() + " 明天来看");
        zhang.says("#" + wang.code() + " 延期 3 要等配件");
        zhang.hears();
        SERVICE.on("2026-11-30T09:00");
        assertThat(zhang.hears()).doesNotContain("红牌");
        SERVICE.on("2026-12-03T09:00");
        assertThat(zhang.hears()).contains("红牌 #" + wang.code());
    }

    @Test
    void whatIsResolvedNeedsNoMoreTime() {
        zhang.says("#" + wang.code() + " 办结 修好了");
        zhang.hears();
        zhang.says("#" + wang.code() + " 延期 3 要等配件");
        assertThat(zhang.hears()).contains("已办结，不用延期");
    }

    @Test
    void whoHasPassedItUpCanPutNothingOff() {
        zhang.says("#" + wang.code() + " 上报 要镇里协调");
        zhang.hears();
        zhang.says("#" + wang.code() + " 延期 3 要等配件");
        assertThat(zhang.hears()).contains("不由您办理");
    }

    @Test
    void somebodyElsesTicketIsNotFound() {
        Person ma = SERVICE.place().person("maguofu");
        ma.says("水管漏了");
        zhang.says("#" + ma.code() + " 延期 3 要等配件");
        assertThat(zhang.hears()).doesNotContain("延到", "延期最多");
    }
}

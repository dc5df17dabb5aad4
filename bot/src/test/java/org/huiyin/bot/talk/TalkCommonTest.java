package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.huiyin.db.common.PublicPromises;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What several households write about becomes one problem, answered for all of them with a day that is kept or missed in public. */
class TalkCommonTest {
    /** Each test its own county: what others write there would be suggested too. */
    private final TalkService service = new TalkService(1);

    private final Place place = service.place();
    private final Person wang = place.person("wangxiuying");
    private final Person ma = place.person("maguofu");
    private final Person huang = place.person("huangyumei");
    private final Person song = place.person("songwenbin");
    private final List<Person> thirsty = List.of(wang, ma, huang, song);
    private final Person zhang = place.person("zhangwei");
    private final Person desk = new Person(service, "sim", "liujianguo");
    private final Person xu = new Person(service, "sim", "xuli");

    @BeforeEach
    void fourHouseholdsOfThreeVillagesHaveNoWater() {
        wang.says("我们村停水三天了");
        ma.says("自来水两天没来了");
        huang.says("南河村停水，什么时候来水");
        song.says("家里没水用");
        service.suggest();
        quiet();
    }

    @AfterEach
    void close() {
        service.close();
    }

    private void quiet() {
        thirsty.forEach(Person::hears);
        List.of(zhang, desk, xu).forEach(Person::hears);
    }

    private void merged() {
        desk.says("共性 K1 合并 全县停水");
        service.pass(Duration.ofSeconds(1));
        quiet();
    }

    private void assigned() {
        merged();
        desk.says("共性 K1 转办 农业农村局");
        service.pass(Duration.ofSeconds(1));
        quiet();
    }

    private void promised() {
        assigned();
        xu.says("共性 K1 答复 12月10日 正在修主管道");
        service.pass(Duration.ofSeconds(1));
        quiet();
    }

    private void solved() {
        promised();
        xu.says("共性 K1 办结 主管道已修好");
        service.pass(Duration.ofSeconds(1));
    }

    private long count(String kind) {
        return service.count("SELECT count(*) FROM history WHERE kind = ?", kind);
    }

    private long inState(String state) {
        return service.count("SELECT count(*) FROM ticket WHERE state = ?", state);
    }

    // -------------------------------------------------------------------------------------------------------------
    // suggested, decided by a person

    @Test
    void theCountyDeskSeesWhatIsSuggestedAndNothingHappensByItself() {
        desk.says("共性");
        assertThat(desk.hears()).contains("共性问题 1 件", "K1 建议 4户3村 我们村停水三天了（县服务台）");
        desk.says("共性 K1");
        assertThat(desk.hears())
                .contains("#" + wang.code() + " 北关村 我们村停水三天了", "#" + song.code() + " 石桥村 家里没水用")
                .doesNotContain("王秀英", "宋文斌");
        assertThat(inState("MERGED")).isZero();
    }

    /** Twice a day whoever has to decide hears that: the desk of what is suggested, the department of what it was given. */
    @Test
    void whoeverHasToDecideHearsOfIt() {
        service.on("2026-11-20T17:31");
        assertThat(desk.hears()).contains("共性问题有 1 件等您定");
        assertThat(xu.hears() + zhang.hears()).doesNotContain("共性问题有");
        assigned();
        service.on("2026-11-23T08:01");
        assertThat(xu.hears()).contains("共性问题有 1 件等您定");
        assertThat(desk.hears()).doesNotContain("共性问题有");
    }

    @ParameterizedTest
    @ValueSource(strings = {"共性 K1 合并 全县停水", "共性k1合并 全县停水", "共姓 Ｋ１ 合并：全县停水", "共性问题 K1 并案 全县停水", "common K1 merge 全县停水"})
    void aPersonMergesThemAndEachHouseholdHearsOfIt(String order) {
        desk.says(order);
        assertThat(desk.hears()).contains("已并为共性问题 K1“全县停水”，4户");
        service.pass(Duration.ofSeconds(1));
        for (Person villager : thirsty) {
            assertThat(villager.hears())
                    .isEqualTo("#" + villager.code() + " 全县有4户反映同一件事，已并为共性问题K1“全县停水”，由县服务台统一办理，办理时间会告诉您。");
        }
        assertThat(zhang.hears()).contains("#" + wang.code(), "已并入共性问题", "您不用再办");
        assertThat(inState("MERGED")).isEqualTo(4);
        service.pass(Duration.ofMinutes(5));
        assertThat(wang.hears()).as("once").isEmpty();
        zhang.says("待办");
        assertThat(zhang.hears()).contains("没有待办");
    }

    @ParameterizedTest
    @ValueSource(strings = {"共性 K1 合并", "共性 K1 合并 这个标题实在是太长了写了又写一直写到三十个字以上还是没有停下来的意思"})
    void aTitleIsNeededThatCanBeTold(String order) {
        desk.says(order);
        assertThat(desk.hears()).contains("请写标题");
        assertThat(inState("MERGED")).isZero();
    }

    @Test
    void whatAPersonSaysIsNoneIsNotSuggestedAgain() {
        desk.says("共性 K1 不是");
        assertThat(desk.hears()).contains("不算共性问题");
        service.pass(Duration.ofMinutes(16));
        assertThat(service.suggest()).isZero();
        desk.says("共性");
        assertThat(desk.hears()).contains("没有共性问题");
        desk.says("共性 K1");
        assertThat(desk.hears()).contains("没有找到共性问题 K1");
    }

    @Test
    void whatIsWrittenLaterIsProposedAndAgainDecidedByAPerson() {
        merged();
        Person guo = place.person("guojinfeng");
        guo.says("我们组也停水了");
        service.pass(Duration.ofMinutes(16));
        assertThat(service.suggest()).isZero();
        guo.hears();
        assertThat(inState("MERGED")).isEqualTo(4);
        desk.says("共性 K1");
        assertThat(desk.hears()).contains("#" + guo.code() + " 南河村 我们组也停水了（可能也是，待合并）");
        desk.says("共性 K1 合并");
        service.pass(Duration.ofSeconds(1));
        assertThat(guo.hears()).contains("#" + guo.code(), "共性问题K1");
        assertThat(wang.hears()).isEmpty();
        assertThat(service.count("SELECT households FROM common_problem")).isEqualTo(5);
    }

    @Test
    void neverWhatIsKeptFromSomebodyOrNobodysOrOver() {
        place.person("zhengguilan").says("投诉 村里停水没人通知，干部不管");
        place.person("hanshuzhen").says("匿名 停水好几天了");
        place.stranger().says("我们这里停水了");
        Person luo = place.person("luojing");
        luo.says("停水了");
        luo.says("撤诉");
        service.pass(Duration.ofMinutes(16));
        service.suggest();
        assertThat(service.count("SELECT count(*) FROM common_member")).isEqualTo(4);
        wang.says("撤诉");
        service.pass(Duration.ofMinutes(16));
        service.suggest();
        assertThat(service.count("SELECT households FROM common_problem")).isEqualTo(3);
    }

    // -------------------------------------------------------------------------------------------------------------
    // who may

    @ParameterizedTest
    @CsvSource({
        "共性, 没有共性问题",
        "共性 K1, 没有找到共性问题 K1",
        "共性 K1 合并 停水, 没有找到共性问题 K1",
        "共性 K1 答复 12月10日 修, 没有找到共性问题 K1",
        "共性 K99, 没有找到共性问题 K99"
    })
    void forEverybodyElseThereIsNone(String order, String told) {
        for (Person other : List.of(zhang, xu)) {
            other.says(order);
            assertThat(other.hears()).isEqualTo(told + "。");
        }
        assertThat(wang.hears()).isEmpty();
        assertThat(inState("MERGED")).isZero();
    }

    @Test
    void theDeskDoesNotAnswerForTheDepartmentNorTheOtherWayRound() {
        assigned();
        desk.says("共性 K1 答复 12月10日 修");
        assertThat(desk.hears()).contains("由承办部门答复和办结，现在是青禾县农业农村局");
        xu.says("共性 K1 去 #" + wang.code());
        assertThat(xu.hears()).contains("由县服务台办");
        xu.says("共性");
        assertThat(xu.hears()).contains("K1 待答复 4户3村 全县停水");
    }

    // -------------------------------------------------------------------------------------------------------------
    // one answer for all

    @Test
    void theDepartmentAnswersAllWithADay() {
        merged();
        desk.says("共性 K1 转办 农业农村局");
        assertThat(desk.hears()).contains("已交青禾县农业农村局答复（4户）");
        service.pass(Duration.ofSeconds(1));
        assertThat(xu.hears()).contains("【共性问题 K1】全县停水：4户、3个村", "答复 12月10日");
        xu.says("共性 K1 答复 12月10日 正在修主管道");
        assertThat(xu.hears()).contains("将告诉4户");
        service.pass(Duration.ofSeconds(1));
        for (Person villager : thirsty) {
            assertThat(villager.hears())
                    .isEqualTo("【#" + villager.code() + " 青禾县农业农村局】正在修主管道\n承诺12月10日前办好。（共性问题K1，4户收到同样答复）");
        }
        wang.says("进度");
        assertThat(wang.hears()).contains("共性问题K1（全县停水），青禾县农业农村局承诺12月10日前办好");
        assertThat(count("PROMISED")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"答复", "答复 正在修", "答复 12月10日", "答复 2月30日 修", "答复 11月20日 今天", "答复 11月19日 昨天", "答复 2027年12月10日 明年"})
    void withoutADayToComeAndWordsItIsSaidHow(String order) {
        assigned();
        xu.says("共性 K1 " + order);
        assertThat(xu.hears()).contains("请写承诺的日期");
        assertThat(wang.hears()).isEmpty();
    }

    @Test
    void aVillagerWithTwoTicketsHearsOnce() {
        wang.says("新 自来水断水了");
        String second = wang.code();
        service.pass(Duration.ofMinutes(16));
        service.suggest();
        wang.hears();
        desk.says("共性 K1 合并 全县停水");
        service.pass(Duration.ofSeconds(1));
        assertThat(wang.news()).hasSize(1);
        desk.says("共性 K1 转办 农业农村局");
        xu.says("共性 K1 答复 12月10日 正在修主管道");
        service.pass(Duration.ofSeconds(1));
        assertThat(wang.news()).hasSize(1);
        assertThat(service.count(
                        "SELECT count(*) FROM history h JOIN ticket t ON t.id = h.ticket_id WHERE t.code = ? AND h.kind = 'PROMISED'",
                        second))
                .isEqualTo(1);
        assertThat(count("PROMISED")).isEqualTo(5);
    }

    @Test
    void atNightNobodyIsWoken() {
        assigned();
        service.on("2026-11-20T22:00");
        xu.says("共性 K1 答复 12月10日 正在修主管道");
        service.pass(Duration.ofSeconds(1));
        assertThat(wang.hears()).isEmpty();
        service.on("2026-11-21T07:31");
        assertThat(wang.hears()).contains("承诺12月10日前办好");
    }

    @Test
    void anOldPhoneGetsItInFewWords() {
        Person feng = place.phone("14500012006");
        feng.says("我家停水了");
        service.pass(Duration.ofMinutes(16));
        service.suggest();
        feng.hears();
        promised();
        assertThat(feng.everything()).contains("青禾县农业农村局承诺12月10日前办好：正在修主管道");
        assertThat(feng.last().text().length()).isLessThanOrEqualTo(67);
    }

    // -------------------------------------------------------------------------------------------------------------
    // kept, or missed

    @Test
    void eachHouseholdIsAskedAndOnesNoTakesItsOwnOut() {
        solved();
        for (Person villager : thirsty) {
            assertThat(villager.hears()).contains("#" + villager.code(), "青禾县农业农村局说办好了：主管道已修好", "解决了吗");
        }
        ma.says("1");
        assertThat(ma.hears()).contains("就此结束");
        xu.hears();
        wang.says("2");
        assertThat(wang.hears()).contains("没有解决", "徐莉", "前答复");
        assertThat(xu.hears()).contains("重办 #" + wang.code());
        service.pass(Duration.ofMinutes(1));
        assertThat(inState("RESOLVED")).as("the others").isEqualTo(2);
        assertThat(service.count("SELECT households FROM common_problem")).isEqualTo(3);
        assertThat(service.count("SELECT count(*) FROM ticket WHERE state = 'OPEN' AND acts_at IS NOT NULL"))
                .as("its own clock")
                .isEqualTo(1);
        assertThat(service.promises()).extracting(PublicPromises.Count::kept).containsExactly(1L);
    }

    @Test
    void aMissedPromiseIsToldOnceToEverybodyAndCounts() {
        promised();
        service.on("2026-12-10T23:59");
        assertThat(count("PROMISE_MISSED")).as("the day is not over").isZero();
        service.on("2026-12-11T09:00");
        assertThat(desk.hears()).contains("青禾县农业农村局承诺12月10日前办好，没有办结");
        assertThat(xu.hears()).contains("已公开记为未兑现");
        for (Person villager : thirsty) {
            assertThat(villager.hears()).contains("#" + villager.code(), "没有在承诺的12月10日前办好", "未兑现");
        }
        service.on("2026-12-14T09:00");
        assertThat(wang.hears()).isEmpty();
        assertThat(count("PROMISE_MISSED")).isEqualTo(4);
        assertThat(service.promises())
                .extracting(PublicPromises.Count::kept, PublicPromises.Count::missed, PublicPromises.Count::open)
                .containsExactly(tuple(0L, 1L, 0L));
        xu.says("共性 K1 答复 12月20日 管道到货就修");
        service.pass(Duration.ofSeconds(1));
        assertThat(wang.hears()).contains("承诺12月20日前办好");
        xu.says("共性 K1 办结 修好了");
        assertThat(service.promises())
                .extracting(PublicPromises.Count::kept, PublicPromises.Count::missed, PublicPromises.Count::open)
                .containsExactly(tuple(1L, 1L, 0L));
    }

    /** The desk may not let a problem lie: what it merged has no clocks of its own any more. Merged on Friday, five working days end on the next. */
    @Test
    void thatNoDayIsToldInTimeCountsForWhoeverHasItThen() {
        merged();
        service.on("2026-11-27T23:59");
        assertThat(count("ANSWER_MISSED")).as("the day is not over").isZero();
        service.on("2026-11-30T09:00");
        assertThat(desk.hears()).contains("没有按时向4户答复何时办好", "县服务台");
        for (Person villager : thirsty) {
            assertThat(villager.hears()).contains("#" + villager.code(), "还没有按时答复", "正在催办县服务台");
        }
        desk.says("共性 K1 转办 农业农村局");
        service.on("2026-12-08T09:00");
        assertThat(xu.hears()).contains("没有按时向4户答复何时办好");
        assertThat(wang.hears()).as("nothing new").isEmpty();
        assertThat(service.promises())
                .extracting(PublicPromises.Count::unit, PublicPromises.Count::unanswered, PublicPromises.Count::missed)
                .containsExactly(tuple("青禾县农业农村局", 1L, 0L), tuple(null, 1L, 0L));
        xu.says("共性 K1 答复 12月20日 正在修主管道");
        service.pass(Duration.ofSeconds(1));
        assertThat(wang.hears()).contains("承诺12月20日前办好");
        service.on("2026-12-18T09:00");
        assertThat(count("ANSWER_MISSED")).as("two, of each ticket").isEqualTo(8);
    }

    @Test
    void whatIsUrgentIsAnsweredInOneWorkingDay() {
        wang.says("急");
        desk.says("共性 K1 去 #" + ma.code());
        service.pass(Duration.ofSeconds(1));
        desk.says("共性");
        assertThat(desk.hears()).contains("K1 【急】");
        merged();
        service.on("2026-11-23T23:59");
        assertThat(count("ANSWER_MISSED")).isZero();
        service.on("2026-11-24T09:00");
        assertThat(count("ANSWER_MISSED")).isPositive();
    }

    @Test
    void whatIsGivenOnAfterItWasSaidToBeSolvedIsInItNoMore() {
        assigned();
        String code = wang.code();
        xu.says("#" + code + " 办结 单独接了水");
        service.pass(DeskChat.UNDO);
        wang.says("2");
        assertThat(service.count("SELECT count(*) FROM common_member WHERE state = 'OUT'"))
                .isEqualTo(1);
        assertThat(wang.says("进度").hears()).doesNotContain("共性问题");
    }

    /** 12 December is a Saturday: on Monday it is missed, and what is done on Sunday is in time. */
    @Test
    void onTheFirstWorkingDayAfterIt() {
        assigned();
        xu.says("共性 K1 答复 12月12日 正在修");
        service.on("2026-12-13T10:00");
        assertThat(count("PROMISE_MISSED")).isZero();
        xu.says("共性 K1 办结 修好了");
        service.on("2026-12-14T10:00");
        assertThat(count("PROMISE_MISSED")).isZero();
        assertThat(service.promises()).extracting(PublicPromises.Count::kept).containsExactly(1L);
    }

    @Test
    void aDayThatWasToldIsNotPutOff() {
        promised();
        xu.says("共性 K1 答复 12月15日 再等等");
        assertThat(xu.hears()).contains("不能改晚");
        desk.says("共性 K1 转办 农业农村局");
        assertThat(desk.hears()).contains("到期前不能转办");
        xu.says("共性 K1 答复 12月8日 提前修好");
        service.pass(Duration.ofSeconds(1));
        assertThat(wang.hears()).contains("承诺12月8日前办好");
        assertThat(service.promises()).extracting(PublicPromises.Count::open).containsExactly(1L);
    }

    // -------------------------------------------------------------------------------------------------------------
    // by hand

    @Test
    void theDeskGroupsByHandAddsAndTakesOut() {
        String first = wang.code();
        String second = huang.code();
        desk.says("共性 合并 #" + first + " #" + second + " 水压不足");
        assertThat(desk.hears()).contains("已并为共性问题 K2“水压不足”，2户");
        desk.says("共性 K2 加#" + ma.code());
        assertThat(desk.hears()).contains("K2 现有3户");
        service.pass(Duration.ofSeconds(1));
        assertThat(ma.hears()).contains("共性问题K2");
        desk.says("共性 K1 加 #" + first);
        assertThat(desk.hears()).contains("#" + first + " 已在共性问题 K2 里");
        desk.says("共性 K2 去 #" + first);
        assertThat(desk.hears()).contains("K2 现有2户");
        wang.hears();
        service.pass(Duration.ofSeconds(1));
        assertThat(wang.everything()).contains("#" + first + " 已从共性问题K2分出单独办理");
        assertThat(inState("MERGED")).isEqualTo(2);
        desk.says("共性 K2 不是");
        service.pass(Duration.ofSeconds(1));
        assertThat(inState("MERGED")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "共性 合并 #1234567 #7654321 水压, 没有找到可以合并的 #",
        "共性 合并 停水, 请写至少两个编号",
        "共性 K1 转办 水利局, 没有能接办的“水利局”",
        "共性 K1 随便, 可以写",
        "共性 K1 办结 好了, 由承办部门"
    })
    void whatDoesNotFitIsSaid(String order, String told) {
        merged();
        desk.says(order);
        assertThat(desk.hears()).contains(told);
        assertThat(wang.hears()).isEmpty();
    }

    @Test
    void aMergedTicketGoesItsWayWithTheOthers() {
        assigned();
        String code = wang.code();
        for (String order : List.of("上报 请县里办", "延期 3 等配件", "退单 不归我们", "转办 民政局 归你们")) {
            xu.says("#" + code + " " + order);
            assertThat(xu.hears()).as(order).contains("随共性问题统一办理");
        }
        wang.says("水压也小");
        assertThat(wang.hears()).contains("已补充到 #" + code, "会统一答复您");
        assertThat(xu.hears()).contains("水压也小");
        wang.says("撤诉");
        service.pass(Duration.ofSeconds(1));
        xu.says("共性 K1 答复 12月10日 正在修");
        service.pass(Duration.ofSeconds(1));
        assertThat(ma.hears()).contains("承诺12月10日");
        assertThat(wang.hears()).doesNotContain("承诺");
        assertThat(service.count("SELECT count(*) FROM set_aside")).isZero();
    }
}

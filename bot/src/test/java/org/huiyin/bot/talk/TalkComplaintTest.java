package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Complaints by every door they may come in, and what the accused could learn by any of them: nothing. */
class TalkComplaintTest {
    private static final TalkService SERVICE = new TalkService(60);
    private static final Duration UNDO = Duration.ofSeconds(31);
    private final Place place = SERVICE.place();
    private final Person wang = place.person("wangxiuying");
    private final Person liu = place.person("liujianguo");
    private final Person sun = place.person("sunli");
    private final List<Person> line = Stream.of("zhangwei", "liqiang", "heping", "zhoumin")
            .map(place::person)
            .toList();
    private final Person zhang = line.get(0);

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    private void nobodyOfTheLineHeardAnything() {
        for (Person official : line) {
            assertThat(official.hears()).as(official.address).isEmpty();
        }
    }

    private void zhangHasNothingToDo() {
        zhang.says("待办");
        assertThat(zhang.hears()).isEqualTo("没有待办。");
    }

    // ------------------------------------------------------------------------------------------------------------------- the doors

    @ParameterizedTest
    @ValueSource(strings = {"投诉", "投訴", "complain", "9", "９", "九", "举报"})
    void theCommandAsksForTheWordsAndTakesThemPastTheLine(String command) {
        wang.says(command);
        assertThat(wang.hears()).contains("请写下您要投诉的事", "看不到");
        wang.says("每次来就拍张照片");
        assertThat(wang.hears()).contains("已保密", "县服务台", wang.code()).doesNotContain("1 是");
        nobodyOfTheLineHeardAnything();
        assertThat(liu.everything()).contains("【#" + wang.code() + " 保密件】每次来就拍张照片");
    }

    @Test
    void theCommandWithWordsNeedsNoQuestion() {
        wang.says("投诉 每次来就拍张照片");
        assertThat(wang.hears()).contains("已保密", wang.code());
        nobodyOfTheLineHeardAnything();
        zhangHasNothingToDo();
    }

    @Test
    void aPhotoThatWasAskedForIsTheComplaint() {
        wang.says("路灯坏了");
        zhang.hears();
        wang.says("9");
        wang.sendsPhoto("");
        assertThat(wang.hears()).contains("已保密");
        nobodyOfTheLineHeardAnything();
        assertThat(liu.everything()).contains("【#" + wang.code() + " 保密件】〔照片〕");
    }

    @Test
    void aCommandInsteadOfTheWordsIsStillACommand() {
        wang.says("9");
        wang.hears();
        wang.says("进度");
        assertThat(wang.hears()).contains("没有在办的事");
        wang.says("每次来就拍张照片");
        assertThat(wang.hears()).contains("已保密");
    }

    @Test
    void aComplaintIsNeverAppendedToATicketThatTheCadreSees() {
        wang.says("路灯坏了");
        String lamp = wang.code();
        zhang.hears();
        wang.hears();
        wang.says("张伟说修又不修");
        assertThat(wang.hears()).contains("1 是", wang.code()).doesNotContain(lamp);
        nobodyOfTheLineHeardAnything();
        wang.says("1");
        wang.hears();
        nobodyOfTheLineHeardAnything();
        zhang.says("待办");
        assertThat(zhang.hears()).contains("待办 1 件", lamp);
        zhang.says("全文 #" + lamp);
        assertThat(zhang.hears()).isEqualTo("路灯坏了");
    }

    @Test
    void moreOfAComplaintGoesToTheComplaint() {
        wang.says("张伟从来没来过");
        String code = wang.code();
        wang.says("三年了");
        assertThat(wang.hears()).contains("已记在 #" + code);
        wang.says("1");
        wang.says("他还拿了我的补贴本");
        assertThat(wang.hears()).contains("已补充到保密办理的 #" + code);
        nobodyOfTheLineHeardAnything();
        assertThat(liu.everything()).contains("三年了", "他还拿了我的补贴本");
    }

    @Test
    void inAnswerToSolvedAComplaintIsAMatterOfItsOwn() {
        wang.says("路灯坏了");
        String lamp = wang.code();
        zhang.says("办结 修好了");
        SERVICE.pass(UNDO);
        wang.hears();
        zhang.hears();
        wang.says("张伟根本没来修，还骗我签字");
        assertThat(wang.hears()).contains("1 是").doesNotContain("#" + lamp);
        nobodyOfTheLineHeardAnything();
        wang.says("1");
        assertThat(wang.hears()).contains("已保密");
        nobodyOfTheLineHeardAnything();
        wang.says("2");
        assertThat(wang.hears()).as("the other question is still open").contains("#" + lamp + " 已退回张伟");
    }

    @Test
    void inACaptionAndInTheNameOfAPlace() {
        wang.sendsPhoto("张伟占的地");
        assertThat(wang.hears()).contains("1 是");
        nobodyOfTheLineHeardAnything();
        Person ma = place.person("maguofu");
        ma.sendsPlace("张伟家的麻将馆");
        assertThat(ma.hears()).contains("1 是");
        nobodyOfTheLineHeardAnything();
    }

    @Test
    void inATranscript() {
        wang.sendsVoice("张伟从来没来过");
        assertThat(wang.hears()).contains("1 是");
        nobodyOfTheLineHeardAnything();
    }

    @Test
    void withTheWishToBeRungOrAccompanied() {
        wang.says("电话：张伟不管我家的事，找个人打给我");
        assertThat(wang.hears()).contains("1 是");
        wang.says("1");
        wang.hears();
        wang.says("陪同 反映张伟的事");
        nobodyOfTheLineHeardAnything();
        wang.says("电话");
        nobodyOfTheLineHeardAnything();
    }

    @Test
    void byQuoteOfAMessageFromTheCadre() {
        wang.says("路灯坏了");
        zhang.says("下周修");
        SERVICE.pass(UNDO);
        wang.hears();
        zhang.hears();
        wang.quotes(wang.last(), "他每次都这么说，骗人的");
        assertThat(wang.hears()).contains("1 是");
        nobodyOfTheLineHeardAnything();
        wang.says("#" + zhang.code() + " 骗人的");
        nobodyOfTheLineHeardAnything();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // before binding

    @Test
    void beforeWeKnowWhoItIs() {
        Person stranger = place.stranger();
        stranger.says("我的联系干部张伟从来没来过");
        assertThat(stranger.hears()).contains("1 是", "2 不是");
        assertThat(liu.everything()).doesNotContain(stranger.code());
        stranger.says("1");
        assertThat(stranger.hears()).contains("已保密");
        stranger.says(place.number("14500012001"));
        stranger.says(secretSentTo("14500012001"));
        assertThat(stranger.hears()).contains("好了：王秀英");
        nobodyOfTheLineHeardAnything();
        zhangHasNothingToDo();
    }

    @Test
    void whatWasWrittenBeforeIsLookedThroughOnceTheLineIsKnown() {
        Person stranger = place.stranger();
        stranger.says("张伟在我家吃了三顿饭");
        String code = stranger.code();
        assertThat(stranger.hears())
                .as("nobody knows that there is such an official in his line")
                .doesNotContain("1 是");
        stranger.says(place.household("bg-001"));
        stranger.says("王秀英");
        assertThat(stranger.hears()).contains("好了：王秀英", "1 是", code);
        nobodyOfTheLineHeardAnything();
        zhangHasNothingToDo();
        SERVICE.pass(Duration.ofMinutes(31));
        assertThat(stranger.hears()).contains("已保密", code);
        nobodyOfTheLineHeardAnything();
    }

    private String secretSentTo(String phone) {
        String text = place.phone(phone).last().text();
        return text.replaceAll("^.*验证码(\\d{6}).*$", "$1");
    }

    // ------------------------------------------------------------------------------------------------------ officials
    // of the county

    @Test
    void whoeverOfTheCountyIsNamedDoesNotGetIt() {
        liu.hears();
        wang.says("刘建国书记收了张伟的烟");
        assertThat(wang.hears()).contains("1 是");
        wang.says("1");
        assertThat(sun.everything()).contains("#" + wang.code());
        assertThat(liu.hears()).isEmpty();
        liu.says("#" + wang.code() + " 什么事");
        assertThat(liu.hears()).contains("没有找到");
        nobodyOfTheLineHeardAnything();
    }

    @Test
    void moreOfAComplaintThatNamesWhoeverHasItIsTakenElsewhere() {
        wang.says("投诉 张伟从来没来过");
        String first = wang.code();
        liu.hears();
        wang.says("刘建国书记也知道");
        assertThat(wang.code()).isNotEqualTo(first);
        assertThat(liu.hears()).isEmpty();
        assertThat(sun.everything()).contains("刘建国书记也知道");
    }

    @Test
    void aHouseholdOfTheCountysLeaderComplainsPastHim() {
        Person han = place.person("hanshuzhen");
        liu.hears();
        han.says("我的帮扶人我都没见过面");
        assertThat(han.hears()).contains("1 是");
        han.says("1");
        assertThat(han.hears()).contains("已保密");
        assertThat(liu.hears()).isEmpty();
        liu.says("#" + han.code() + " 什么事");
        assertThat(liu.hears()).contains("没有找到");
        assertThat(sun.everything()).contains(han.code());
    }

    @Test
    void whereEverybodyIsConcernedItWaitsInTheDesksOwnSeat() {
        liu.hears();
        sun.hears();
        wang.says("刘建国和孙丽都收了钱");
        wang.says("1");
        assertThat(wang.hears()).contains("已保密", "县服务台");
        assertThat(liu.hears()).isEmpty();
        assertThat(sun.hears()).isEmpty();
        assertThat(SERVICE.count(
                        "SELECT count(*) FROM ticket t JOIN duty d ON d.id = t.holder_id WHERE t.code = ? AND d.kind = 'DESK'",
                        wang.code()))
                .isEqualTo(1);
    }

    // ------------------------------------------------------------------------------------------------------------------- afterwards

    @Test
    void theDeskAnswersAComplaintAndItNeverClimbsBackIntoTheLine() {
        wang.says("投诉 张伟从来没来过");
        String code = wang.code();
        liu.says("#" + code + " 办结 已谈话");
        SERVICE.pass(UNDO);
        wang.hears();
        wang.says("还是没来");
        assertThat(wang.hears()).contains("解决了吗");
        for (int i = 0; i < 2; i++) {
            wang.says("2");
            assertThat(wang.hears()).contains("#" + code + " 已退回县服务台");
            liu.says("#" + code + " 办结 已换人");
            SERVICE.pass(UNDO);
        }
        nobodyOfTheLineHeardAnything();
        zhangHasNothingToDo();
    }

    @Test
    void whatMayBelongToTheComplaintIsAskedAboutWhenTheCadreBeganSomethingMeanwhile() {
        wang.says("投诉 张伟从来没来过");
        zhang.says("联系 王秀英 明天在家吗");
        SERVICE.pass(UNDO);
        zhang.hears();
        wang.hears();
        wang.says("三年了都是这样");
        assertThat(wang.hears()).contains("1 是");
        assertThat(zhang.hears()).isEmpty();
        wang.says("2");
        assertThat(zhang.hears()).contains("三年了都是这样");
    }

    @Test
    void whoSaysMoreIsToldThatItIsKeptAndHowToBeginAnotherMatter() {
        wang.says("投诉 张伟从来没来过");
        wang.hears();
        wang.says("水龙头坏了");
        assertThat(wang.hears()).contains("已补充到保密办理的 #" + wang.code(), "另一件事请先回“新”");
        assertThat(zhang.hears()).isEmpty();
    }

    @Test
    void aSecondAnswerToTheQuestionIsNone() {
        wang.says("他没来");
        wang.says("2");
        assertThat(zhang.hears()).contains("他没来");
        wang.hears();
        wang.says("路灯坏了");
        assertThat(wang.hears()).contains("已补充");
    }
}

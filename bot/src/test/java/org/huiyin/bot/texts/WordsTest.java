package org.huiyin.bot.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huiyin.bot.config.ConfigFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    private static final Words WORDS = Words.read(ConfigFolder.shipped());
    private static final Set<String> ALL = WORDS.names().stream()
            .filter(name -> name.startsWith("commands."))
            .map(name -> name.substring("commands.".length()))
            .collect(Collectors.toSet());

    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource({
        "1, yes",
        "１, yes",
        "'1.', yes",
        "'1。', yes",
        "' 1 ', yes",
        "①, yes",
        "一, yes",
        "壹, yes",
        "1、, yes",
        "'（1）', yes",
        "是, yes",
        "YES, yes",
        "2, no",
        "２, no",
        "'2.', no",
        "二, no",
        "两, no",
        "不是, no",
        "No, no",
        "3, partly",
        "３, partly",
        "三, partly",
        "部分, partly",
        "0, person",
        "０, person",
        "零, person",
        "人工, person",
        "9, not-my-cadre",
        "９, not-my-cadre",
        "九, not-my-cadre"
    })
    void digitsAreReadInAllTheirForms(String text, String list) {
        assertThat(WORDS.exactly(list, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "1 2", "12", "1号楼", "一家人", "是谁", "no water", ""})
    void whatOnlyBeginsLikeADigitIsNone(String text) {
        for (String list : Set.of("yes", "no", "partly", "person", "not-my-cadre")) {
            assertThat(WORDS.exactly(list, text)).as(list).isFalse();
        }
    }

    @ParameterizedTest(name = "[{0}] is {1}, then [{2}]")
    @CsvSource({
        "进度, status, ''",
        "進度, status, ''",
        "进度。, status, ''",
        "Status, status, ''",
        "近度, status, ''",
        "statsu, status, ''",
        "stauts, status, ''",
        "sttaus, status, ''",
        "sttasu, , ",
        "staus, status, ''",
        "STATUS!, status, ''",
        "电话, call-me, ''",
        "電話, call-me, ''",
        "call me, call-me, ''",
        "投诉, complain, ''",
        "投訴 张伟, complain, 张伟",
        "complaint: he, complain, he",
        "头诉, complain, ''",
        "新, new-matter, ''",
        "新：路灯坏了, new-matter, 路灯坏了",
        "新 路灯坏了, new-matter, 路灯坏了",
        "new, new-matter, ''",
        "陪同, escort, ''",
        "帮助, help, ''",
        "帮住, help, ''",
        "幫助, help, ''",
        "help, help, ''",
        "全文 #1, full, #1",
        "更多, more, ''",
        "待办, todo, ''",
        "代办, todo, ''",
        "待辦, todo, ''",
        "todo, todo, ''",
        "todos, todo, ''",
        "tood, todo, ''",
        "toodo, todo, ''",
        "tdo, todo, ''",
        "odo, , ",
        "tofo, , ",
        "tood 2, , ",
        "查待办, todo, ''",
        "待办 2, todo, 2",
        "我的户 石桥, households, 石桥",
        "撤回, undo, ''",
        "撤回！, undo, ''",
        "undo, undo, ''",
        "udno, undo, ''",
        "unddo, undo, ''",
        "umdo, undo, ''",
        "撒回, undo, ''",
        "车回, undo, ''",
        "办结 路灯已修, resolve, 路灯已修",
        "办结：路灯已修, resolve, 路灯已修",
        "班结 路灯已修, resolve, 路灯已修",
        "已办结, resolve, ''",
        "办结了, resolve, ''",
        "已办结了！, resolve, ''",
        "办结了，路灯已修, resolve, 路灯已修",
        "resolved lamp, resolve, lamp",
        "上报 需镇里协调, escalate, 需镇里协调",
        "我的户, households, ''",
        "登记 北关村 王秀英 低保, register, 北关村 王秀英 低保",
        "聯繫 王秀英 好, contact, 王秀英 好",
        "note: x, note, x",
        "备注：x, note, x",
        "备注 x, note, x",
        "note x, note, x",
        "备注, note, ''",
        "noet, note, ''"
    })
    void commandsAreForgivenOneTypo(String text, String name, String rest) {
        if (name == null) {
            assertThat(WORDS.command(ALL, text)).isEmpty();
        } else {
            assertThat(WORDS.command(ALL, text)).map(Command::name).contains(name);
            assertThat(WORDS.command(ALL, text)).map(Command::rest).contains(rest);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "新房子漏水", "电话打不通", "进度太慢了", "投诉无门", "帮助老人的补贴", "gone", "none", "fell", "move", "办结了没有", "1进度", "心",
                "待会办", "undone", "fulll", "hel", "donne", "stats2"
            })
    void whatOnlyBeginsLikeACommandIsNone(String text) {
        assertThat(WORDS.command(ALL, text)).isEmpty();
    }

    @ParameterizedTest(name = "[{0}] code {1}: {2}")
    @CsvSource({
        "办结路灯已修, false, resolve",
        "辦結路燈已修, false, resolve",
        "已办结换了灯泡, false, resolve",
        "办结了换了灯泡, false, resolve",
        "上报需镇里协调, false, escalate",
        "上报镇里协调, true, escalate",
        "上报镇里协调, false, ",
        "办结了吗, true, ",
        "办结后通知您, true, ",
        "办结了没有, true, ",
        "办结请您放心, false, ",
        "您的事已经办结，请放心, true, ",
        "上报了镇里, true, ",
        "上报材料要带齐, true, ",
        "路灯办结, true, "
    })
    void aCommandOnATicketMayGoOnWithoutASpace(String text, boolean coded, String name) {
        assertThat(WORDS.glued(Set.of("resolve", "escalate"), text, coded).map(Command::name))
                .isEqualTo(Optional.ofNullable(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help me please", "new road is broken", "call the water company"})
    void englishThatBeginsLikeACommandIsNotMarkedAsOne(String text) {
        assertThat(WORDS.command(ALL, text))
                .hasValueSatisfying(c -> assertThat(c.marked()).isFalse());
    }

    @ParameterizedTest(name = "[{0}]: {1}")
    @CsvSource({
        "急, true",
        "急！停水了, true",
        "急 停水了, true",
        "急诊在哪, false",
        "紧急停水, true",
        "urgent: water, true",
        "urgently, true",
        "不急, false"
    })
    void urgentStandsAtTheBeginning(String text, boolean urgent) {
        assertThat(WORDS.begins("urgent", text)).isEqualTo(urgent);
    }

    @ParameterizedTest(name = "[{0}]: {1}")
    @CsvSource({
        "家里着火了, true",
        "着 火 了, true",
        "著火了, true",
        "fire! my house is on fire, true",
        "my campfire, false",
        "floods, false",
        "a flood, true"
    })
    void chineseWordsStandAnywhereAndWordsOfLettersAlone(String text, boolean found) {
        assertThat(WORDS.anywhere("danger", text)).isEqualTo(found);
    }
}

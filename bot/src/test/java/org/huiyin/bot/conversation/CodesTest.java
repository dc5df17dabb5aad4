package org.huiyin.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
    /** 572 with Damm's check digit, after zeros that change nothing. */
    private static final String RIGHT = "0005724";

    @ParameterizedTest(name = "[{0}] leaves [{1}]")
    @CsvSource({
        "'#0005724 好的', 好的",
        "'＃０００５７２４ 好的', 好的",
        "'# 0005724好的', 好的",
        "'  #0005724，好的', 好的",
        "'#0005724: 好的', 好的",
        "'#0005724 。只给自己看', 。只给自己看",
        "'#0005724', ''",
        "'0005724 好的', 好的",
        "'0005724：好的', 好的",
        "'0005724', ''"
    })
    void aCodeIsReadHoweverItIsTyped(String text, String rest) {
        assertThat(Codes.leading(text)).contains(new Codes.Leading(RIGHT, true, rest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#0005725 好的", "#005724 好的", "#00057241 好的", "#000S724 好的", "#1", "#12 楼", "0005725 好的"})
    void aWrongCodeIsACodeAllTheSame(String text) {
        assertThat(Codes.leading(text))
                .hasValueSatisfying(code -> assertThat(code.right()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"好的 #0005724", "14500012001", "0005724号楼", "123456 是验证码", "#好的", "3点来", ""})
    void whatIsNoCodeIsText(String text) {
        assertThat(Codes.leading(text)).isEmpty();
    }

    @Test
    void aVillagersBareNumberIsNoCode() {
        assertThat(Codes.marked("0005724 好的")).isEmpty();
        assertThat(Codes.marked("#0005724 好的")).isPresent();
    }
}

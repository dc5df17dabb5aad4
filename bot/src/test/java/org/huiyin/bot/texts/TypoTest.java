package org.huiyin.bot.texts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypoTest {
    @ParameterizedTest
    @CsvSource({
        "status, status, 0",
        "status, stauts, 1",
        "status, statsu, 1",
        "status, staus, 1",
        "status, statuss, 1",
        "status, stasus, 1",
        "status, sttasu, 2",
        "ab, ba, 1",
        "ca, abc, 3",
        "'', abc, 3"
    })
    void neighboursSwappedAreOneSlip(String one, String other, int slips) {
        assertThat(Typo.count(one, other)).isEqualTo(slips);
        assertThat(Typo.count(other, one)).isEqualTo(slips);
    }

    @ParameterizedTest
    @CsvSource({
        "undo, udno, true",
        "undo, unddo, true",
        "undo, uno, true",
        "undo, umdo, false",
        "undo, ndo, false",
        "undo, undos, false",
        "undo, undo, false",
        "note, none, false"
    })
    void aLightSlipMakesNoOtherWord(String word, String typed, boolean light) {
        assertThat(Typo.light(word, typed)).isEqualTo(light);
    }
}

package org.huiyin.bot.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketCodesTest {
    private static final int SPENT = 900_000;
    private final TicketCodes codes = new TicketCodes(new byte[32]);

    @Test
    void everyWrongDigitAndEverySwapOfNeighboursIsFound() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            String code = codes.code(random.nextInt(SPENT * 2));
            assertThat(TicketCodes.valid(code)).isTrue();
            for (int at = 0; at < code.length(); at++) {
                wrongDigits(code, at);
                swap(code, at);
            }
        }
    }

    private static void wrongDigits(String code, int at) {
        for (char digit = '0'; digit <= '9'; digit++) {
            if (digit != code.charAt(at)) {
                String slip = code.substring(0, at) + digit + code.substring(at + 1);
                assertThat(TicketCodes.valid(slip)).as(code + " as " + slip).isFalse();
            }
        }
    }

    private static void swap(String code, int at) {
        if (at + 1 < code.length() && code.charAt(at) != code.charAt(at + 1)) {
            String slip = code.substring(0, at) + code.charAt(at + 1) + code.charAt(at) + code.substring(at + 2);
            assertThat(TicketCodes.valid(slip)).as(code + " as " + slip).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 1000, 100_000})
    void numbersAreOnlyChangedAboutWithinARange(long size) {
        BitSet seen = new BitSet();
        for (long number = 0; number < size; number++) {
            seen.set(Math.toIntExact(codes.permute(number, size)));
        }
        assertThat(seen.cardinality()).isEqualTo((int) size);
        assertThat(seen.length()).isEqualTo((int) size);
    }

    @Test
    void noCodeComesTwice() {
        Set<String> seen = new HashSet<>();
        int step = 13;
        for (int number = 0; number < SPENT; number += step) {
            seen.add(codes.code(number));
        }
        assertThat(seen).hasSize((SPENT + step - 1) / step);
    }

    @ParameterizedTest(name = "the {0}-th code has {1} digits")
    @CsvSource({"0,7", "899999,7", "900000,8", "9899999,8", "9900000,9"})
    void codesGrowWhenNineTenthsOfALengthAreSpent(long number, int digits) {
        assertThat(codes.code(number)).hasSize(digits).containsOnlyDigits();
    }

    @Test
    void theNextCodeIsNotTheNextNumber() {
        long neighbours = 0;
        for (int i = 0; i < 1000; i++) {
            long one = Long.parseLong(codes.code(i).substring(0, 6));
            long next = Long.parseLong(codes.code(i + 1).substring(0, 6));
            neighbours += Math.abs(one - next) <= 10 ? 1 : 0;
        }
        assertThat(neighbours).isLessThan(3);
    }

    @Test
    void anotherCountyHasOtherCodes() {
        byte[] key = new byte[32];
        key[0] = 1;
        assertThat(new TicketCodes(key).code(5)).isNotEqualTo(codes.code(5));
        assertThat(new TicketCodes(new byte[32]).code(5)).isEqualTo(codes.code(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "000000", "０００００００", "12345a7", "-000000", "5724"})
    void whatIsNoCodeIsNotValid(String text) {
        assertThat(TicketCodes.valid(text)).isFalse();
    }

    /** H. M. Damm's own example: 572 gets the check digit 4. */
    @Test
    void theCheckDigitIsDamms() {
        assertThat(TicketCodes.check("572")).isEqualTo('4');
        assertThat(TicketCodes.check("5724")).isEqualTo('0');
    }
}

package org.huiyin.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingJsonEncoderTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "from 13812345678 now, from 138****5678 now",
        "+8613812345678, +86138****5678",
        "tel:19912345678;, tel:199****5678;",
        "{timestamp:1795371909486}, {timestamp:1795371909486}",
        "ticket 4721530, ticket 4721530",
        "trace=ab13812345678cdefab1234567890abc end, trace=ab13812345678cdefab1234567890abc end",
        "12345678901, 12345678901"
    })
    void whatLooksLikeAMobileNumberLosesItsMiddle(String text, String expected) {
        assertThat(MaskingJsonEncoder.mask(text)).isEqualTo(expected);
    }
}

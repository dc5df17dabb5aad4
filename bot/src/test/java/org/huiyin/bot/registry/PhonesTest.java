package org.huiyin.bot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhonesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(nullValues = "-", textBlock = """
            mobile,                 13812345678,        +8613812345678, 138****5678
            with its country,       +86 138-1234-5678,  +8613812345678, 138****5678
            with a country's 86,    8613812345678,      +8613812345678, 138****5678
            as dialled from abroad, 0086 13812345678,   +8613812345678, 138****5678
            spaces,                 ' 138 1234 5678 ',  +8613812345678, 138****5678
            full width,             １３８１２３４５６７８, +8613812345678, 138****5678
            land line,              0312-5012345,       +863125012345,  ****2345
            Beijing,                010 62345678,       +861062345678,  ****5678
            Hong Kong,              +85291234567,       +85291234567,   ****4567
            one digit short,        1381234567,         -, -
            one digit more,         138123456789,       -, -
            no such prefix,         12812345678,        -, -
            no area code,           5012345,            -, -
            from a spreadsheet,     1.38123E+10,        -, -
            words,                  没有,                -, -
            """)
    void phonesHaveOneForm(String label, String written, String canonical, String masked) {
        assertThat(Phones.canonical(written).orElse(null)).as(label).isEqualTo(canonical);
        if (canonical != null) {
            assertThat(Phones.masked(canonical)).isEqualTo(masked);
            assertThat(Phones.tail(canonical)).isEqualTo(canonical.substring(canonical.length() - 4));
            assertThat(Phones.canonical(canonical)).contains(canonical);
        }
    }

    @Test
    void theShortWayForMobilesAgreesWithTheLibrary() throws Exception {
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String number = "1" + (3 + random.nextInt(7)) + (100_000_000 + random.nextInt(900_000_000));
            boolean valid = library.isValidNumber(library.parse(number, "CN"));
            assertThat(Phones.canonical(number).isPresent()).as(number).isEqualTo(valid);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            mobile,           13812345678,      +8613812345678
            marked mobile,    138-1234-5678,    +8613812345678
            E.164,            +8613812345678,   +8613812345678
            land line,        0312-5012345,     0312-5012345
            a chat's number,  -1001234567890,   -1001234567890
            an account,       zhangwei,         zhangwei
            an openid,        o13812345678,     o13812345678
            """)
    void anAddressIsAPhoneOnlyWhenItIsPlainlyOne(String label, String written, String stored) {
        assertThat(Phones.addressForm(written)).as(label).isEqualTo(stored);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'王 秀英',王秀英",
        "'　王秀英 ',王秀英",
        "Anna  Weber,Anna Weber",
        "'Anna 王',Anna王",
        "北关村３组,北关村3组",
        "劉國強,劉國強",
        "ＡＢ,AB"
    })
    void namesHaveOneForm(String written, String canonical) {
        assertThat(Names.canonical(written)).isEqualTo(canonical);
        assertThat(Names.canonical(canonical)).isEqualTo(canonical);
    }
}

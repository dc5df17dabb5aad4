package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who are you? By card or phone; and nobody finds out who is registered. */
class TalkProofTest {
    private static final TalkService SERVICE = new TalkService(40);
    private final Place place = SERVICE.place();
    private final Person stranger = place.stranger();
    private final Person zhang = place.person("zhangwei");
    private final Person liu = place.person("liujianguo");

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    private String secretSentTo(String phone) {
        return place.phone(phone).last().text().replaceAll("^.*验证码(\\d{6}).*$", "$1");
    }

    @Test
    void whatAStrangerWritesIsATicketWithTheDeskAndHeIsAskedOnceWhoHeIs() {
        liu.hears();
        stranger.says("路灯坏了");
        assertThat(stranger.hears()).contains("县服务台办理", stranger.code(), "前答复", "户编号", "手机号");
        assertThat(liu.hears()).contains("【#" + stranger.code() + " 未登记】路灯坏了");
        stranger.says("在村口");
        assertThat(stranger.hears()).contains("已补充").doesNotContain("户编号");
        assertThat(liu.hears()).contains("在村口");
    }

    @ParameterizedTest(name = "asked for the code: {0}")
    @ValueSource(strings = {"没有号", "没卡", "不知道", "找不到了", "I don't know", "lost it"})
    void whoHasNoProofIsNotAskedForItAgain(String none) {
        stranger.says("路灯坏了");
        stranger.hears();
        liu.hears();
        stranger.says(none);
        assertThat(stranger.hears()).contains("县服务台照样办").doesNotContain("对不上");
        assertThat(liu.hears()).as("that is no part of the matter").isEmpty();
        stranger.says("在村口");
        assertThat(stranger.hears()).contains("已补充");
    }

    @ParameterizedTest(name = "second proof: {0}")
    @CsvSource({"王秀英", "王 秀英", "王磊", "2001", "２００１", "2002"})
    void byTheCodeOnTheCardAndASecondProofHisTicketMovesToHisCadre(String proof) {
        stranger.says("路灯坏了");
        String code = stranger.code();
        stranger.says("在村口");
        stranger.hears();
        stranger.says(place.household("bg-001"));
        assertThat(stranger.hears()).isEqualTo("请再回复户主姓名，或登记手机的后四位。");
        assertThat(zhang.hears()).isEmpty();
        stranger.says(proof);
        assertThat(stranger.hears()).contains("张伟（青禾县农业农村局）", "已把 #" + code + " 转给他");
        assertThat(zhang.hears()).contains("【#" + code, "路灯坏了\n在村口");
        stranger.says("谢谢，还有水管");
        assertThat(zhang.hears()).contains("还有水管");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"14500012001", "145 0001 2001", "+86 14500012001", "１４５００012001"})
    void byACodeSentToTheRegisteredPhone(String phone) {
        String own = place.number("14500012001");
        stranger.says("路灯坏了");
        stranger.hears();
        stranger.says(
                phone.contains(" ") ? own.substring(0, 3) + " " + own.substring(3, 7) + " " + own.substring(7) : own);
        assertThat(stranger.hears()).contains("如果这个号码登记过", "10分钟");
        assertThat(place.phone("14500012001").everything()).contains("不是您本人操作请不理会");
        stranger.says(secretSentTo("14500012001"));
        assertThat(stranger.hears()).contains("好了：王秀英", "已把 #");
        assertThat(SERVICE.count(
                        "SELECT count(*) FROM binding b JOIN ticket t ON t.address_id = b.address_id WHERE t.code = ? AND b.strength = 'PHONE'",
                        zhang.code()))
                .isEqualTo(1);
    }

    @Test
    void aCodeByCardIsTheWeakerProofHoweverItIsSpelt() {
        stranger.says("路灯坏了");
        stranger.says(place.household("bg-001").toUpperCase(Locale.ROOT));
        stranger.says("王秀英");
        assertThat(SERVICE.count(
                        "SELECT count(*) FROM binding b JOIN ticket t ON t.address_id = b.address_id WHERE t.code = ? AND b.strength = 'CARD'",
                        zhang.code()))
                .isEqualTo(1);
    }

    @Test
    void aCodeIsGoodForTenMinutes() {
        stranger.says(place.number("14500012001"));
        String secret = secretSentTo("14500012001");
        stranger.hears();
        SERVICE.pass(Duration.ofMinutes(10).plusSeconds(1));
        stranger.says(secret);
        assertThat(stranger.hears()).contains("对不上");
    }

    /** The same words, whatever is tried, for a number that is registered and one that is not. */
    @Test
    void nobodyCanTellARegisteredNumberFromAnother() {
        Person other = place.stranger();
        List<String> tries = List.of("999999", "888888", "777777", "路灯坏了吗", "666666", "555555", "444444", "333333");
        String registered = place.number("14500012001");
        String unknown = "145" + registered.substring(3, 6) + "99999";
        stranger.says(registered);
        other.says(unknown);
        assertThat(other.hears()).isEqualTo(stranger.hears());
        for (String attempt : tries) {
            stranger.says(attempt);
            other.says(attempt);
            String codeless = other.hears().replaceAll("#\\d+", "#");
            assertThat(codeless).as(attempt).isEqualTo(stranger.hears().replaceAll("#\\d+", "#"));
        }
        stranger.says(registered);
        other.says(unknown);
        assertThat(other.hears()).isEqualTo(stranger.hears()).contains("今天核对次数已用完");
    }

    @Test
    void nobodyCanTellARegisteredHouseholdFromAnother() {
        Person other = place.stranger();
        stranger.says("路灯坏了");
        other.says("路灯坏了");
        stranger.hears();
        other.hears();
        for (String[] said : new String[][] {
            {place.household("bg-001"), "zz-999.1"},
            {"0000", "0000"},
            {place.household("bg-001"), "zz-999.1"},
            {"李大山", "李大山"}
        }) {
            stranger.says(said[0]);
            other.says(said[1]);
            assertThat(other.hears()).isEqualTo(stranger.hears());
        }
    }

    @Test
    void afterFiveWrongTriesADayIsOverAndTheMatterIsDealtWithAllTheSame() {
        stranger.says("路灯坏了");
        for (int i = 0; i < 5; i++) {
            stranger.says(place.household("bg-001"));
            stranger.hears();
            stranger.says("000" + i);
            assertThat(stranger.hears()).contains("对不上");
        }
        stranger.says(place.household("bg-001"));
        assertThat(stranger.hears()).contains("今天核对次数已用完", "照样办理");
        stranger.says("在村口");
        assertThat(stranger.hears()).contains("已补充");
        SERVICE.pass(Duration.ofHours(24));
        stranger.hears();
        stranger.says(place.household("bg-001"));
        stranger.says("王秀英");
        assertThat(stranger.hears()).contains("好了：王秀英");
        SERVICE.on(TalkService.MORNING);
    }

    @Test
    void whatWasTakenForANameIsNotLost() {
        stranger.says("路灯坏了");
        stranger.says(place.household("bg-001"));
        stranger.says("水管坏了");
        assertThat(stranger.hears()).contains("对不上");
        stranger.says(place.household("bg-001"));
        stranger.says("王秀英");
        assertThat(zhang.hears()).contains("路灯坏了\n水管坏了");
    }

    @Test
    void codesBySmsAreNotPumped() {
        Person phone = place.phone("14500012001");
        for (int i = 0; i < 8; i++) {
            stranger.says(place.number("14500012001"));
            SERVICE.pass(Duration.ofSeconds(20));
        }
        assertThat(phone.news()).as("one a minute").hasSizeLessThanOrEqualTo(3);
        for (int i = 0; i < 8; i++) {
            stranger.says(place.number("14500012001"));
            SERVICE.pass(Duration.ofSeconds(61));
        }
        assertThat(phone.everything().split("验证码")).as("five an hour").hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void aScannedCardGreetsWithTheCadresNameAndAsksForTheHousehold() {
        stranger.scans(SERVICE.scene(ManyPlaces.code("zhangwei", place.number)));
        assertThat(stranger.hears()).contains("张伟（青禾县农业农村局）是您扫的这张卡上的联系干部", "户编号", "我们保存往来内容");
        stranger.says(place.household("bg-001"));
        stranger.says("王秀英");
        assertThat(stranger.hears()).contains("好了：王秀英");
        assertThat(zhang.hears()).isEmpty();
    }

    @Test
    void aForgedCardIsNoCard() {
        stranger.scans("zhangwei.0123456789abcdef");
        assertThat(stranger.hears()).contains("户编号").doesNotContain("张伟");
    }

    // ------------------------------------------------------------------------------------------------- several people
    // at one address

    @Test
    void onePhoneOfTwoPeopleOfOneHouseholdNeedsNoQuestion() {
        Person phone = place.phone("14500012011");
        phone.says("路灯坏了");
        assertThat(phone.hears()).contains("陈芳").doesNotContain("替谁");
    }

    private Person twoHouseholds() {
        stranger.says(place.household("bg-001"));
        Person both = place.phone("14500012001");
        service("INSERT INTO binding (address_id, household_id, villager_id, strength)"
                + " SELECT b.address_id, h.id, v.id, 'PHONE' FROM binding b JOIN villager o ON o.id = b.villager_id,"
                + " household h JOIN villager v ON v.household_id = h.id"
                + " WHERE o.code = '" + ManyPlaces.code("wangxiuying", place.number) + "' AND v.code = '"
                + ManyPlaces.code("fengdelin", place.number) + "'");
        return both;
    }

    private static void service(String sql) {
        SERVICE.execute(sql);
    }

    @ParameterizedTest(name = "answered with {0}")
    @CsvSource({"B", "b.", "冯德林"})
    void whoSpeaksForTwoRoutesIsAskedForWhom(String answer) {
        Person phone = twoHouseholds();
        phone.says("屋顶漏了");
        assertThat(phone.hears()).contains("A 王秀英", "B 冯德林", "替谁", phone.code());
        phone.says("下雨更厉害");
        assertThat(phone.hears()).contains("已记在 #" + phone.code());
        assertThat(zhang.hears()).isEmpty();
        phone.says(answer);
        assertThat(phone.hears()).contains("已转李强");
        assertThat(place.person("liqiang").everything()).contains("冯德林", "屋顶漏了\n下雨更厉害");
        assertThat(zhang.hears()).isEmpty();
    }

    @Test
    void whoDoesNotSayForWhomIsHeardByTheDesk() {
        Person phone = twoHouseholds();
        phone.says("屋顶漏了");
        phone.hears();
        SERVICE.pass(Duration.ofMinutes(31));
        assertThat(phone.hears()).contains("县服务台", phone.code());
        assertThat(liu.everything()).contains("#" + phone.code(), "屋顶漏了");
    }

    @Test
    void aComplaintOfOneWhoSpeaksForTwoIsKeptFromBothLines() {
        Person phone = twoHouseholds();
        phone.says("李强收了钱");
        phone.says("A");
        assertThat(phone.hears()).contains("1是");
        phone.says("1");
        assertThat(phone.hears()).contains("保密");
        assertThat(zhang.hears()).isEmpty();
        assertThat(place.person("liqiang").everything()).isEmpty();
    }
}

package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whom a complaint is about does not get it: not by another post, not as the next in line, not by a way round. */
class TalkConcernedTest extends DeskChat {
    private static final TalkService SERVICE = new TalkService(22);

    TalkConcernedTest() {
        super(SERVICE);
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void notAnAnonymousOneEither() {
        wang.says("匿名 李强收了钱不办事");
        String code = wang.code();
        desk.says("#" + code + " 协办 " + code("liqiang") + " 去核实");
        desk.says("请假 1 天 由 " + code("liqiang") + " 代");
        assertThat(li.hears()).doesNotContain(code);
    }

    @Test
    void notByAWayRound() {
        SERVICE.chat.reject("liujianguo");
        SERVICE.sms.reject("+8614500001001");
        wang.says("投诉 孙丽收了钱不办事");
        SERVICE.pass(Duration.ofMinutes(5));
        String heard = sun.hears() + new Person(SERVICE, "sim-sms", "+8614500001002").everything();
        SERVICE.chat.behave();
        SERVICE.sms.behave();
        desk.returns();
        new Person(SERVICE, "sim-sms", "+8614500001001").returns();
        assertThat(heard).doesNotContain("收了钱");
    }

    @Test
    void notAsTheHeadOfADepartment() {
        wang.says("投诉 张伟和徐莉收了钱不办事");
        String code = wang.code();
        xu.hears();
        desk.says("#" + code + " 转办 农业农村局 请核实");
        assertThat(xu.hears()).doesNotContain("收了钱");
    }

    @Test
    void dangerSaysWho() {
        wang.says("匿名 村里的账没有公布");
        zhang.hears();
        wang.says("我家着火了");
        assertThat(zhang.hears()).contains("王秀英").doesNotContain("匿名");
    }

    @Test
    void unlessItIsWrittenWithoutAName() {
        wang.says("匿名 隔壁那家打老婆，打得满脸是血");
        assertThat(zhang.hears()).doesNotContain("王秀英");
    }

    @Test
    void withoutANameIsWithoutANameAfterAQuestionToo() {
        wang.says("路灯坏了");
        zhang.hears();
        wang.says("新");
        wang.says("匿名 村里的账没有公布");
        assertThat(zhang.hears()).doesNotContain("账没有");
    }

    @Test
    void notWhereTheRegisterMakesHimTheNext() throws Exception {
        wang.says("投诉 孙丽收了钱不办事");
        assertThat(sun.hears()).isEmpty();
        SERVICE.register("grids.csv", "code,name,level,parent_code,leader_code,deputy_code", "qinghe,青禾县,县,,sunli,");
        SERVICE.pass(Duration.ofSeconds(5));
        String heard = sun.hears();
        sun.says("#" + wang.code());
        SERVICE.register(
                "grids.csv", "code,name,level,parent_code,leader_code,deputy_code", "qinghe,青禾县,县,,liujianguo,sunli");
        assertThat(heard + sun.hears()).doesNotContain("收了钱", "下一句发给");
    }

    @Test
    void notWhereHeIsNoLongerLinked() throws Exception {
        wang.says("投诉 张伟收了钱不办事");
        SERVICE.register(
                "links.csv",
                "household_code,cadre_code,since",
                "bg-001." + place.number + "," + code("liqiang") + ",2026-11-20");
        SERVICE.register(
                "grids.csv",
                "code,name,level,parent_code,leader_code,deputy_code",
                "beiguan." + place.number + ",北关村,村,dongpian." + place.number + "," + code("liqiang") + ",");
        desk.says("请假 1 天 由 zhangwei." + place.number + " 代");
        String heard = zhang.hears();
        desk.says("销假");
        assertThat(heard).doesNotContain(wang.code());
    }

    @Test
    void notByTheSecondHouseholdOfAPhone() {
        SERVICE.execute("INSERT INTO binding (address_id, household_id, villager_id, strength, since) SELECT "
                + SERVICE.addressId(code("wangxiuying"))
                + ", h.id, NULL, 'CADRE', now() FROM household h WHERE h.code = '" + code("nh-001") + "'");
        wang.says("投诉 陈芳收了钱不办事");
        desk.says("请假 1 天 由 " + code("chenfang") + " 代");
        assertThat(place.person("chenfang").everything()).doesNotContain(wang.code());
    }

    @Test
    void notBecauseHeAssistedBefore() {
        Person stranger = place.stranger();
        stranger.says("张伟说的低保什么时候有");
        String code = stranger.code();
        desk.says("#" + code + " 协办 " + code("zhangwei") + " 认识吗");
        stranger.says(place.household("bg-001"));
        stranger.says("王秀英");
        stranger.says("1");
        stranger.says("他收了钱才肯办");
        zhang.hears();
        zhang.says("全文 #" + code);
        assertThat(holder(code) + stranger.hears() + " ZHANG " + zhang.hears()).doesNotContain("ZHANG 张伟说的");
    }

    @Test
    void notAsTheNewHeadOfItsDepartment() throws Exception {
        wang.says("投诉 李强收了钱不办事");
        desk.says("#" + wang.code() + " 转办 农业农村局 请核实");
        SERVICE.register(
                "units.csv", "code,name,kind,leader_code,deputy_code", "nongye,青禾县农业农村局,县直部门," + code("liqiang") + ",");
        SERVICE.pass(Duration.ofSeconds(3));
        String heard = li.hears();
        SERVICE.register("units.csv", "code,name,kind,leader_code,deputy_code", "nongye,青禾县农业农村局,县直部门,xuli,");
        assertThat(heard).doesNotContain("收了钱");
    }

    @Test
    void theSecondNoTakesItFromADepartment() {
        wang.says("投诉 张伟收了钱不办事");
        String code = wang.code();
        desk.says("#" + code + " 转办 农业农村局 请核实");
        for (int i = 0; i < 2; i++) {
            xu.says("#" + code + " 办结 好了");
            SERVICE.pass(UNDO);
            wang.says("2");
        }
        assertThat(holder(code)).startsWith("liujianguo");
    }

    @Test
    void aDepartmentPassesItUp() {
        wang.says("投诉 张伟收了钱不办事");
        String code = wang.code();
        desk.says("#" + code + " 转办 农业农村局 请核实");
        xu.hears();
        xu.says("#" + code + " 上报 不归我们管");
        assertThat(holder(code) + xu.hears()).startsWith("liujianguo");
    }

    @Test
    void whoIsWithoutANameMaySayWhoHeIsElsewhere() {
        Person stranger = place.stranger();
        stranger.says("匿名 村里的账没有公布");
        String code = stranger.code();
        stranger.says("新 路灯坏了");
        stranger.says(place.household("bg-001"));
        stranger.hears();
        stranger.says("王秀英");
        assertThat(SERVICE.text("SELECT string_agg(reason || ' ' || channel, ';') FROM set_aside"))
                .as("set aside")
                .isNull();
        assertThat(zhang.everything()).doesNotContain("账没有公布");
        assertThat(stranger.hears()).contains("好了");
        assertThat(holder(code)).startsWith("liujianguo");
    }

    @Test
    void aboutAllOfTheDeskItWaitsForWhoeverIsPutThere() throws Exception {
        wang.says("投诉 刘建国和孙丽收了钱");
        String code = wang.code();
        SERVICE.on("2026-11-24T09:00");
        assertThat(holder(code)).startsWith("- OPEN");
        assertThat(SERVICE.onSeat()).isEqualTo(1);
        assertThat(desk.everything() + sun.everything()).doesNotContain(code);
        SERVICE.register(
                "grids.csv", "code,name,level,parent_code,leader_code,deputy_code", "qinghe,青禾县,县,,liujianguo,xuli");
        SERVICE.on("2026-11-24T09:02");
        SERVICE.on("2026-11-24T09:04");
        assertThat(xu.everything()).contains(code);
        SERVICE.register(
                "grids.csv", "code,name,level,parent_code,leader_code,deputy_code", "qinghe,青禾县,县,,liujianguo,sunli");
    }
}

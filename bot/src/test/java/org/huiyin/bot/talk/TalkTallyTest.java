package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What conversations come to in figures: whoever missed is charged with it, and an official who is complained about learns nothing. */
class TalkTallyTest {
    private final TalkService service = new TalkService(3);
    private final Place place = service.place();
    private final Person zhang = place.person("zhangwei");
    private final Person wang = place.person("wangxiuying");

    @BeforeEach
    void morning() {
        service.on(TalkService.MORNING);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private long of(String scope, String measure) {
        service.core.count().await();
        return service.count(
                "SELECT coalesce(sum(" + measure + "), 0) FROM tally WHERE period = 'DAY' AND scope = ?", scope);
    }

    private long atLevel(int level, String measure) {
        service.core.count().await();
        return service.count(
                "SELECT coalesce(sum(" + measure
                        + "), 0) FROM tally WHERE period = 'DAY' AND scope = 'LEVEL' AND id = ?",
                (long) level);
    }

    @Test
    void theLevelThatMissedIsChargedAndStaysSoAfterItClimbed() {
        wang.says("路灯坏了");
        service.on("2026-11-23T13:00");
        service.on("2026-11-25T09:00");
        assertThat(service.count("SELECT level FROM ticket"))
                .as("it has climbed")
                .isPositive();
        assertThat(atLevel(0, "missed_reply")).isEqualTo(1);
        assertThat(atLevel(0, "climbed")).isEqualTo(1);
        assertThat(service.count("SELECT count(*) FROM history WHERE kind IN ('RED', 'CLIMBED') AND level <> 0"))
                .as("rows that are charged to who has it now")
                .isZero();
        assertThat(of("LEVEL", "missed_reply")).isEqualTo(1);
    }

    @Test
    void claimedAndConfirmedStandSideBySide() {
        wang.says("路灯坏了");
        zhang.says("办结 灯泡换好了");
        service.pass(Duration.ofMinutes(1));
        assertThat(of("COUNTY", "claimed")).isEqualTo(1);
        assertThat(of("COUNTY", "yes")).isZero();
        wang.says("没解决");
        assertThat(of("CADRE", "no")).isEqualTo(1);
        zhang.says("办结 又换了一个");
        service.pass(Duration.ofMinutes(1));
        wang.says("解决了");
        assertThat(of("COUNTY", "yes")).isEqualTo(1);
        assertThat(of("COUNTY", "no")).isZero();
        assertThat(of("COUNTY", "claimed")).isEqualTo(1);
        assertThat(of("GRID", "yes")).isEqualTo(1);
        assertThat(of("UNIT", "redone")).isEqualTo(1);
    }

    @Test
    void whatIsTakenBackWithinTheTimeWasNeverDone() {
        wang.says("路灯坏了");
        zhang.says("办结 修好了");
        assertThat(of("CADRE", "claimed")).isEqualTo(1);
        zhang.says("撤回");
        assertThat(of("CADRE", "claimed")).isZero();
        assertThat(of("CADRE", "replied")).isZero();
        assertThat(of("CADRE", "matters")).isEqualTo(1);
    }

    @Test
    void aComplaintIsInNobodysFigures() {
        wang.says("我要投诉张伟，他不管事");
        wang.says("1");
        assertThat(service.count("SELECT count(*) FROM ticket WHERE confidential"))
                .isEqualTo(1);
        service.core.count().await();
        assertThat(service.count("SELECT count(*) FROM tally WHERE scope <> 'KEPT'"))
                .as("rows that are not of what is kept from the line")
                .isZero();
        assertThat(service.count("SELECT sum(matters) FROM tally WHERE scope = 'KEPT' AND period = 'MONTH'"))
                .isEqualTo(1);
        service.on("2026-12-20T09:00");
        service.core.count().await();
        assertThat(service.count("SELECT count(*) FROM tally WHERE scope <> 'KEPT'"))
                .isZero();
    }

    /** The figures are the history's, whoever counts them. */
    @Test
    void countedAgainFromTheWholeHistoryItComesToTheSame() {
        Person ma = service.place().person("maguofu");
        wang.says("路灯坏了");
        ma.says("水管漏了");
        service.core.count().await();
        zhang.says("明天来看");
        service.on("2026-11-24T10:00");
        service.core.count().await();
        zhang.says("办结 修好了");
        service.pass(Duration.ofMinutes(1));
        service.core.count().await();
        wang.says("没解决");
        service.on("2026-12-10T10:00");
        service.core.count().await();
        service.execute("CREATE TABLE tally_before AS SELECT * FROM tally");
        service.execute("DELETE FROM tally");
        service.execute("DELETE FROM tally_run");
        service.core.count().await();
        assertThat(service.count("SELECT count(*) FROM (SELECT * FROM tally EXCEPT SELECT * FROM tally_before) x"))
                .isZero();
        assertThat(service.count("SELECT sum(matters) FROM tally WHERE scope = 'COUNTY' AND period = 'DAY'"))
                .isEqualTo(service.count("SELECT count(*) FROM ticket"))
                .isEqualTo(service.count(
                        "SELECT sum(matters) FROM tally_before WHERE scope = 'COUNTY' AND period = 'DAY'"));
    }
}

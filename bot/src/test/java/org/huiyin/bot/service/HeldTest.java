package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.simulator.SimulatorChannel;
import org.huiyin.adapters.simulator.SimulatorConfig;
import org.huiyin.adapters.tencent.StubFault;
import org.huiyin.adapters.tencent.TencentStub.Api;
import org.huiyin.bot.recovery.CountyRelease;
import org.huiyin.bot.recovery.ReleaseSummary;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A county after a restore: it takes everything in and lets nothing out, on every node, until it is released. */
class HeldTest {
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1500);

    private final TestDatabase database = TestDatabase.create();
    private Stand stand;

    @BeforeEach
    void start() throws Exception {
        stand = new Stand(Stand.Setup.of(2, 2).withNodes(0), database);
    }

    @AfterEach
    void stop() {
        stand.close();
        database.close();
    }

    /** What a restore leaves behind, of a state that is {@code lost} old; what was due is marked. */
    private void hold(String lost) throws Exception {
        stand.records.change(
                "UPDATE outbox SET epoch = 0, leaving = true WHERE ready_at <= clock_timestamp() OR epoch IS NOT NULL");
        stand.records.change("INSERT INTO held (state, since, lost_from, source) VALUES"
                + " ('HELD', clock_timestamp(), clock_timestamp() - interval '" + lost + "', 'test')");
    }

    private CountyRelease release(TextChannel... channels) {
        return new CountyRelease(stand.pool(), stand.vault, List.of(channels), stand.clock);
    }

    private ReleaseSummary released(TextChannel... channels) {
        return release(channels).run("tester").await().orElseThrow();
    }

    private int sent() {
        return stand.toVillagers.calls(Api.SEND) + stand.toCadres.calls(Api.SEND);
    }

    @Test
    void nothingLeavesOnAnyNodeAndNothingIsLost() throws Exception {
        hold("1 minute");
        stand.startNode("one");
        stand.startNode("two");
        assertThat(stand.villagerSays(1, "路灯坏了")).as("not even in the answer").isEmpty();
        assertThat(stand.villagerSays(2, "水管坏了")).isEmpty();
        Awaiting.throughout("nothing is sent", LONG_ENOUGH, () -> sent() == 0);
        assertThat(stand.records.number("SELECT count(*) FROM ticket")).isEqualTo(2);
        assertThat(stand.records.number("SELECT count(*) FROM scene"))
                .as("no provider is asked")
                .isZero();
        assertThat(stand.records.number("SELECT count(*) FROM provider_token")).isZero();
        for (int node = 1; node <= 2; node++) {
            assertThat(stand.node(node).door().get("/health/ready").body())
                    .contains("\"status\":\"held\"", "nothing is sent", "huiyin release");
            assertThat(stand.node(node).metric("huiyin_held")).isEqualTo(1);
        }

        ReleaseSummary rehearsed = release().rehearse().await().orElseThrow();
        assertThat(stand.records.number("SELECT count(*) FROM held"))
                .as("a rehearsal changes nothing")
                .isOne();
        ReleaseSummary done = released();
        assertThat(done).usingRecursiveComparison().isEqualTo(rehearsed);
        assertThat(done.takenIn()).isEqualTo(2);
        assertThat(done.repeated()).isZero();
        assertThat(done.waiting()).isEqualTo(4);
        stand.toCadreOf(1, part -> part.text().contains("路灯坏了"));
        stand.toVillager(1, part -> part.text().contains("#"));
        stand.toCadreOf(2, part -> part.text().contains("水管坏了"));
        stand.settled();
        assertThat(stand.sentToVillager(1)).hasSize(1);
        assertThat(stand.records.value("SELECT string_agg(kind || ' ' || who, ',') FROM recovery"))
                .isEqualTo("RELEASED tester");

        assertThat(release().run("again").await()).as("a second time").isEqualTo(Optional.empty());
        Awaiting.until(
                "the nodes know",
                Stand.PATIENCE,
                () -> stand.node(1).metric("huiyin_held") == 0 && stand.node(2).metric("huiyin_held") == 0);
        assertThat(stand.villagerSays(1, "又坏了")).as("in the answer again").isNotEmpty();
    }

    @Test
    void whatMayHaveBeenSentGoesOnceMoreAndACodeDoesNot() throws Exception {
        stand.startNode("one");
        String code = stand.matter(1, "路灯坏了");
        stand.toVillagers.failAlways(Api.SEND, StubFault.status(503));
        stand.cadreSays(1, "#" + code + " 已修好");
        Awaiting.until(
                "the answer waits in the pause",
                Stand.PATIENCE,
                () -> stand.records.number("SELECT count(*) FROM outbox WHERE epoch IS NULL") > 0);
        stand.stopNode(1);
        stand.toVillagers.behave();
        int parts = stand.records.number("SELECT count(*) FROM outbox");
        stand.records.change("UPDATE outbox SET ready_at = ord");
        copyOfAnAnswer(7_000_001, "wechat", "CODE");
        hold("3 minutes");

        stand.startNode("two");
        Awaiting.throughout(
                "nothing is sent", LONG_ENOUGH, () -> stand.sentToVillager(1).isEmpty());
        ReleaseSummary done = released();
        assertThat(done.repeated()).isEqualTo(parts);
        assertThat(done.notRepeated()).isEqualTo(1);
        assertThat(stand.records.value("SELECT state FROM part WHERE id = 7000001"))
                .isEqualTo("UNKNOWN");
        Awaiting.until(
                "it is known to be doubtful",
                Stand.PATIENCE,
                () -> stand.records.number("SELECT count(*) FROM outbox WHERE tries = 1 AND epoch IS NULL") == parts);
        assertThat(stand.sentToVillager(1)).isEmpty();
        stand.clock.advance(Duration.ofSeconds(31));
        stand.toVillager(1, part -> part.text().endsWith("已修好"));
        stand.settled();
        assertThat(stand.sentToVillager(1)).hasSize(parts);
    }

    /** Another part like one that is queued. */
    private void copyOfAnAnswer(long id, String channel, String purpose) throws Exception {
        stand.records.change("INSERT INTO part (id, created_at, address_id, purpose, content) SELECT " + id
                + ", p.created_at, p.address_id, '" + purpose
                + "', p.content FROM part p JOIN outbox o ON o.part_id = p.id LIMIT 1");
        stand.records.change(
                "INSERT INTO outbox (address_id, part_id, created_at, channel, priority, ord, ready_at) SELECT p.address_id, "
                        + id + ", p.created_at, '" + channel + "', 1, now(), now() FROM part p WHERE p.id = " + id);
    }

    @Test
    void aProviderThatCanBeAskedIsBelieved() throws Exception {
        stand.startNode("one");
        stand.toCadres.failAlways(Api.SEND, StubFault.status(503));
        stand.villagerSays(1, "路灯坏了");
        Awaiting.until(
                "it waits in the pause",
                Stand.PATIENCE,
                () -> stand.records.number("SELECT count(*) FROM outbox WHERE epoch IS NULL AND channel = 'wecom'")
                        > 0);
        stand.stopNode(1);
        stand.records.change("DELETE FROM outbox WHERE channel <> 'wecom'");
        stand.records.change("UPDATE outbox SET ready_at = ord, channel = 'asked'");
        copyOfAnAnswer(7_000_001, "asked", "FORWARD");
        hold("1 minute");
        int parts = stand.records.number("SELECT count(*) FROM outbox");
        Asked provider = new Asked();
        ReleaseSummary nothing = released(provider.channel);
        assertThat(nothing.notSent()).isEqualTo(parts);
        assertThat(stand.records.number("SELECT count(*) FROM outbox WHERE epoch IS NULL"))
                .isEqualTo(parts);

        hold("1 minute");
        stand.contents().forEach(provider::give);
        ReleaseSummary all = released(provider.channel);
        assertThat(all.sent()).isEqualTo(parts);
        assertThat(stand.records.number("SELECT count(*) FROM outbox")).isZero();
        assertThat(stand.records.number(
                        "SELECT count(*) FROM part WHERE state = 'SENT' AND external_id LIKE 'asked-%'"))
                .isEqualTo(parts);
    }

    /** A provider that can say what it was given. */
    private static final class Asked {
        private final SimulatorChannel channel =
                new SimulatorChannel(new SimulatorConfig("asked", Limits.Kind.CHAT), java.time.Clock.systemUTC());

        void give(Stand.Content content) {
            channel.send(content.address(), content.part().words(channel.limits()))
                    .await();
        }
    }

    @Test
    void whatWaitsRunsOnFromWhereItWas() throws Exception {
        stand.startNode("one");
        stand.matter(1, "路灯坏了");
        stand.matter(2, "水管坏了");
        stand.matter(3, "井盖丢了");
        stand.settled();
        stand.stopNode(1);
        Instant now = stand.clock.instant();
        due(1, "10 minutes");
        due(2, "-20 minutes");
        due(3, "9 days");
        stand.records.change("UPDATE ticket SET opened_at = opened_at - interval '2 hours'");
        stand.records.change(
                "INSERT INTO question (id, address_id, kind, asked_at, expires_at, acts_on_expiry) SELECT 9, min(id),"
                        + " 'SOLVED', now() - interval '2 hours', now() + interval '5 minutes', true FROM address");
        hold("30 minutes");
        stand.clock.advance(Duration.ofMinutes(15));
        stand.startNode("two");
        Awaiting.throughout(
                "no question runs out",
                Duration.ofSeconds(6),
                () -> stand.records.number("SELECT count(*) FROM question WHERE id = 9 AND ended_at IS NULL") == 1);

        ReleaseSummary done = released();
        assertThat(done.deadlines()).isEqualTo(2);
        assertThat(done.questions()).isPositive();
        assertThat(minutes("SELECT reply_due_at FROM ticket ORDER BY id LIMIT 1", now))
                .isEqualTo(55);
        assertThat(minutes("SELECT reply_due_at FROM ticket ORDER BY id OFFSET 1 LIMIT 1", now))
                .isEqualTo(25);
        assertThat(minutes("SELECT reply_due_at FROM ticket ORDER BY id OFFSET 2", now))
                .isEqualTo(9 * 24 * 60);
        assertThat(minutes("SELECT expires_at FROM question WHERE id = 9", now)).isEqualTo(50);
        assertThat(stand.records.number("SELECT count(*) FROM history WHERE kind = 'OUTAGE' AND actor = 'SYSTEM'"))
                .as("and the tickets tell it")
                .isEqualTo(2);
        stand.cadreSays(1, "待办");
        stand.settled();
    }

    private void due(int villager, String in) throws Exception {
        stand.records.change("UPDATE ticket SET reply_due_at = now() + interval '" + in
                + "' WHERE id = (SELECT id FROM ticket ORDER BY id OFFSET " + (villager - 1) + " LIMIT 1)");
    }

    /** Rounded, because the outage was a little longer than the test says. */
    private long minutes(String sql, Instant from) throws Exception {
        Instant at = java.time.OffsetDateTime.parse(stand.records.value(
                        "SELECT to_char(x AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM (" + sql
                                + ") AS t(x)"))
                .toInstant();
        return Math.round(Duration.between(from, at).toSeconds() / 60.0 - 0.2);
    }
}

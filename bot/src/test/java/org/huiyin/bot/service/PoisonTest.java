package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.huiyin.adapters.tencent.StubFault;
import org.huiyin.adapters.tencent.TencentStub.Api;
import org.huiyin.bot.service.Records.Entry;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.vault.Vault.Sealed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message that can never be taken in parks itself, and blocks nobody. */
class PoisonTest {
    private static final int VILLAGERS = 256;
    private static final int SICK = 77;

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void onePoisonMessageAmong256IsSetAsideAndTheOthersHaveTheirEffect() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(32, VILLAGERS / 32), database)) {
            stand.records.change("UPDATE villager SET name = '\\xdeadbeef' WHERE code = 'P" + SICK + "'");
            together(stand, VILLAGERS)
                    .forEach(answer -> assertThat(answer.statusCode()).isEqualTo(200));

            assertThat(stand.records.entries("SAID").stream()
                            .map(Entry::address)
                            .collect(Collectors.toSet()))
                    .hasSize(VILLAGERS - 1)
                    .doesNotContain(PaperCounty.openId(SICK));
            assertThat(stand.records.value("SELECT string_agg(reason || ' ' || channel, ',') FROM set_aside"))
                    .isEqualTo("POISON wechat");
            assertThat(stand.node(1).metric("huiyin_set_aside_total{reason=\"poison\"}"))
                    .isEqualTo(1);

            stand.matter(SICK + 1, "后来的事");
            assertThat(stand.villagerSays(SICK, "又一条"))
                    .as("acknowledged, without a word")
                    .isEmpty();
            assertThat(stand.records.number("SELECT count(*) FROM set_aside")).isEqualTo(2);
        }
    }

    @Test
    void whoeverHoldsOneSendersRowKeepsNobodyElseWaiting() throws Exception {
        int villagers = 24;
        int held = 17;
        try (Stand stand = new Stand(Stand.Setup.of(4, villagers / 4), database)) {
            stand.matter(held, "水管漏水");
            try (Connection holder = stand.records.connect();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("SELECT FROM address a JOIN ticket t ON t.address_id = a.id FOR UPDATE OF a");
                List<HttpResponse<String>> answers = together(stand, villagers);
                for (int villager = 1; villager <= villagers; villager++) {
                    assertThat(answers.get(villager - 1).statusCode())
                            .as("villager %d", villager)
                            .isEqualTo(villager == held ? 503 : 200);
                }
                holder.rollback();
            }
            assertThat(stand.records.entries("SAID")).hasSize(villagers);
            assertThat(stand.records.number("SELECT count(*) FROM set_aside")).isZero();
            stand.villagerSays(held, "还在漏");
        }
    }

    @Test
    void whatOurSchemaLacksIsNoFaultOfAMessage() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(2, 1), database)) {
            stand.records.change("ALTER TABLE history RENAME COLUMN body TO words");
            WebhookSaid first = new WebhookSaid(stand, 1, "路灯坏了");
            assertThat(first.post()).isEqualTo(503);
            assertThat(first.post()).isEqualTo(503);
            assertThat(stand.records.number("SELECT count(*) FROM set_aside")).isZero();
            assertThat(stand.node(1).metric("huiyin_batch_failures_total{reason=\"schema\"}"))
                    .isEqualTo(2);
            assertThat(stand.node(1).metric("huiyin_batch_failures_total{reason=\"poison\"}"))
                    .isZero();
            stand.records.change("ALTER TABLE history RENAME COLUMN words TO body");
            assertThat(first.post()).isEqualTo(200);
            stand.toCadreOf(1, part -> part.text().contains("路灯坏了"));
            assertThat(stand.records.entries("SAID")).hasSize(1);
        }
    }

    /** One message of a villager's, which WeChat repeats until it is acknowledged. */
    private record WebhookSaid(Stand stand, int villager, String words, String id) {
        WebhookSaid(Stand stand, int villager, String words) {
            this(stand, villager, words, stand.messageId());
        }

        int post() throws Exception {
            return stand.door()
                    .post("wechat", stand.wechat.text(PaperCounty.openId(villager), id, words))
                    .statusCode();
        }
    }

    @Test
    void aPartThatCannotBeReadHoldsUpNoOther() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(3, 1), database)) {
            stand.toCadres.failAlways(Api.SEND, StubFault.status(503));
            for (int villager = 1; villager <= 3; villager++) {
                stand.villagerSays(villager, "路灯坏了" + villager);
            }
            Awaiting.until(
                    "all wait for the end of the pause",
                    Stand.PATIENCE,
                    () -> stand.records.number("SELECT count(*) FROM outbox WHERE epoch IS NULL") == 3);
            stand.records.change("UPDATE part SET content = '\\xdeadbeef' WHERE id = (SELECT min(id) FROM part)");
            stand.toCadres.behave();
            stand.clock.advance(Duration.ofSeconds(6));
            stand.settled();
            assertThat(stand.toCadres.sent()).hasSize(2);
            assertThat(stand.records.value(
                            "SELECT string_agg(state || ' ' || coalesce(failure, ''), ',' ORDER BY id) FROM part"))
                    .isEqualTo("FAILED UNREADABLE,SENT ,SENT ");
        }
    }

    /** As in an upgrade node by node: the newer has queued what the older does not know yet. More than are sent at a time. */
    @Test
    void whatANewerVersionQueuedWaitsForItAndHoldsUpNoOther() throws Exception {
        int cadres = 40;
        try (Stand stand = new Stand(Stand.Setup.of(cadres, 1), database)) {
            stand.toCadres.failAlways(Api.SEND, StubFault.status(503));
            for (int villager = 1; villager < cadres; villager++) {
                stand.villagerSays(villager, "路灯坏了" + villager);
            }
            Awaiting.until(
                    "all wait for the end of the pause",
                    Stand.PATIENCE,
                    () -> stand.records.number("SELECT count(*) FROM outbox WHERE epoch IS NULL") == cadres - 1);
            stand.records.change("CREATE TABLE meanwhile AS SELECT id, content FROM part");
            stand.records.change("UPDATE part SET content = "
                    + bytes(stand.vault.seal(Sealed.PART, "{\"form\":\"HOLOGRAM\",\"text\":\"x\",\"depth\":3}")));
            stand.toCadres.behave();
            stand.clock.advance(Duration.ofSeconds(6));
            stand.matter(cadres, "水管漏水");
            Awaiting.until(
                    "the others wait a minute, and cost no try",
                    Stand.PATIENCE,
                    () -> stand.records.number("SELECT count(*) FROM outbox WHERE epoch IS NULL AND tries = 0"
                                    + " AND ready_at > '" + stand.clock.instant() + "'")
                            == cadres - 1);
            stand.records.change("UPDATE part p SET content = m.content FROM meanwhile m WHERE m.id = p.id");
            stand.clock.advance(Duration.ofSeconds(61));
            stand.settled();
            assertThat(stand.toCadres.sent()).hasSize(cadres);
        }
    }

    private static String bytes(byte[] sealed) {
        return "'\\x" + HexFormat.of().formatHex(sealed) + "'::bytea";
    }

    @Test
    void aLossOfWhichNobodyCanBeToldHoldsUpNoOther() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(3, 1).withUndo(Duration.ofSeconds(30)), database)) {
            for (int villager = 1; villager <= 3; villager++) {
                String code = stand.matter(villager, "路灯坏了" + villager);
                stand.cadreSays(villager, "#" + code + " 已修好");
            }
            stand.records.change("UPDATE villager SET name = '\\xdeadbeef' WHERE code IN ('P1', 'P2', 'P3')");
            stand.toVillagers.failNext(Api.SEND, StubFault.errcode(45_015));
            stand.clock.advance(Duration.ofSeconds(31));
            stand.settled();
            assertThat(stand.toVillagers.sent()).hasSize(2);
            assertThat(stand.records.parts())
                    .filteredOn(part -> part.purpose().equals("ANSWER"))
                    .extracting(Records.Part::state)
                    .containsExactlyInAnyOrder("SENT", "SENT", "FAILED");
        }
    }

    /** Posts one message of each villager; nothing can be written until all of them wait, so that they share a batch. */
    private static List<HttpResponse<String>> together(Stand stand, int villagers) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> posted = new ArrayList<>();
        try (Connection connection = stand.records.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE inbound IN SHARE MODE");
            for (int villager = 1; villager <= villagers; villager++) {
                posted.add(stand.door()
                        .posting(
                                "wechat",
                                stand.wechat.text(PaperCounty.openId(villager), stand.messageId(), "路灯坏了" + villager)));
            }
            Awaiting.until(
                    "two batches wait, and the rest behind them",
                    Stand.PATIENCE,
                    () -> stand.records.number("SELECT count(*) FROM pg_locks WHERE NOT granted") >= 2);
            connection.rollback();
        }
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> one : posted) {
            answers.add(one.get(Stand.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        return answers;
    }
}

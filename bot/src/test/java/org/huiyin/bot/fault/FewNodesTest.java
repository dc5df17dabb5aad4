package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.huiyin.adapters.tencent.StubFault;
import org.huiyin.adapters.tencent.StubFault.Answer;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentStub.Api;
import org.huiyin.bot.fault.RealService.Ways;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.bot.service.Door;
import org.huiyin.bot.service.PaperCounty;
import org.huiyin.bot.service.Records;
import org.huiyin.bot.service.Records.Entry;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several real nodes on one database of somebody else's: what they do to each other, and what is left when one of them stands still. */
@Tag("fault")
class FewNodesTest {
    private static final Path FOLDER = Path.of("target", "fault", "few-nodes");
    private static final long SEED = 20_260_101;
    private static final int ROUND_MINUTES = 3;
    /** What is taken, and whose sender hears nothing until he gives up. */
    private static final StubFault TAKEN_IN_SILENCE = new StubFault(200, 0, true, Answer.SILENCE);

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aHundredSendersWriteFastToThreeNodes() throws Exception {
        PaperCounty county = new PaperCounty(100, 1, false);
        try (Rig rig = Rig.external(FOLDER, county, database.url(), 3, Ways.PLAIN)) {
            Writers writers = new Writers(rig.doors, rig.wechat, 2, SEED);
            writers.write(rig.villagers(), 1, 10).get(ROUND_MINUTES, TimeUnit.MINUTES);
            rig.reckoning().checkSentOnce(writers);
            assertThat(rig.faults()).as("answers 5xx").isZero();
            for (int node = 1; node <= 3; node++) {
                assertThat(rig.metric(node, "huiyin_batch_failures_total{reason=\"poison\"}"))
                        .isZero();
                assertThat(rig.metric(node, "huiyin_batch_failures_total{reason=\"outage\"}"))
                        .isZero();
                assertThat(rig.metric(node, "huiyin_nodes")).isEqualTo(3);
                System.out.printf(
                        "node %d: %.0f accepted, %.0f batches tried again%n",
                        node,
                        rig.metric(node, "huiyin_accepted_total{channel=\"wechat\"}"),
                        rig.metric(node, "huiyin_batch_failures_total{reason=\"conflict\"}"));
            }
        }
    }

    @Test
    void onePoisonAmong256IsKeptAndTheOthersAreAnswered() throws Exception {
        int sick = 77;
        PaperCounty county = new PaperCounty(64, 4, false);
        try (Rig rig = Rig.external(FOLDER, county, database.url(), 1, Ways.PLAIN)) {
            Records records = rig.records();
            records.change("UPDATE villager SET name = '\\xdeadbeef' WHERE code = 'P" + sick + "'");
            together(rig, records)
                    .forEach(answer -> assertThat(answer.statusCode()).isEqualTo(200));
            assertThat(records.entries("SAID").stream().map(Entry::address).collect(Collectors.toSet()))
                    .hasSize(255)
                    .doesNotContain(PaperCounty.openId(sick));
            assertThat(records.setAside()).hasSize(1).allMatch(words -> words.contains("路灯坏了" + sick));
            rig.named(1, "huiyin_set_aside_total{reason=\"poison\"}", rows -> rows == 1, "event set aside");
            Rig.until("and it is shown until somebody has looked", () -> rig.metric(1, "huiyin_set_aside_rows") == 1);
        }
    }

    /** Nothing can be written until all wait, so that they share a batch. */
    private static List<HttpResponse<String>> together(Rig rig, Records records) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> posted = new ArrayList<>();
        try (Connection connection = records.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE inbound IN SHARE MODE");
            for (int villager : rig.villagers()) {
                posted.add(rig.door(1)
                        .posting(
                                "wechat",
                                rig.wechat.text(PaperCounty.openId(villager), rig.messageId(), "路灯坏了" + villager)));
            }
            Rig.until("two batches wait", () -> records.number("SELECT count(*) FROM pg_locks WHERE NOT granted") >= 2);
            connection.rollback();
        }
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> one : posted) {
            answers.add(one.get(Rig.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        return answers;
    }

    @Test
    void aNodeThatStandsStillFor90SecondsRepeatsOnlyWhatWasUnderWay() throws Exception {
        PaperCounty county = new PaperCounty(60, 1, false);
        try (Rig rig = Rig.external(FOLDER, county, database.url(), 2, Ways.PLAIN)) {
            Records records = rig.records();
            List<String> codes = new ArrayList<>();
            for (int villager = 41; villager <= 60; villager++) {
                codes.add(rig.villagerSays(villager, "路灯坏了"));
            }
            Writers writers = new Writers(rig.doors, rig.wechat, 1, SEED);
            Future<?> writing = writers.write(rig.villagers().subList(0, 40), 1, 8);
            Awaiting.until("half has been said", Rig.PATIENCE, () -> writers.answers() > 100);
            rig.toVillagers.failNext(Api.SEND, TAKEN_IN_SILENCE, TAKEN_IN_SILENCE, TAKEN_IN_SILENCE, TAKEN_IN_SILENCE);
            int before = rig.toVillagers.calls(Api.SEND);
            for (int cadre = 41; cadre <= 60; cadre++) {
                rig.cadreSays(cadre, "#" + codes.get(cadre - 41) + " 答复" + cadre);
            }
            Awaiting.until("answers are under way", Rig.PATIENCE, () -> rig.toVillagers.calls(Api.SEND) >= before + 4);
            rig.node(1).signal("STOP");
            long stopped = System.nanoTime();
            // Of either node: the other may have one of those in its hands that the provider took in silence.
            List<String> leaving = records.leaving();
            int known = records.sentOver("wecom");
            int doubtful = rig.toCadres.sent().size() - known;
            writing.get(ROUND_MINUTES, TimeUnit.MINUTES);
            TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(90) - (System.nanoTime() - stopped));
            rig.node(1).signal("CONT");
            rig.reckoning().check(writers);
            Map<String, Long> delivered = rig.toVillagers.sent().stream()
                    .map(StubSent::text)
                    .filter(text -> text.contains("答复"))
                    .map(text -> text.substring(text.indexOf("答复")))
                    .collect(Collectors.groupingBy(text -> text, Collectors.counting()));
            assertThat(delivered).hasSize(20);
            delivered.forEach((text, times) -> {
                if (times > 1) {
                    assertThat(times).isEqualTo(2);
                    assertThat(leaving).as("it was leaving: %s", text).anyMatch(words -> words.contains(text));
                }
            });
            assertThat(rig.toCadres.duplicates())
                    .as("repetitions that WeCom dropped")
                    .isLessThanOrEqualTo(doubtful);
            System.out.printf(
                    "%d parts were leaving; %d answers came twice; WeCom had %d that we did not know of, and dropped %d%n",
                    leaving.size(),
                    delivered.values().stream().filter(times -> times > 1).count(),
                    doubtful,
                    rig.toCadres.duplicates());
            rig.named(1, "huiyin_outcomes_void_total", outcomes -> outcomes > 0, "outcomes do not count");
        }
    }

    @Test
    void twoNodesAreUpgradedOneByOneUnderLoad() throws Exception {
        PaperCounty county = new PaperCounty(60, 1, false);
        Path next = Path.of("..", "db", "src", "test", "resources", "next");
        try (Rig rig = Rig.external(FOLDER, county, database.url(), 2, Ways.PLAIN)) {
            Records records = rig.records();
            List<Door> proxy = new CopyOnWriteArrayList<>(rig.doors);
            Writers writers = new Writers(proxy, rig.wechat, 1, SEED).thinking(Duration.ofSeconds(1));
            for (int node = 1; node <= 2; node++) {
                Future<?> writing = writers.write(rig.villagers(), 1 + 9 * (node - 1), 9);
                proxy.remove(rig.door(node));
                rig.restart(node, rig.node(node).ways().with(next));
                proxy.add(rig.door(node));
                assertThat(writing).as("they wrote all the time").isNotDone();
                assertThat(records.value("SELECT max(version) FROM schema_migration"))
                        .isEqualTo("4");
                writing.get(ROUND_MINUTES, TimeUnit.MINUTES);
            }
            Future<?> writing = writers.write(rig.villagers(), 19, 3);
            String said = rig.node(1).run("migrate", "--contract");
            assertThat(records.value("SELECT max(version) FROM schema_migration"))
                    .as(said)
                    .isEqualTo("5");
            writing.get(ROUND_MINUTES, TimeUnit.MINUTES);
            rig.reckoning().checkSentOnce(writers);
            assertThat(rig.faults()).as("answers 5xx").isZero();
        }
    }
}

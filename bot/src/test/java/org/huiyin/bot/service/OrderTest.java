package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huiyin.adapters.tencent.StubFault;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentStub;
import org.huiyin.bot.service.Records.Entry;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each person's messages keep their order on the way in and out, whatever many others do at the same time and on however many nodes. */
class OrderTest {
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void eachVillagerHearsHisCadreInTheOrderInWhichHeAnswered() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 4), database)) {
            Map<Integer, String> codes = new HashMap<>();
            for (int villager = 1; villager <= 4; villager++) {
                codes.put(villager, stand.matter(villager, "路灯坏了" + villager));
            }
            for (String answer : List.of("甲", "乙", "丙", "丁")) {
                for (int villager = 1; villager <= 4; villager++) {
                    stand.cadreSays(1, "#" + codes.get(villager) + " 答复" + answer + villager);
                }
            }
            for (int villager = 1; villager <= 4; villager++) {
                int one = villager;
                stand.toVillager(villager, part -> part.text().endsWith("答复丁" + one));
                assertThat(stand.sentToVillager(villager))
                        .extracting(StubSent::text)
                        .extracting(text -> text.substring(text.indexOf("答复")))
                        .containsExactly("答复甲" + one, "答复乙" + one, "答复丙" + one, "答复丁" + one);
            }
        }
    }

    @Test
    void aHundredVillagersWriteThroughTwoNodes() throws Exception {
        int messages = 4;
        try (Stand stand = new Stand(Stand.Setup.of(25, 4).withNodes(2), database)) {
            List<Callable<Void>> writers = IntStream.rangeClosed(1, stand.county.villagers())
                    .<Callable<Void>>mapToObj(villager -> () -> write(stand, villager, messages))
                    .toList();
            all(writers);
            stand.settled();

            Map<String, List<Entry>> said =
                    stand.records.entries("SAID").stream().collect(Collectors.groupingBy(Entry::address));
            for (int villager = 1; villager <= stand.county.villagers(); villager++) {
                List<String> wrote = texts(villager, messages);
                List<Entry> kept = said.getOrDefault(PaperCounty.openId(villager), List.of());
                assertThat(kept).extracting(Entry::body).containsExactlyElementsOf(wrote);
                assertThat(kept)
                        .extracting(Entry::ticketId)
                        .containsOnly(kept.get(0).ticketId());
                assertThat(forwarded(stand, villager))
                        .as("each once and in order")
                        .containsExactlyElementsOf(wrote);
            }
            assertThat(stand.toCadres.duplicates()).as("sent twice").isZero();
            assertThat(stand.records.number("SELECT count(*) FROM set_aside")).isZero();
            for (int node = 1; node <= 2; node++) {
                assertThat(stand.node(node).metric("huiyin_outcomes_total{channel=\"wecom\",kind=\"accepted\"}"))
                        .as("parts sent by node %d", node)
                        .isPositive();
            }
        }
    }

    private static Void write(Stand stand, int villager, int messages) throws Exception {
        Random node = new Random(villager);
        for (String text : texts(villager, messages)) {
            Door door = stand.node(1 + node.nextInt(2)).door();
            int status = door.post("wechat", stand.wechat.text(PaperCounty.openId(villager), stand.messageId(), text))
                    .statusCode();
            assertThat(status).as("no conflict is the provider's affair").isEqualTo(200);
        }
        return null;
    }

    private static List<String> texts(int villager, int messages) {
        return IntStream.rangeClosed(1, messages)
                .mapToObj(message -> "路灯坏了（第" + villager + "户第" + message + "条）")
                .toList();
    }

    private static List<String> forwarded(Stand stand, int villager) {
        String mark = "（第" + villager + "户第";
        return stand.toCadres.sentTo(stand.county.userIdOfCadreOf(villager)).stream()
                .map(StubSent::text)
                .filter(text -> text.contains(mark))
                .map(text -> text.substring(text.indexOf("路灯坏了")))
                .toList();
    }

    /** Locks are taken in the order of ids: a batch that waits for one sender does not hold the next one yet. */
    @Test
    void aSecondMessageDoesNotOvertakeTheFirstWhoseBatchWaitsForSomebodyElse() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 4), database)) {
            List<String> codes = new ArrayList<>();
            for (int villager = 1; villager <= 4; villager++) {
                codes.add(stand.matter(villager, "路灯坏了" + villager));
            }
            List<CompletableFuture<HttpResponse<String>>> posted = new ArrayList<>();
            try (Connection one = locked(stand, codes.get(0));
                    Connection other = locked(stand, codes.get(1));
                    Connection third = locked(stand, codes.get(2))) {
                posted.add(posting(stand, 1, "一"));
                waiting(stand, 1);
                posted.add(posting(stand, 2, "二"));
                waiting(stand, 2);
                posted.add(posting(stand, 3, "三"));
                posted.add(posting(stand, 4, "先说的"));
                // Until both have come and wait for a writer, which nobody outside can see.
                Thread.sleep(500);
                one.rollback();
                Awaiting.until(
                        "the first is written",
                        Stand.PATIENCE,
                        () -> posted.get(0).isDone());
                waiting(stand, 2);
                other.rollback();
                posted.add(posting(stand, 4, "后说的"));
                Awaiting.until(
                        "the second is written",
                        Stand.PATIENCE,
                        () -> posted.get(1).isDone());
                posted.add(posting(stand, 2, "又一句"));
                Awaiting.until(
                        "a later one is written",
                        Stand.PATIENCE,
                        () -> posted.get(5).isDone());
                assertThat(posted.get(3)).as("in one batch with the third").isNotDone();
                third.rollback();
            }
            for (CompletableFuture<HttpResponse<String>> each : posted) {
                assertThat(each.get(Stand.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(stand.records.entries("SAID"))
                    .filteredOn(entry -> entry.address().equals(PaperCounty.openId(4)))
                    .extracting(Entry::body)
                    .containsExactly("路灯坏了4", "先说的", "后说的");
        }
    }

    private static Connection locked(Stand stand, String code) throws Exception {
        Connection connection = stand.records.connect();
        connection.setAutoCommit(false);
        try (PreparedStatement lock = connection.prepareStatement(
                "SELECT id FROM address WHERE id = (SELECT address_id FROM ticket WHERE code = ?) FOR UPDATE")) {
            lock.setString(1, code);
            assertThat(lock.executeQuery().next()).isTrue();
        }
        return connection;
    }

    private static CompletableFuture<HttpResponse<String>> posting(Stand stand, int villager, String words) {
        return stand.node(1)
                .door()
                .posting("wechat", stand.wechat.text(PaperCounty.openId(villager), stand.messageId(), words));
    }

    private static void waiting(Stand stand, int batches) throws Exception {
        Awaiting.until(
                batches + " batches wait",
                Stand.PATIENCE,
                () -> stand.records.number("SELECT count(*) FROM pg_locks WHERE NOT granted") == batches);
    }

    @Test
    void aPauseOnOneNodeLetsTheOtherOvertakeNothing() throws Exception {
        int villagers = 12;
        try (Stand stand = new Stand(Stand.Setup.of(villagers, 1).withNodes(2), database)) {
            List<String> codes = new ArrayList<>();
            for (int villager = 1; villager <= villagers; villager++) {
                codes.add(stand.matter(villager, "路灯坏了"));
            }
            // One node meets the fault and pauses; the other knows nothing of it.
            stand.toVillagers.failNext(TencentStub.Api.SEND, StubFault.status(503));
            for (String answer : List.of("甲", "乙", "丙")) {
                for (int villager = 1; villager <= villagers; villager++) {
                    stand.cadreSays(villager, "#" + codes.get(villager - 1) + " 答复" + answer);
                }
            }
            stand.settled();
            for (int villager = 1; villager <= villagers; villager++) {
                assertThat(stand.sentToVillager(villager))
                        .extracting(StubSent::text)
                        .extracting(text -> text.substring(text.indexOf("答复")))
                        .containsExactly("答复甲", "答复乙", "答复丙");
            }
        }
    }

    @Test
    void twoQuickFirstMessagesMakeOneTicket() throws Exception {
        int villagers = 40;
        try (Stand stand = new Stand(Stand.Setup.of(10, 4).withNodes(2), database)) {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int villager = 1; villager <= villagers; villager++) {
                String openId = PaperCounty.openId(villager);
                // Half of them reach two nodes at the same time.
                for (int node : villager % 2 == 0 ? List.of(1, 1) : List.of(1, 2)) {
                    String id = stand.messageId();
                    writers.add(() -> {
                        Door door = stand.node(node).door();
                        assertThat(door.accepts("wechat", stand.wechat.text(openId, id, "路灯坏了" + id)))
                                .isTrue();
                        return null;
                    });
                }
            }
            all(writers);
            stand.settled();
            assertThat(stand.records.number("SELECT count(*) FROM ticket")).isEqualTo(villagers);
            assertThat(stand.records.entries("SAID").stream().collect(Collectors.groupingBy(Entry::ticketId)))
                    .hasSize(villagers)
                    .allSatisfy((ticket, said) -> assertThat(said).hasSize(2));
        }
    }

    /** Runs all at the same time, each on a thread of its own, and hands on the first failure. */
    private static void all(List<Callable<Void>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> one : threads.invokeAll(work)) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}

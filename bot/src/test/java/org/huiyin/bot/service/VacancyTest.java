package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.huiyin.bot.registry.ImportResult;
import org.huiyin.bot.wiring.CountyImport;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.ticket.HistoryAudit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cadres lose their households, leaders their posts and both go on leave at random, while villagers write to three nodes. */
class VacancyTest {
    private static final int CADRES = 10;
    private static final int VILLAGERS_EACH = 6;
    private static final int MESSAGES_EACH = 60;
    private static final int CHANGES = 8;
    private static final long SEED = 20261124;

    private static final String OWNERLESS = """
            SELECT count(*) FROM ticket t LEFT JOIN duty d ON d.id = t.holder_id
            WHERE t.state <> 'CLOSED' AND (d.live IS NOT TRUE OR d.cadre_id IS DISTINCT FROM t.holder_cadre_id)
            """;

    private static final String WITH_SOMEBODY_AWAY = """
            SELECT count(*) FROM ticket t JOIN absence a ON a.cadre_id = t.holder_cadre_id AND a.ended_at IS NULL
            WHERE t.state <> 'CLOSED'
            """;

    /** What is kept from the line, and lies with somebody who is in it now. */
    private static final String WITH_THE_LINE = """
            SELECT count(*) FROM ticket t JOIN household h ON h.id = t.household_id
            WHERE t.confidential AND t.state <> 'CLOSED' AND t.holder_cadre_id IN (
                SELECT l.cadre_id FROM link l WHERE l.household_id = h.id AND l.live
                UNION SELECT d.cadre_id FROM duty d JOIN grid g ON g.id = d.grid_id
                WHERE d.live AND d.kind IN ('LEADER', 'DEPUTY') AND g.level <> 'COUNTY')
            """;

    private final TestDatabase database = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService people = Executors.newCachedThreadPool();

    @AfterEach
    void drop() {
        people.shutdownNow();
        vertx.close().await();
        database.close();
    }

    @Test
    void atNoMomentIsAnOpenTicketWithoutALiveHolder() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(CADRES, VILLAGERS_EACH).withNodes(3), database)) {
            AtomicBoolean over = new AtomicBoolean();
            List<Future<Void>> under = new ArrayList<>();
            for (int node = 1; node <= 3; node++) {
                int one = node;
                under.add(people.submit(() -> write(stand, one)));
            }
            Future<Void> watch = people.submit((Callable<Void>) () -> {
                while (!over.get()) {
                    assertThat(stand.records.number(OWNERLESS))
                            .as("without a live holder")
                            .isZero();
                }
                return null;
            });
            Random random = new Random(SEED);
            for (int change = 0; change < CHANGES; change++) {
                change(stand, random);
                leave(stand, random);
            }
            for (Future<Void> writer : under) {
                writer.get();
            }
            over.set(true);
            watch.get();
            assertThat(stand.records.number("SELECT count(*) FROM history WHERE kind = 'SAID'"))
                    .as("said and kept")
                    .isEqualTo(3 * MESSAGES_EACH);
            assertThat(stand.records.number("SELECT count(*) FROM history WHERE kind = 'MOVED'"))
                    .as("otherwise nothing was tried")
                    .isGreaterThan(20);
            assertThat(stand.records.number("SELECT count(*) FROM set_aside")).isZero();
            Awaiting.until(
                    "whoever was given something knows it",
                    Stand.PATIENCE,
                    () -> stand.records.number("SELECT count(*) FROM ticket WHERE untold") == 0);
            assertThat(stand.toCadres.sent().stream()
                            .filter(part -> part.text().contains("【交接"))
                            .count())
                    .isPositive();
            Awaiting.until(
                    "nothing lies with somebody who is away",
                    Stand.PATIENCE,
                    () -> stand.records.number(WITH_SOMEBODY_AWAY) == 0);
            assertThat(stand.records.number("SELECT count(*) FROM ticket WHERE confidential"))
                    .as("complaints")
                    .isGreaterThan(20);
            assertThat(stand.records.number(WITH_THE_LINE))
                    .as("kept from the line, and with somebody of it")
                    .isZero();
            try (Connection connection = stand.records.connect()) {
                connection.setAutoCommit(false);
                assertThat(HistoryAudit.of(connection).broken()).isEmpty();
            }
        }
    }

    /** Villagers write to one of the nodes, each one a matter of its own. */
    private static Void write(Stand stand, int node) throws Exception {
        Random random = new Random(SEED + node);
        for (int message = 0; message < MESSAGES_EACH; message++) {
            int villager = 1 + random.nextInt(CADRES * VILLAGERS_EACH / 3) * 3 + (node - 1);
            var answer = stand.node(node)
                    .door()
                    .post(
                            "wechat",
                            stand.wechat.text(
                                    PaperCounty.openId(Math.min(villager, CADRES * VILLAGERS_EACH)),
                                    stand.messageId(),
                                    (message % 4 == 0 ? "投诉 干部总不来" : "新 路灯坏了") + node + "-" + message));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        return null;
    }

    /** One cadre loses all his households to others, and the seats of the grids get others, or nobody. */
    private void change(Stand stand, Random random) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "change");
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        int gone = 1 + random.nextInt(CADRES);
        List<String> links = new ArrayList<>(List.of("household_code,cadre_code,since"));
        for (int household = 1; household <= CADRES * VILLAGERS_EACH; household++) {
            if ((household - 1) / VILLAGERS_EACH + 1 == gone) {
                links.add("H" + household + ",K" + (1 + random.nextInt(CADRES)) + "," + today);
            }
        }
        Files.write(folder.resolve("links.csv"), links);
        List<String> grids = new ArrayList<>(List.of(
                "code,name,level,parent_code,leader_code,deputy_code",
                "C,试验县,COUNTY,,desk," + (random.nextBoolean() ? "K1" : "")));
        grids.add("T,柳林镇,TOWNSHIP,C," + seats(random));
        grids.add("A,东片,AREA,T," + seats(random));
        grids.add("V,北关村,VILLAGE,A," + seats(random));
        Files.write(folder.resolve("grids.csv"), grids);
        try (CountyImport registry = new CountyImport(vertx, stand.url(), stand.vault, id -> id.equals("sim-sms"))) {
            assertThat(registry.run(folder, Progress.NONE)).isInstanceOf(ImportResult.Imported.class);
        }
    }

    private static String seats(Random random) {
        int leader = random.nextInt(CADRES + 1);
        int deputy = random.nextInt(CADRES + 1);
        return (leader == 0 ? "" : "K" + leader) + "," + (deputy == 0 || deputy == leader ? "" : "K" + deputy);
    }

    private static void leave(Stand stand, Random random) throws Exception {
        for (int i = 0; i < 2; i++) {
            int cadre = 1 + random.nextInt(CADRES);
            stand.cadreSays(
                    cadre,
                    List.of("请假 2 天", "请假 3 天 由 K" + (1 + random.nextInt(CADRES)) + " 代", "销假")
                            .get(random.nextInt(3)));
        }
    }
}

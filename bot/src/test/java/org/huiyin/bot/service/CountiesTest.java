package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.schema.Migrations;
import org.huiyin.db.server.Database;
import org.huiyin.db.server.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A county is a schema: two in one database, both being served, neither see nor wake nor block each other. */
class CountiesTest {
    private final TestDatabase database = TestDatabase.create();
    private Stand north;
    private Stand south;

    @BeforeEach
    void start() throws Exception {
        north = new Stand(Stand.Setup.of(2, 2), database);
        DatabaseUrl other = database.url().withSchema("county_of_the_south");
        Migrations.migrate(other);
        south = new Stand(Stand.Setup.of(2, 2), other);
    }

    @AfterEach
    void stop() {
        north.close();
        south.close();
        database.close();
    }

    @Test
    void theSamePersonInBothIsTwo() throws Exception {
        String inNorth = north.matter(1, "北边的事");
        assertThat(south.records.counts()).containsEntry("ticket", 0).containsEntry("inbound", 0);
        String inSouth = south.matter(1, "南边的事");
        north.cadreSays(1, "#" + inNorth + " 北边答复");
        south.cadreSays(1, "#" + inSouth + " 南边答复");
        north.toVillager(1, part -> part.text().endsWith("北边答复"));
        south.toVillager(1, part -> part.text().endsWith("南边答复"));
        for (Stand county : List.of(north, south)) {
            assertThat(county.records.number("SELECT count(*) FROM ticket")).isEqualTo(1);
            assertThat(county.sentToVillager(1)).hasSize(1);
            String foreign = county == north ? "南边" : "北边";
            assertThat(county.toCadres.sent()).extracting(StubSent::text).noneMatch(text -> text.contains(foreign));
        }
    }

    @Test
    void trafficInOneChangesNoByteOfTheOther() throws Exception {
        south.matter(1, "南边的事");
        south.rest();
        Map<String, String> before = south.records.digests();
        for (int message = 1; message <= 5; message++) {
            for (int villager = 1; villager <= 4; villager++) {
                north.villagerSays(villager, "北边的事" + message);
            }
        }
        north.cadreSays(1, "待办");
        north.settled();
        assertThat(south.records.digests()).containsExactlyInAnyOrderEntriesOf(before);
        assertThat(before).hasSizeGreaterThan(20);
    }

    @Test
    void neitherWakesTheOther() throws Exception {
        String channels = north.records.value("SELECT string_agg(query, ';' ORDER BY query) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND query LIKE 'LISTEN%'");
        assertThat(channels).isEqualTo("LISTEN huiyin_county_of_the_south;LISTEN huiyin_huiyin");
        Vertx vertx = Vertx.vertx();
        List<String> heard = new CopyOnWriteArrayList<>();
        try {
            PgConnection listener =
                    new Database(vertx, database.url(), 1).connection().await();
            listener.notificationHandler(notification -> heard.add(notification.getChannel()));
            listener.query("LISTEN huiyin_huiyin").execute().await();
            listener.query("LISTEN huiyin_county_of_the_south").execute().await();
            north.matter(1, "北边的事");
            Awaiting.until("the north tells its nodes", Stand.PATIENCE, () -> !heard.isEmpty());
            assertThat(heard).containsOnly("huiyin_huiyin");
            north.settled();
            south.matter(1, "南边的事");
            Awaiting.until(
                    "the south tells its nodes", Stand.PATIENCE, () -> heard.contains("huiyin_county_of_the_south"));
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void aLongLockInOneDelaysNothingInTheOther() throws Exception {
        south.matter(1, "先热一热");
        try (Connection connection = north.records.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE inbound, ticket, part, outbox, lane IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<?> waiting =
                    north.door().posting("wechat", north.wechat.text(PaperCounty.openId(1), north.messageId(), "北边的事"));
            Awaiting.until(
                    "the north waits",
                    Stand.PATIENCE,
                    () -> north.records.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            long began = System.nanoTime();
            for (int villager = 1; villager <= 4; villager++) {
                south.matter(villager, "南边的事" + villager);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(waiting).isNotDone();
            connection.rollback();
            waiting.get(Stand.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        north.toCadreOf(1, part -> part.text().contains("北边的事"));
    }
}

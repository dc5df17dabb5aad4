package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.huiyin.bot.service.Records.Entry;
import org.huiyin.db.TestDatabase;
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
            together(stand).forEach(answer -> assertThat(answer.statusCode()).isEqualTo(200));

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

    /** Posts one message of each villager; nothing can be written until all of them wait, so that they share a batch. */
    private static List<HttpResponse<String>> together(Stand stand) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> posted = new ArrayList<>();
        try (Connection connection = stand.records.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE inbound IN SHARE MODE");
            for (int villager = 1; villager <= VILLAGERS; villager++) {
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

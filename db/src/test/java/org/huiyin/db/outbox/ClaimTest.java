package org.huiyin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.server.Database;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which lanes are taken when there are more than can be: the most urgent first, each channel for itself, and never one that is taken. */
class ClaimTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final int LANES = 60;
    private final TestDatabase test = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final Database database = new Database(vertx, test.url(), 2);
    private final Vault vault = new Vault(Keys.generate());
    private final Outbox outbox = new Outbox(vault);
    private final Claims claims = new Claims(vault);
    private long parts;

    @BeforeEach
    void addresses() throws SQLException {
        try (Connection connection = test.connect();
                var insert = connection.prepareStatement(
                        "INSERT INTO address (id, channel, address, address_hash) VALUES (?, ?, ?, ?)")) {
            for (int id = 1; id <= LANES; id++) {
                insert.setLong(1, id);
                insert.setString(2, channel(id));
                insert.setBytes(3, vault.seal(Sealed.ADDRESS, "u" + id));
                insert.setBytes(4, ("hash" + id).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                insert.execute();
            }
        }
    }

    @AfterEach
    void close() {
        database.close().await();
        vertx.close().await();
        test.close();
    }

    /** Two thirds at WeChat, one at WeCom. */
    private static String channel(long address) {
        return address % 3 == 0 ? "wecom" : "wechat";
    }

    private void queue(long address, int priority, Instant ord) {
        outbox.enqueue(
                        database.pool(),
                        List.of(new PartRow(
                                ++parts,
                                NOW,
                                address,
                                channel(address),
                                null,
                                null,
                                "ACK",
                                "words",
                                null,
                                null,
                                priority,
                                ord,
                                false,
                                List.of(),
                                null)))
                .await();
    }

    private List<Long> claim(Map<String, Integer> channels) {
        return database
                .pool()
                .withTransaction(c -> claims.claim(c, NOW, channels, "node", Duration.ofSeconds(60)))
                .await()
                .stream()
                .map(ClaimedPart::addressId)
                .distinct()
                .toList();
    }

    @Test
    void theMostUrgentGoFirstAndAmongThemTheOldest() {
        for (long address = 1; address <= LANES; address++) {
            queue(address, 3, NOW.minusSeconds(1_000));
        }
        queue(4, 1, NOW.minusSeconds(2));
        queue(5, 1, NOW.minusSeconds(3));
        queue(7, 0, NOW.minusSeconds(1));
        assertThat(claim(Map.of("wechat", 1))).containsExactly(7L);
        assertThat(claim(Map.of("wechat", 1))).containsExactly(5L);
        assertThat(claim(Map.of("wechat", 1))).containsExactly(4L);
    }

    @Test
    void aPushToEverybodyIsCountedAndNotLate() {
        for (long address = 1; address <= LANES; address++) {
            queue(address, 3, NOW.minusSeconds(1_000));
        }
        queue(3, 1, NOW.minusSeconds(2));
        queue(3, 1, NOW.plusSeconds(30));
        assertThat(new Stalled(vault).backlog(database.pool(), NOW).await())
                .containsExactlyInAnyOrder(
                        new Stalled.Backlog("wechat", 40, NOW), new Stalled.Backlog("wecom", 21, NOW.minusSeconds(2)));
    }

    @Test
    void eachChannelGetsItsOwnNumberOfLanesAndOneThatIsPausedNone() {
        for (long address = 1; address <= LANES; address++) {
            queue(address, 1, NOW.minusSeconds(address));
        }
        List<Long> claimed = claim(Map.of("wechat", 7, "wecom", 2));
        assertThat(claimed).filteredOn(a -> channel(a).equals("wechat")).hasSize(7);
        assertThat(claimed).filteredOn(a -> channel(a).equals("wecom")).hasSize(2);
        assertThat(claim(Map.of("wecom", 50)))
                .hasSize(18)
                .allMatch(a -> channel(a).equals("wecom"));
    }

    @Test
    void nothingIsTakenTwiceAndNothingIsLeft() {
        for (long address = 1; address <= LANES; address++) {
            queue(address, 1, NOW);
            queue(address, 1, NOW);
        }
        List<Long> all = new ArrayList<>();
        for (List<Long> some = claim(Map.of("wechat", 9, "wecom", 9));
                !some.isEmpty();
                some = claim(Map.of("wechat", 9, "wecom", 9))) {
            all.addAll(some);
        }
        assertThat(all).doesNotHaveDuplicates().hasSize(LANES);
    }

    @Test
    void whatIsDueLaterWaits() {
        queue(1, 1, NOW.plusSeconds(1));
        assertThat(claim(Map.of("wechat", 9))).isEmpty();
    }

    @Test
    void aLongLaneKeepsNoOtherFromBeingTaken() throws SQLException {
        for (int i = 0; i < 200; i++) {
            queue(1, 1, NOW.minusSeconds(500));
        }
        queue(2, 1, NOW);
        List<Long> claimed = new ArrayList<>(claim(Map.of("wechat", 4)));
        claimed.addAll(claim(Map.of("wechat", 4)));
        assertThat(claimed).containsExactlyInAnyOrder(1L, 2L);
        try (Connection connection = test.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE lane SET lease_until = '-infinity'");
        }
        assertThat(claim(Map.of("wechat", 4))).contains(1L);
    }
}

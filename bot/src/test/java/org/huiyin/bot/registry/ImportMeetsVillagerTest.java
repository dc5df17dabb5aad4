package org.huiyin.bot.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huiyin.db.registry.Part.ADDRESSES;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.huiyin.bot.registry.ImportResult.Imported;
import org.huiyin.db.address.AddressKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A villager proves an address his in the very moment in which an import brings it: both find what the other wrote. */
class ImportMeetsVillagerTest {
    private static final String NEW = "villager,P1,wechat,oNew";
    private static final String BIND = "INSERT INTO binding (address_id, household_id, villager_id, strength) "
            + "SELECT 9999, household_id, id, 'CARD' FROM villager WHERE code = 'P1'";

    private final ImportBench bench = new ImportBench();

    @TempDir
    private Path folder;

    @BeforeEach
    void county() {
        bench.imported(new TestCounty().in(folder));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** @param known whether the address was there before, because he had written from it */
    @ParameterizedTest(name = "the address was known: {0}")
    @ValueSource(booleans = {true, false})
    void theBindingIsThereOnceAndAsStrongAsTheRegisterMakesIt(boolean known) throws Exception {
        try (Connection villager = bench.database.connect()) {
            villager.setAutoCommit(false);
            address(villager, 9999, "oNew");
            if (known) {
                villager.commit();
            }
            try (Statement statement = villager.createStatement()) {
                statement.execute(BIND);
            }
            CompletableFuture<Imported> imported = CompletableFuture.supplyAsync(() ->
                    bench.imported(new TestCounty().line(ADDRESSES, 5, NEW).in(folder)));
            awaitSomebodyWaiting();
            villager.commit();
            imported.get(20, TimeUnit.SECONDS);
        }
        assertThat(
                        bench.texts(
                                "SELECT a.id || ' ' || b.strength FROM binding b JOIN address a ON a.id = b.address_id "
                                        + "JOIN villager v ON v.id = b.villager_id WHERE v.code = 'P1' AND b.until IS NULL AND a.id = 9999"))
                .containsExactly("9999 PHONE");
        assertThat(bench.text("SELECT count(*) FROM address"))
                .as("no second row of it")
                .isEqualTo("4");
    }

    /** Both make the rows of new addresses in one order; in two orders each would have one that the other waits for. */
    @Test
    void whoeverWritesFirstFromTwoNewAddressesIsNotLockedOut() throws Exception {
        try (Connection villagers = bench.database.connect()) {
            villagers.setAutoCommit(false);
            address(villagers, 9999, "oNewA");
            CompletableFuture<Imported> imported = CompletableFuture.supplyAsync(() -> bench.imported(new TestCounty()
                    .line(ADDRESSES, 5, "villager,P1,wechat,oNewB")
                    .line(ADDRESSES, 6, "villager,P2,wechat,oNewA")
                    .in(folder)));
            awaitSomebodyWaiting();
            try (Statement statement = villagers.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = '500ms'");
            }
            address(villagers, 10_000, "oNewB");
            villagers.commit();
            imported.get(20, TimeUnit.SECONDS);
        }
        assertThat(bench.texts("SELECT a.id::text FROM address a WHERE a.id > 9000 ORDER BY a.id"))
                .containsExactly("9999", "10000");
    }

    private void address(Connection connection, long id, String openId) throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO address (id, channel, address, address_hash) VALUES (?, 'wechat', '\\x00', ?)")) {
            insert.setLong(1, id);
            insert.setBytes(2, new AddressKey("wechat", openId).hash(bench.vault));
            insert.execute();
        }
    }

    private void awaitSomebodyWaiting() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (bench.texts("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                        + "AND datname = current_database()")
                .isEmpty()) {
            assertThat(System.nanoTime())
                    .as("the import did not meet the villager")
                    .isLessThan(end);
            Thread.sleep(20);
        }
    }
}

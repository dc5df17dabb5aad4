package org.huiyin.bench;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.huiyin.db.vault.KeyFile;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** The month-end push: one part to every household, at the rate that its provider takes, while cadres go on answering villagers on the same channel. */
final class Push {
    private static final String NOTICE =
            "{\"form\":\"TEXT\",\"text\":\"月末走访\",\"notice\":\"progress\",\"parameters\":{\"code\":\"1\",\"text\":\"月末走访\"}}";
    private static final String TO_EVERY_HOUSEHOLD = """
            WITH one AS (
                SELECT DISTINCT ON (b.household_id) a.id FROM binding b JOIN address a ON a.id = b.address_id
                WHERE b.until IS NULL AND a.channel = 'wechat'),
            n AS MATERIALIZED (SELECT id, nextval('part_id') AS part, now() AS at FROM one),
            p AS (INSERT INTO part (id, created_at, address_id, purpose, content) SELECT part, at, id, 'NOTICE', ? FROM n)
            INSERT INTO outbox (address_id, part_id, created_at, channel, priority, ord, ready_at)
            SELECT id, part, at, 'wechat', 3, at, at FROM n
            """;

    private static final int PATIENCE_S = 60;

    private final CountyDatabase county;
    private final Provider provider;
    private final Vault vault;

    Push(CountyDatabase county, Provider provider, Path keys) {
        this.county = county;
        this.provider = provider;
        this.vault = new Vault(new KeyFile(keys).read());
    }

    /** Queues it; the number of parts. */
    int queue() throws SQLException {
        try (Connection connection = county.connect();
                PreparedStatement insert = connection.prepareStatement(TO_EVERY_HOUSEHOLD)) {
            insert.setBytes(1, vault.seal(Sealed.PART, NOTICE));
            return insert.executeUpdate();
        }
    }

    void forget() throws SQLException {
        county.execute("DELETE FROM outbox WHERE priority = 3");
    }

    /**
     * Lets cadres answer, one after the other.
     *
     * @return seconds in which 99 of 100 answers reached the villager's provider, counted from when the webhook was sent
     */
    double delay(Traffic traffic, Load load, int answers) throws Exception {
        String mark = "水管修好了，回执";
        provider.watch(mark);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            String number = Integer.toString(100_000 + i);
            Buffer answer = traffic.reply(mark + number + "号");
            long sent = System.nanoTime();
            load.closed(List.of(answer), 10);
            seconds.add((arrival(number) - sent) / 1e9);
        }
        seconds.sort(null);
        long never = seconds.stream().filter(one -> one >= PATIENCE_S).count();
        if (never > 0) {
            Results.say("%d of %d answers did not come within %d s", never, answers, PATIENCE_S);
        }
        return seconds.get((int) Math.ceil(seconds.size() * 0.99) - 1);
    }

    private long arrival(String number) throws InterruptedException {
        Map<String, Long> arrived = provider.arrived();
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (!arrived.containsKey(number) && System.nanoTime() < patience) {
            Thread.sleep(2);
        }
        return arrived.getOrDefault(number, patience);
    }
}

package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.TencentSender;
import org.huiyin.adapters.tencent.TencentStub;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.bot.service.Door;
import org.huiyin.bot.service.PaperCounty;
import org.huiyin.bot.service.Records;
import org.huiyin.bot.service.ServiceFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The real process, killed with -9 at random moments under load: whatever was answered 200 has exactly one effect and reaches the provider, in
 * each person's order. The seed is printed; {@code -Dhuiyin.seed} gives the same moments again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
    /** So many villagers write in a round. */
    private static final int AT_ONCE = 40;
    /** The next round has others, because WeCom bears 20 parts a minute to one cadre. */
    private static final int GROUPS = 5;

    private static final int MESSAGES = 4;
    private static final int VARIANTS = 3;
    private static final Duration ROUND = Duration.ofMinutes(2);
    private static final Duration WECHAT_WAITS = Duration.ofSeconds(5);

    private final PaperCounty county = new PaperCounty(VARIANTS * GROUPS * AT_ONCE, 1, false);
    private final Vertx vertx = Vertx.vertx();
    private final long seed = Long.getLong("huiyin.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private TencentStub stub;
    private TencentSender sender;
    private RealService service;
    private Door door;

    /** Who is killed in a round. */
    private enum Victim {
        SERVICE,
        POSTGRES,
        BOTH
    }

    @BeforeAll
    void start() throws Exception {
        Path directory = Path.of("target", "fault", "kill");
        stub = TencentStub.start(vertx, Clock.systemUTC());
        sender = TencentSender.wechat(Accounts.wechat(stub.baseUrl()), Clock.systemUTC());
        service = new RealService(directory, ServiceFile.of(stub.baseUrl(), stub.baseUrl(), false));
        service.importCounty(county.write(directory.resolve("county")));
        door = new Door(service.start(), WECHAT_WAITS);
    }

    @AfterAll
    void stop() {
        service.close();
        stub.stop().await();
        vertx.close().await();
        assertThat(service.postmaster()).as("nothing is left running").isEmpty();
    }

    @Test
    void theServiceIsKilledThreeTimes() throws Exception {
        rounds(0, 3, 1, round -> Victim.SERVICE);
    }

    @Test
    void theServiceIsKilledThreeTimesWhileEveryWebhookComesThreeTimes() throws Exception {
        rounds(1, 3, 3, round -> Victim.SERVICE);
    }

    @Test
    void postgresIsKilledAndThenBoth() throws Exception {
        rounds(2, 3, 1, round -> round < 2 ? Victim.POSTGRES : Victim.BOTH);
    }

    @Test
    @Tag("fault")
    void theServiceIsKilledTwentyTimes() throws Exception {
        rounds(0, 20, 1, round -> Victim.SERVICE);
    }

    @Test
    @Tag("fault")
    void theServiceIsKilledTwentyTimesWhileEveryWebhookComesThreeTimes() throws Exception {
        rounds(1, 20, 3, round -> Victim.SERVICE);
    }

    @Test
    @Tag("fault")
    void everyoneIsKilledTwentyTimes() throws Exception {
        rounds(2, 20, 3, round -> Victim.values()[random.nextInt(Victim.values().length)]);
    }

    // --------------------------------------------------------------------------------------------------------------------- rounds

    private void rounds(int variant, int rounds, int copies, IntFunction<Victim> victims) throws Exception {
        Writers writers = new Writers(door, sender, copies, seed);
        long began = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            int first = (variant * GROUPS + round % GROUPS) * AT_ONCE + 1;
            List<Integer> villagers =
                    IntStream.range(first, first + AT_ONCE).boxed().toList();
            int moment = writers.answers() + random.nextInt(AT_ONCE * MESSAGES * copies + 1);
            Future<?> writing = writers.write(villagers, round / GROUPS * MESSAGES + 1, MESSAGES);
            Awaiting.until("the moment to kill", ROUND, () -> writers.answers() >= moment);
            kill(victims.apply(round));
            writing.get(ROUND.toSeconds(), TimeUnit.SECONDS);
        }
        check(writers);
        System.out.printf(
                "%d rounds, %d messages noted, %d webhooks answered 200, %d repetitions dropped by the provider, %.1f s, seed %d%n",
                rounds,
                writers.noted().values().stream().mapToInt(List::size).sum(),
                writers.answers(),
                stub.duplicates(),
                (System.nanoTime() - began) / 1e9,
                seed);
    }

    private void kill(Victim victim) throws Exception {
        long postmaster = service.postmaster().orElseThrow().pid();
        if (victim != Victim.POSTGRES) {
            service.kill();
        }
        if (victim != Victim.SERVICE) {
            service.killPostgres();
        }
        if (victim != Victim.POSTGRES) {
            door.moved(service.start());
        } else {
            Awaiting.until(
                    "PostgreSQL runs again", ROUND, () -> service.postmaster().isPresent());
        }
        long now = service.postmaster().orElseThrow().pid();
        assertThat(now == postmaster)
                .as("the postmaster outlives the service alone, and is taken over")
                .isEqualTo(victim == Victim.SERVICE);
    }

    private void check(Writers writers) throws Exception {
        Records records = service.records();
        new Reckoning(records, stub, county).check(writers);
        assertThat(records.value("SHOW fsync") + records.value("SHOW synchronous_commit"))
                .isEqualTo("onon");
    }
}

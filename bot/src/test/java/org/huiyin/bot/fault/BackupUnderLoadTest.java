package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.TencentSender;
import org.huiyin.adapters.tencent.TencentStub;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.bot.service.Door;
import org.huiyin.bot.service.PaperCounty;
import org.huiyin.bot.service.ServiceFile;
import org.huiyin.db.backup.Backup;
import org.huiyin.db.backup.BackupReport;
import org.huiyin.db.registry.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A service that takes in messages as fast as it can while it is backed up: what that costs, what may be lost, and what a kill half-way leaves. */
@Tag("fault")
class BackupUnderLoadTest {
    /** For a test whose service makes its backups itself. */
    private static final String ITSELF = "backs-itself-up";

    private static final int VILLAGERS = 60;
    private static final int MESSAGES = 40;
    private static final int PHASES = 7;
    private static final int KILLS = 8;
    private static final Duration ROUND = Duration.ofMinutes(3);
    /** The time between two runs, and twice as much again for the runs themselves: far less than the five minutes that are promised. */
    private static final Duration MOST_LOST = Duration.ofSeconds(30);

    private static final List<Integer> ALL =
            IntStream.rangeClosed(1, VILLAGERS).boxed().toList();

    private final PaperCounty county = new PaperCounty(VILLAGERS, 1, false);
    private final Vertx vertx = Vertx.vertx();
    private final Path directory = Path.of("target", "fault-backup-load");
    private final Path backup = directory.resolve("backup").toAbsolutePath();
    private final AtomicBoolean enough = new AtomicBoolean();
    private TencentStub stub;
    private RealService service;
    private RealService restored;
    private Door door;
    private Writers writers;
    private int next = 1;

    @BeforeEach
    void start(TestInfo test) throws Exception {
        stub = TencentStub.start(vertx, Clock.systemUTC());
        if (Files.exists(backup)) {
            try (Stream<Path> files = Files.walk(backup)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        String itself = test.getTags().contains(ITSELF) ? "backup: {dir: " + backup + ", every: 10s}\n" : "";
        String file = ServiceFile.of(stub.baseUrl(), stub.baseUrl(), false) + itself;
        service = new RealService(directory.resolve("one"), file);
        restored = new RealService(directory.resolve("two"), file);
        service.importCounty(county.write(directory.resolve("one").resolve("county")));
        door = new Door(service.start(), Duration.ofSeconds(5));
        writers = new Writers(door, TencentSender.wechat(Accounts.wechat(stub.baseUrl()), Clock.systemUTC()), 1, 1);
    }

    @AfterEach
    void stop() {
        enough.set(true);
        service.close();
        restored.close();
        stub.stop().await();
        vertx.close().await();
    }

    /** All villagers write a few messages each, one after the other; gives how long it took. */
    private Duration phase() throws Exception {
        long began = System.nanoTime();
        Future<?> writing = writers.write(ALL, next, MESSAGES);
        next += MESSAGES;
        writing.get(ROUND.toSeconds(), TimeUnit.SECONDS);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private CompletableFuture<Void> writeUntilEnough() {
        return CompletableFuture.runAsync(() -> {
            try {
                while (!enough.get()) {
                    phase();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void incrementsOneUponTheOtherCostLittle() throws Exception {
        Backup.Order order = new Backup.Order(service.records().url(), backup, 2, "test", "test");
        new Backup(order, Progress.NONE).run();
        phase();
        List<Duration> alone = new ArrayList<>();
        List<Duration> beside = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        for (int phase = 0; phase < PHASES; phase++) {
            alone.add(phase());
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Long> backups = CompletableFuture.supplyAsync(() -> backUpUntil(over, order, runs));
            beside.add(phase());
            over.set(true);
            assertThat(backups.get(ROUND.toSeconds(), TimeUnit.SECONDS))
                    .as("the longest increment under load, ms")
                    .isLessThan(Duration.ofSeconds(20).toMillis());
        }
        double ratio = (double) median(beside) / median(alone);
        System.out.printf(
                "%d messages a phase: %d ms alone, %d ms beside %d increments in all (ratio %.2f)%n",
                VILLAGERS * MESSAGES, median(alone), median(beside), runs.get(), ratio);
        assertThat(ratio).as("beside an increment each second").isLessThan(2);
    }

    /** One a second, which is sixty times as often as a service does it; gives the longest, in milliseconds. */
    private static long backUpUntil(AtomicBoolean over, Backup.Order order, AtomicInteger runs) {
        long longest = 0;
        while (!over.get()) {
            long began = System.nanoTime();
            BackupReport report = new Backup(order, Progress.NONE).run();
            assertThat(report.isWhole()).isFalse();
            runs.incrementAndGet();
            longest = Math.max(longest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        return longest;
    }

    private static long median(List<Duration> times) {
        return times.stream()
                .sorted()
                .skip(times.size() / 2)
                .findFirst()
                .orElseThrow()
                .toMillis();
    }

    @Test
    @Tag(ITSELF)
    void aServiceThatBacksItselfUpLosesNoMoreThanTheTimeBetweenTwoRuns() throws Exception {
        CompletableFuture<Void> writing = writeUntilEnough();
        Awaiting.until(
                "a whole copy is there", ROUND, () -> Files.exists(backup.resolve("generation-000001/base.json")));
        TimeUnit.SECONDS.sleep(10);
        Set<String> covered = noted();
        TimeUnit.SECONDS.sleep(MOST_LOST.toSeconds());
        Set<String> all = noted();
        service.kill();
        service.killPostgres();

        restored.takeKeysOf(service);
        String said = restored.runOnFile("restore", backup.toString());
        assertThat(said).contains("hold together");
        enough.set(true);
        door.moved(restored.start());
        Set<String> kept = new HashSet<>();
        Pattern token = Pattern.compile("（第\\d+户第\\d+条）");
        restored.records().entries("SAID").forEach(entry -> {
            Matcher matcher = token.matcher(entry.body());
            if (matcher.find()) {
                kept.add(matcher.group());
            }
        });
        assertThat(kept).containsAll(covered);
        writing.get(ROUND.toSeconds(), TimeUnit.SECONDS);
        System.out.printf(
                "%d acknowledged, %d of them in the last %d s; lost %d%n",
                all.size(),
                all.size() - covered.size(),
                MOST_LOST.toSeconds(),
                all.stream().filter(one -> !kept.contains(one)).count());
    }

    private Set<String> noted() {
        Set<String> noted = new HashSet<>();
        writers.noted().values().forEach(noted::addAll);
        return noted;
    }

    @Test
    void killedInTheMiddleOfAnIncrementTheNextOneGoesOnWhereTheLastWholeOneEnds() throws Exception {
        service.runOnFile("backup", backup.toString());
        CompletableFuture<Void> writing = writeUntilEnough();
        int caught = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            TimeUnit.SECONDS.sleep(2);
            Process command = service.begin("backup", backup.toString());
            boolean seen = false;
            while (command.isAlive() && !seen) {
                seen = isInside();
                LockSupport.parkNanos(200_000);
            }
            command.destroyForcibly().waitFor();
            caught += isInside() ? 1 : 0;
            if (kill % 4 == 3) {
                // The server forgets how far we said we were: it is written down at its next checkpoint only.
                service.killPostgres();
                Awaiting.until("the database is back", ROUND, this::answers);
            }
        }
        enough.set(true);
        writing.get(ROUND.toSeconds(), TimeUnit.SECONDS);
        assertThat(caught).as("kills that have left half an increment").isPositive();
        Map<String, Integer> counts = service.records().counts();
        assertThat(service.runOnFile("backup", backup.toString(), "--verify")).contains(": whole");
        assertThat(backup.resolve("generation-000002")).as("no new whole copy").doesNotExist();
        service.kill();
        service.killPostgres();
        restored.takeKeysOf(service);
        restored.runOnFile("restore", backup.toString());
        restored.start();
        Map<String, Integer> back = restored.records().counts();
        for (String table : List.of("ticket", "history", "inbound", "address")) {
            assertThat(back.get(table)).as(table).isEqualTo(counts.get(table));
        }
        System.out.printf("%d runs killed, %d of them half-way; %s%n", KILLS, caught, back);
    }

    /** Whether an increment is being written, or was when its writer was killed. */
    private boolean isInside() throws IOException {
        try (Stream<Path> files = Files.list(backup.resolve("generation-000001"))) {
            return files.anyMatch(file -> file.toString().endsWith(".partial"));
        }
    }

    private boolean answers() {
        try {
            return service.records().number("SELECT 1") == 1;
        } catch (Exception e) {
            return false;
        }
    }
}

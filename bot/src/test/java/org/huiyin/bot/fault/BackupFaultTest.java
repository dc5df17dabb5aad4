package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentSender;
import org.huiyin.adapters.tencent.TencentStub;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.bot.service.Door;
import org.huiyin.bot.service.PaperCounty;
import org.huiyin.bot.service.Records;
import org.huiyin.bot.service.Records.Entry;
import org.huiyin.bot.service.ServiceFile;
import org.huiyin.db.backup.Backup;
import org.huiyin.db.backup.BackupReport;
import org.huiyin.db.backup.Verification;
import org.huiyin.db.registry.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The real process under load, backed up meanwhile, and lost at a random moment with its database: what was answered 200 before the last backup
 * began is in the restored county, in order and once, and nothing goes out twice that had gone out before it.
 */
@Tag("fault")
class BackupFaultTest {
    private static final int VILLAGERS = 60;
    private static final int MESSAGES = 12;
    private static final Duration ROUND = Duration.ofMinutes(3);
    private static final Pattern TOKEN = Pattern.compile("（第\\d+户第\\d+条）");

    private final PaperCounty county = new PaperCounty(VILLAGERS, 1, false);
    private final Vertx vertx = Vertx.vertx();
    private final long seed = Long.getLong("huiyin.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Path directory = Path.of("target", "fault-backup");
    private final Path backup = directory.resolve("backup").toAbsolutePath();
    private TencentStub stub;
    private TencentSender sender;
    private RealService service;
    private RealService restored;
    private Door door;
    private Writers writers;

    @BeforeEach
    void start() throws Exception {
        stub = TencentStub.start(vertx, Clock.systemUTC());
        sender = TencentSender.wechat(Accounts.wechat(stub.baseUrl()), Clock.systemUTC());
        String file = ServiceFile.of(stub.baseUrl(), stub.baseUrl(), false);
        wipe(backup);
        service = new RealService(directory.resolve("one"), file);
        restored = new RealService(directory.resolve("two"), file);
        service.importCounty(county.write(directory.resolve("one").resolve("county")));
        door = new Door(service.start(), Duration.ofSeconds(5));
        writers = new Writers(door, sender, 1, seed);
        System.out.printf("seed %d%n", seed);
    }

    private static void wipe(Path place) throws Exception {
        if (Files.exists(place)) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @AfterEach
    void stop() {
        service.close();
        restored.close();
        stub.stop().await();
        vertx.close().await();
    }

    private Future<?> writing() {
        return writers.write(IntStream.rangeClosed(1, VILLAGERS).boxed().toList(), 1, MESSAGES);
    }

    private Map<Integer, List<String>> noted() {
        return writers.noted().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
    }

    private BackupReport backup() throws Exception {
        return new Backup(new Backup.Order(service.records().url(), backup, 2, "test", "test"), Progress.NONE).run();
    }

    @RepeatedTest(5)
    void aCountyThatIsLostUnderLoadComesBackAsOfItsLastBackup() throws Exception {
        backup();
        Future<?> writing = writing();
        int end = VILLAGERS * MESSAGES / 4 + random.nextInt(VILLAGERS * MESSAGES / 2);
        Map<Integer, List<String>> covered = Map.of();
        int backups = 0;
        while (writers.answers() < end) {
            Map<Integer, List<String>> before = noted();
            backup();
            covered = before;
            backups++;
            TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1000));
        service.kill();
        service.killPostgres();
        Map<Integer, List<String>> atTheEnd = noted();

        restored.takeKeysOf(service);
        String said = restored.runOnFile("restore", backup.toString());
        assertThat(said).contains("hold together");
        door.moved(restored.start());
        Records records = restored.records();
        Set<String> sentBefore = tokens(records.contents("SENT"));
        assertThat(sentBefore).isNotEmpty();
        Map<String, Integer> sends = sends();
        writing.get(ROUND.toSeconds(), TimeUnit.SECONDS);
        assertThat(sends()).as("held: nothing is sent").isEqualTo(sends);
        check(records, covered, atTheEnd);

        restored.runOnFile("release");
        Awaiting.until("everything is sent", ROUND, () -> records.number("SELECT count(*) FROM outbox") == 0);
        Map<String, Integer> after = sends();
        assertThat(sentBefore.stream()
                        .filter(token -> !after.getOrDefault(token, 0).equals(sends.getOrDefault(token, 0))))
                .as("sent before the backup, and again after it")
                .isEmpty();
        said(records)
                .forEach((villager, tokens) -> assertThat(after.keySet())
                        .as("what the county has of villager %s has reached his cadre", villager)
                        .containsAll(tokens));
        System.out.printf(
                "%d backups, %d messages covered, %d acknowledged and lost, %s%n",
                backups,
                size(covered),
                size(atTheEnd) - size(said(records, atTheEnd)),
                said.lines()
                        .filter(line -> line.startsWith("Restored"))
                        .findFirst()
                        .orElse(""));
    }

    private static int size(Map<Integer, List<String>> noted) {
        return noted.values().stream().mapToInt(List::size).sum();
    }

    private Map<Integer, List<String>> said(Records records, Map<Integer, List<String>> asked) throws Exception {
        Map<String, List<String>> kept = said(records);
        Map<Integer, List<String>> found = new HashMap<>();
        asked.forEach((villager, tokens) -> found.put(
                villager,
                tokens.stream()
                        .filter(kept.getOrDefault(PaperCounty.openId(villager), List.of())::contains)
                        .toList()));
        return found;
    }

    private static Map<String, List<String>> said(Records records) throws Exception {
        Map<String, List<String>> said = new HashMap<>();
        for (Entry entry : records.entries("SAID")) {
            said.computeIfAbsent(entry.address(), address -> new ArrayList<>()).addAll(list(entry.body()));
        }
        return said;
    }

    /** What was covered and what came after the loss is there, once, and in the order in which it was written. */
    private void check(Records records, Map<Integer, List<String>> covered, Map<Integer, List<String>> atTheEnd)
            throws Exception {
        Map<String, List<String>> said = said(records);
        writers.noted().forEach((villager, all) -> {
            List<String> kept = said.getOrDefault(PaperCounty.openId(villager), List.of());
            List<String> mayBeLost = new ArrayList<>(atTheEnd.getOrDefault(villager, List.of()));
            mayBeLost.removeAll(covered.getOrDefault(villager, List.of()));
            List<String> must =
                    all.stream().filter(token -> !mayBeLost.contains(token)).toList();
            assertThat(kept).as("of villager %d", villager).containsAll(must).doesNotHaveDuplicates();
            assertThat(all.stream().filter(kept::contains))
                    .as("in his order: villager %d", villager)
                    .containsExactlyElementsOf(kept);
        });
    }

    private Map<String, Integer> sends() {
        Map<String, Integer> sends = new HashMap<>();
        for (int villager = 1; villager <= VILLAGERS; villager++) {
            for (StubSent part : stub.sentTo(county.userIdOfCadreOf(villager))) {
                list(part.text()).forEach(token -> sends.merge(token, 1, Integer::sum));
            }
        }
        return sends;
    }

    private static Set<String> tokens(List<String> texts) {
        Set<String> tokens = new HashSet<>();
        texts.forEach(text -> tokens.addAll(list(text)));
        return tokens;
    }

    private static List<String> list(String text) {
        Matcher matcher = TOKEN.matcher(text);
        return matcher.find() ? List.of(matcher.group()) : List.of();
    }

    @Test
    void aBackupKilledTwentyTimesHalfWayIsStillWhole() throws Exception {
        Future<?> writing = writing();
        int copies = 0;
        for (int round = 0; round < 20; round++) {
            Process command = service.begin("backup", backup.toString());
            boolean soon = random.nextBoolean();
            Awaiting.until("it has begun", ROUND, () -> !command.isAlive() || soon || isUnderWay());
            TimeUnit.MILLISECONDS.sleep(random.nextInt(soon ? 4000 : 200));
            command.destroyForcibly().waitFor();
            copies += Files.exists(backup.resolve("huiyin-backup.json")) ? whole() : 0;
        }
        writing.get(ROUND.toSeconds(), TimeUnit.SECONDS);
        Map<String, Integer> counts = service.records().counts();
        assertThat(service.runOnFile("backup", backup.toString(), "--verify")).contains(": whole");
        service.kill();
        service.killPostgres();
        restored.takeKeysOf(service);
        restored.runOnFile("restore", backup.toString());
        restored.start();
        Map<String, Integer> back = restored.records().counts();
        for (String table : List.of("ticket", "history", "part_rest", "inbound", "address", "duty", "link")) {
            assertThat(back.get(table)).as(table).isEqualTo(counts.get(table));
        }
        System.out.printf("20 backups killed, %d times something whole was there%n", copies);
    }

    private boolean isUnderWay() throws Exception {
        if (!Files.isDirectory(backup)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(backup)) {
            return files.anyMatch(file -> file.toString().endsWith(".partial"));
        } catch (java.io.UncheckedIOException e) {
            return true;
        }
    }

    /** Whatever is there by its name is whole. */
    private int whole() {
        try {
            assertThat(new Verification(Progress.NONE).all(backup))
                    .allSatisfy(found -> assertThat(found.problems())
                            .filteredOn(problem -> !problem.contains("increments after it"))
                            .isEmpty());
            return 1;
        } catch (org.huiyin.db.backup.BackupFailure e) {
            assertThat(e).hasMessageContaining("no whole copy");
            return 0;
        }
    }
}

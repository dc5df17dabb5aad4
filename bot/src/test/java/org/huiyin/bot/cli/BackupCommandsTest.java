package org.huiyin.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.vault.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as an administrator meets them: what works in a line, and what does not with what to do about it. */
class BackupCommandsTest {
    private final TestDatabase database = TestDatabase.create();
    private final TestDatabase target = TestDatabase.create();

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void drop() {
        dropSlots(database);
        dropSlots(target);
        database.close();
        target.close();
    }

    /** A slot outlives the test's database otherwise, which then cannot be dropped. */
    private static void dropSlots(TestDatabase of) {
        try (var connection = of.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> environment(String url) {
        return new HashMap<>(Map.of(
                "HUIYIN_DATABASE_URL",
                url,
                "HUIYIN_DATA_DIR",
                folder.resolve("data").toString()));
    }

    private CommandRun here(String... arguments) {
        return CommandRun.of(environment(database.uri()), arguments);
    }

    private CommandRun there(String... arguments) {
        return CommandRun.of(environment(target.uri().replace("=huiyin", "=restored")), arguments);
    }

    private Path file() throws IOException {
        return Files.writeString(
                folder.resolve("county.yaml"), "channels:\n- {id: sim, type: simulator, kind: chat}\n");
    }

    private String backup() {
        return folder.resolve("backup").toString();
    }

    private void county() {
        String county = CommandRun.HOME.resolve("config").resolve("county").toString();
        assertThat(here("import", county).code()).isZero();
    }

    private void change() throws Exception {
        try (var connection = database.connect()) {
            connection.createStatement().execute("UPDATE unit SET name = name || '。'");
        }
    }

    private static void assertRefused(CommandRun run, int code, String... words) {
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
        List<String> lines =
                run.err().lines().filter(line -> line.startsWith("huiyin: ")).toList();
        assertThat(lines).as(run.err()).hasSize(1);
        assertThat(lines.get(0)).contains(words).doesNotContain("Exception");
    }

    @Test
    void fromTheFirstCopyToTheRelease() throws Exception {
        county();
        String file = file().toString();
        CommandRun first = here("backup", backup(), "--config", file);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("a whole copy, number 1", "must be kept apart", "committed before");
        change();
        CommandRun second = here("backup", backup(), "--config", file, "--verify");
        assertThat(second.out()).contains("increment", "1 increments with", ": whole");
        assertThat(here("backup", backup()).out()).contains("nothing has changed since the last run");
        CommandRun restored = there("restore", backup(), "--config", file);
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("Restored copy 1 with 1 increments", "The county is held", "is lost");

        assertRefused(there("restore", backup(), "--config", file), 1, "is not empty");
        assertRefused(there("backup", backup(), "--config", file), 1, "is held after a restore");
        CommandRun rehearsed = there("release", "--config", file, "--dry-run");
        assertThat(rehearsed.out()).contains("A release would do this:", "tell people to write again");
        CommandRun released = there("release", "--config", file, "--by", "张三");
        assertThat(released.code()).as(released.err()).isZero();
        assertThat(released.out()).contains("The county is released");
        assertThat(there("release", "--config", file).out()).contains("is not held: 张三 (", "Nothing was done");
        assertThat(there("backup", backup(), "--config", file).out())
                .contains("a whole copy, number 2 (the county has been restored");
        assertRefused(here("backup", backup()), 1, "this database is the older");
    }

    @Test
    void theKeysThatAreMissingAreNamedBeforeAnythingIsTouched() throws Exception {
        county();
        assertThat(here("backup", backup()).code()).isZero();
        String file = file().toString();
        Path keys = folder.resolve("data").resolve("keys").resolve("huiyin.keys");
        String fingerprint = here("backup", backup()).out().replaceFirst("(?s).*from it: (\\S+).*", "$1");
        assertThat(fingerprint).matches("([0-9a-f]{4}-){3}[0-9a-f]{4}");
        Path away = Files.move(keys, folder.resolve("away"));
        assertRefused(
                there("restore", backup(), "--config", file),
                2,
                "the keys " + fingerprint + " are missing",
                keys.toString());
        Map<String, String> others = environment(target.uri().replace("=huiyin", "=restored"));
        others.put("HUIYIN_KEYS", Keys.generate().text());
        assertRefused(
                CommandRun.of(others, "restore", backup(), "--config", file),
                2,
                "sealed with the keys " + fingerprint,
                "HUIYIN_KEYS");
        try (var connection = target.connect();
                var row = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM pg_namespace WHERE nspname = 'restored'")) {
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
        Files.move(away, keys);
        assertThat(there("restore", backup(), "--config", file).code()).isZero();
    }

    @Test
    void aBadPlaceIsRefused() throws Exception {
        county();
        Path data = folder.resolve("data");
        assertRefused(here("backup", data.resolve("inside").toString()), 2, "lies in the data directory");
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        assertRefused(here("backup", link.resolve("inside").toString()), 2, "lies in the data directory");
        assertRefused(here("backup", folder.toString()), 2, "the data directory", "lies in the backup directory");
        Path keys = Files.createDirectories(folder.resolve("k")).resolve("huiyin.keys");
        Path file = Files.writeString(folder.resolve("keys.yaml"), "keys: {file: " + keys + "}\n");
        assertRefused(
                here("backup", folder.resolve("k").toString(), "--config", file.toString()),
                2,
                "must not find the keys with it");
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("photo.jpg"), "x");
        assertRefused(here("backup", other.toString()), 1, "holds other things (photo.jpg)");
        assertRefused(here("backup", "/proc/huiyin"), 1, "the backup directory /proc/huiyin cannot be written");
        assertRefused(here("backup", Files.writeString(folder.resolve("f"), "x").toString()), 1, "cannot be written");
        assertRefused(here("verify-backup", other.toString()), 1, "is no backup of Huiyin");
        assertThat(other.toFile().list()).hasSize(1);
    }

    @Test
    void anotherCountysDirectoryIsLeftAlone() throws Exception {
        county();
        assertThat(here("backup", backup()).code()).isZero();
        try (var connection = target.connect()) {
            connection.createStatement().execute("UPDATE county_identity SET id = gen_random_uuid()");
        }
        Map<String, String> stranger = environment(target.uri());
        stranger.put("HUIYIN_DATA_DIR", folder.resolve("stranger").toString());
        assertRefused(CommandRun.of(stranger, "backup", backup()), 1, "holds the backups of another county");
        assertThat(here("verify-backup", backup()).code()).isZero();
    }

    @Test
    void whatARunThatWasKilledLeavesBehindIsNoPartOfTheBackup() throws Exception {
        county();
        here("backup", backup());
        change();
        here("backup", backup());
        Path copy = folder.resolve("backup").resolve("generation-000001");
        Files.writeString(copy.resolve("000002.changes.gz.partial"), "half");
        Files.writeString(copy.resolve("000002.changes.gz"), "whole, and its paper was never written");
        Path half = Files.createDirectories(folder.resolve("backup").resolve("generation-000002"));
        Files.writeString(half.resolve("001-address.copy.gz"), "half");
        CommandRun next = here("backup", backup(), "--verify");
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(half).doesNotExist();
        try (Stream<Path> files = Files.list(copy)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".partial") || name.startsWith("000002"));
        }
    }

    @Test
    void damageIsFoundAndNothingIsRestoredFromIt() throws Exception {
        county();
        here("backup", backup());
        change();
        here("backup", backup());
        Path copy = folder.resolve("backup").resolve("generation-000001");
        Path file = copy.resolve("000001.changes.gz");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            int was = bytes.read();
            bytes.seek(bytes.length() / 2);
            bytes.write(was ^ 1);
        }
        CommandRun damaged = here("verify-backup", backup());
        assertRefused(damaged, 1, "is not whole");
        assertThat(damaged.out()).contains(file + " has been changed since it was written", "NOT whole");
        assertRefused(
                there("restore", backup(), "--config", file().toString()), 1, "is not whole", "--to a time before");
        Files.delete(file);
        assertThat(here("verify-backup", backup()).out()).contains(file + " is missing");
        Files.delete(copy.resolve("base.json"));
        assertRefused(here("verify-backup", backup()), 1, "no whole copy");
    }
}

package org.huiyin.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real database, from the ready line to the end. */
class ServiceLifeTest {
    private static final Pattern READY = Pattern.compile("Huiyin is ready on (http://127\\.0\\.0\\.1:\\d+)");

    private final TestDatabase database = TestDatabase.create();

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void drop() {
        database.close();
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of("HUIYIN_DATABASE_URL", database.uri(), "HUIYIN_DATA_DIR", folder.toString()));
    }

    @Test
    void theDemoIsReadyTakesAMessageAndStops() throws Exception {
        Shutdown shutdown = Shutdown.onRequest();
        WatchedOutput out = new WatchedOutput();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = environment();
        environment.put("HUIYIN_PORT", "0");
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> Main.run(
                CommandRun.surroundings(environment, shutdown, out, err), parts -> new CommandRun.FakeCore(), "demo"));
        String address = out.ready.get(60, TimeUnit.SECONDS);
        HttpClient client = HttpClient.newHttpClient();
        assertThat(client.send(
                                HttpRequest.newBuilder(URI.create(address + "/health/ready"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.send(
                                HttpRequest.newBuilder(URI.create(address + "/sim/wangxiuying/messages"))
                                        .POST(BodyPublishers.ofString("{\"text\":\"路灯坏了\"}"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        shutdown.request();
        assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("Stopped.\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    /** Tells when the ready line is there. */
    private static final class WatchedOutput extends ByteArrayOutputStream {
        private final CompletableFuture<String> ready = new CompletableFuture<>();

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            Matcher matcher = READY.matcher(toString(StandardCharsets.UTF_8));
            if (matcher.find()) {
                ready.complete(matcher.group(1));
            }
        }
    }

    @Test
    void keysAreMadeOnceAndMustFitTheirDatabaseEverAfter() throws IOException {
        Path keys = folder.resolve("keys").resolve("huiyin.keys");
        String county = CommandRun.HOME.resolve("config").resolve("county").toString();
        CommandRun first = CommandRun.of(environment(), "import", county);
        assertThat(first.err()).doesNotContain("huiyin:");
        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("Imported: ");
        String text = Files.readString(keys);

        Files.delete(keys);
        CommandRun missing = CommandRun.of(environment(), "import", county);
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err())
                .contains("the key file " + keys + " is missing")
                .hasLineCount(1);
        assertThat(keys).doesNotExist();

        Map<String, String> byEnvironment = environment();
        byEnvironment.put("HUIYIN_KEYS", text.replace("\n", " "));
        CommandRun again = CommandRun.of(byEnvironment, "import", county);
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("Imported: 0 added, 0 changed");
    }

    @Test
    void othersKeysAreRefused() {
        String county = CommandRun.HOME.resolve("config").resolve("county").toString();
        assertThat(CommandRun.of(environment(), "import", county).code()).isZero();
        Map<String, String> other = environment();
        other.put("HUIYIN_KEYS", org.huiyin.db.vault.Keys.generate().text());
        CommandRun refused = CommandRun.of(other, "import", county);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("the keys in HUIYIN_KEYS are not the ones this database is sealed with")
                .hasLineCount(1);
        other.put("HUIYIN_KEYS", "hash x");
        assertThat(CommandRun.of(other, "import", county).err()).startsWith("huiyin: HUIYIN_KEYS: ");
    }

    @Test
    void aRegisterThatIsWrongIsRefusedLineByLine() throws IOException {
        Path county = Files.createDirectory(folder.resolve("county"));
        Files.writeString(
                county.resolve("grids.csv"), "code,name,level,parent_code,leader_code,deputy_code\nc,县,NOWHERE,,,\n");
        CommandRun run = CommandRun.of(environment(), "import", county.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(county + "/grids.csv:2: level").contains("huiyin: nothing was imported");
    }

    @Test
    void migratingTwiceChangesNothing() {
        CommandRun run = CommandRun.of(environment(), "migrate");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("was of this version already");
    }
}

package org.huiyin.bot.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.huiyin.bot.config.ConfigOutcome;
import org.huiyin.bot.config.ConfigReader;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.http.FakeIntake;
import org.huiyin.bot.intake.Intake;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.schema.NodeCard;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("");

    /** Its drain ends when the test says so. */
    private static final class SlowCore implements Core {
        private final FakeIntake intake = new FakeIntake();
        private final Promise<Void> drained = Promise.promise();

        @Override
        public Intake intake() {
            return intake;
        }

        @Override
        public Future<Void> start() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> drain() {
            return drained.future();
        }

        @Override
        public double queueAgeSeconds() {
            return 2.5;
        }
    }

    @AfterEach
    void close() {
        vertx.close().await();
        database.close();
    }

    @Test
    void stoppingFinishesWhatIsUnderWayAndLetsNothingMoreIn() throws Exception {
        SlowCore core = new SlowCore();
        Wiring wiring = new Wiring(ground(), parts -> core);
        String address = "http://127.0.0.1:" + wiring.start().await();
        assertThat(get(address + "/metrics").body())
                .contains("huiyin_queue_age_seconds 2.5", "huiyin_accepted_total{channel=\"sim\"} 0.0");

        Promise<Void> commit = core.intake.hesitate();
        CompletableFuture<HttpResponse<String>> underWay =
                client.sendAsync(message(address, "first"), BodyHandlers.ofString());
        core.intake.hesitating().get(20, TimeUnit.SECONDS);
        Future<Void> stopped = wiring.stop();

        HttpResponse<String> late = client.send(message(address, "second"), BodyHandlers.ofString());
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("retry-after")).isPresent();
        assertThat(get(address + "/health/ready").statusCode()).isEqualTo(503);
        assertThat(get(address + "/health/live").statusCode()).isEqualTo(200);
        assertThat(underWay).isNotDone();

        commit.complete();
        core.drained.complete();
        assertThat(underWay.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        stopped.await();
        assertThat(core.intake.effects()).hasSize(1);
    }

    @Test
    void aPortThatIsTakenFailsTheStartAndNothingIsLeftOpen() throws Exception {
        Wiring first = new Wiring(ground(), HuiyinCore::new);
        int port = first.start().await();
        Wiring.Ground ground = ground();
        Wiring second = new Wiring(
                new Wiring.Ground(
                        vertx,
                        ground.config(),
                        ground.database(),
                        ground.vault(),
                        new NodeCard("second", "test", 1),
                        new Wiring.Place(Path.of("target"), why -> {}),
                        false,
                        port),
                HuiyinCore::new);
        Future<Integer> started = second.start();
        started.otherwiseEmpty().await();
        assertThat(started.failed()).isTrue();
        second.stop().await();
        first.stop().await();
    }

    @Test
    void aCountyWithoutARegisterIsNotReadyAndSetsNothingAside() throws Exception {
        Wiring wiring = new Wiring(ground(), HuiyinCore::new);
        String address = "http://127.0.0.1:" + wiring.start().await();
        assertThat(client.send(message(address, "too early"), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(503);
        HttpResponse<String> ready = get(address + "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("the county has no register yet");
        assertThat(get(address + "/metrics").body())
                .doesNotContain("huiyin_set_aside_total{")
                .contains("huiyin_batch_failures_total{reason=\"outage\"} 1.0");
        wiring.stop().await();
    }

    private Wiring.Ground ground() throws Exception {
        Path file = Files.writeString(
                folder.resolve("service.yaml"), "channels:\n- {id: sim, type: simulator, kind: chat}\n");
        ServiceConfig config = new ConfigReader(Map.of()).read(file).fold(ConfigOutcome.Loaded::config, faulty -> {
            throw new AssertionError(faulty.problems());
        });
        return new Wiring.Ground(
                vertx,
                config,
                Wiring.connect(vertx, database.url()),
                new Vault(Keys.generate()),
                new NodeCard("first", "test", 1),
                new Wiring.Place(Path.of("target"), why -> {}),
                true,
                0);
    }

    private static HttpRequest message(String address, String id) {
        return HttpRequest.newBuilder(URI.create(address + "/sim/wang/messages"))
                .POST(BodyPublishers.ofString("{\"id\":\"" + id + "\",\"text\":\"x\"}"))
                .build();
    }

    private HttpResponse<String> get(String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }
}

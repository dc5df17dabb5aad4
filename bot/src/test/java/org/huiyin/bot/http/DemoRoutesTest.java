package org.huiyin.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.huiyin.bot.config.ConfigOutcome;
import org.huiyin.bot.config.ConfigReader;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.bot.wiring.CountyImport;
import org.huiyin.bot.wiring.HuiyinCore;
import org.huiyin.bot.wiring.Wiring;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.schema.NodeCard;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts and the page ask the demo for, of the real service over a real database. */
class DemoRoutesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path CONFIG = Path.of("..", "config");

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create();
    private final Vault vault = new Vault(Keys.generate());

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        vertx.close().await();
        database.close();
    }

    @Test
    void theCastIsOfPeopleWithASimulatedPhone() throws Exception {
        Wiring wiring = service(Files.readString(CONFIG.resolve("demo.yaml")));
        String address = "http://127.0.0.1:" + wiring.start().await();
        JsonNode cast = get(address + "/demo/cast");
        assertThat(cast.at("/zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(cast.at("/villagers/0/name").asText()).isEqualTo("王秀英");
        assertThat(cast.at("/villagers/0/cadreCode").asText()).isEqualTo("zhangwei");
        assertThat(cast.at("/villagers")).hasSize(29);
        assertThat(cast.at("/cadres")).hasSize(22);
        wiring.stop().await();
    }

    @Test
    void bothSidesOfAChatAndItsTrailAreThereForWhoComesLater() throws Exception {
        Wiring wiring = service(Files.readString(CONFIG.resolve("demo.yaml")) + "\ndelivery: {undo-seconds: 0}\n");
        String address = "http://127.0.0.1:" + wiring.start().await();
        say(address, "wangxiuying", "村口路灯坏了三天了");
        JsonNode phone = get(address + "/demo/phone?channel=sim&address=wangxiuying");
        assertThat(phone.at("/said/0/text").asText()).isEqualTo("村口路灯坏了三天了");
        JsonNode delivered = await(address, trail -> isAt(trail, "DELIVERED", "DONE"));
        assertThat(delivered.at("/messages/0/words").asText()).isEqualTo("村口路灯坏了三天了");
        assertThat(delivered.at("/messages/0/steps/1/who/name").asText()).isEqualTo("张伟");
        assertThat(delivered.at("/messages/0/trace").asText()).matches("[0-9a-f]{32}");
        say(address, "zhangwei", "下午就去看");
        await(address, trail -> isAt(trail, "ECHOED", "DONE"));
        assertThat(get(address + "/demo/phone?channel=sim&address=wangxiuying")
                        .at("/received")
                        .toString())
                .contains("下午就去看");
        wiring.stop().await();
    }

    @Test
    void aNumberIsKnownHoweverItIsWritten() throws Exception {
        Wiring wiring = service(Files.readString(CONFIG.resolve("demo.yaml")));
        String address = "http://127.0.0.1:" + wiring.start().await();
        say(address, "14500012017", "井盖松了");
        JsonNode trail = await(address, t -> isAt(t, "DELIVERED", "DONE"));
        assertThat(trail.at("/messages/0/villager").asText()).isEqualTo("梁凤英");
        assertThat(get(address + "/sim/14500012017/messages").toString()).contains("已转钱军");
        assertThat(get(address + "/sim/+8614500012017/messages").toString()).contains("已转钱军");
        wiring.stop().await();
    }

    @Test
    void noPhoneIsNoPhone() throws Exception {
        Wiring wiring = service(Files.readString(CONFIG.resolve("demo.yaml")));
        String address = "http://127.0.0.1:" + wiring.start().await();
        assertThat(status(address + "/demo/phone?channel=wechat&address=wangxiuying"))
                .isEqualTo(404);
        assertThat(status(address + "/demo/phone")).isEqualTo(404);
        wiring.stop().await();
    }

    @Test
    void withoutASimulatorThereIsNoDemo() throws Exception {
        Wiring wiring = service("county-name: 青禾县\n");
        String address = "http://127.0.0.1:" + wiring.start().await();
        for (String path :
                new String[] {"/demo/cast", "/demo/trail", "/demo/phone", "/sim/events", "/sim/x/messages"}) {
            assertThat(status(address + path)).as(path).isEqualTo(404);
        }
        wiring.stop().await();
    }

    private Wiring service(String yaml) throws IOException {
        try (CountyImport county = new CountyImport(vertx, database.url(), vault, "sim-sms"::equals)) {
            county.run(CONFIG.resolve("county"), Progress.NONE);
        }
        Path file = Files.writeString(folder.resolve("service.yaml"), yaml);
        ServiceConfig config = new ConfigReader(Map.of()).read(file).fold(ConfigOutcome.Loaded::config, faulty -> {
            throw new AssertionError(faulty.problems());
        });
        return new Wiring(
                new Wiring.Ground(
                        vertx,
                        config,
                        Wiring.connect(vertx, database.url()),
                        vault,
                        new NodeCard("demo", "test", 1),
                        new Wiring.Place(Path.of("target"), why -> {}),
                        false,
                        0),
                HuiyinCore::new);
    }

    private static boolean isAt(JsonNode trail, String station, String state) {
        for (JsonNode step : trail.at("/messages/0/steps")) {
            if (step.at("/station").asText().equals(station)
                    && step.at("/state").asText().equals(state)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode await(String address, Predicate<JsonNode> enough) throws Exception {
        Awaiting.until("the trail goes on", PATIENCE, () -> enough.test(get(address + "/demo/trail")));
        return get(address + "/demo/trail");
    }

    private void say(String address, String who, String text) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/sim/" + who + "/messages"))
                .POST(BodyPublishers.ofString("{\"text\":\"" + text + "\"}"))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private JsonNode get(String url) throws Exception {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return mapper.readTree(answer.body());
    }

    private int status(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .statusCode();
    }
}

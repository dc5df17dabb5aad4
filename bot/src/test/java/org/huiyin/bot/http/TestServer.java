package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.simulator.SimulatorChannel;
import org.huiyin.adapters.simulator.SimulatorConfig;
import org.huiyin.bot.metrics.Metrics;

/** Every route over a real server on a free port, with a fake intake behind it. */
final class TestServer implements AutoCloseable {
    final FakeIntake intake = new FakeIntake();
    final Metrics metrics = new Metrics();
    final ServiceState state = new ServiceState();
    final SimulatorChannel chat =
            new SimulatorChannel(new SimulatorConfig("chat", Limits.Kind.CHAT), Clock.systemUTC());
    final SimulatorChannel sms = new SimulatorChannel(new SimulatorConfig("sms", Limits.Kind.SMS), Clock.systemUTC());
    private final Vertx vertx = Vertx.vertx();
    private final HttpService service;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    final int port;

    TestServer() {
        this(() -> Future.succeededFuture(new HealthRoutes.County(true, false, List.of("one of the county's"))));
    }

    TestServer(java.util.function.Supplier<Future<HealthRoutes.County>> database) {
        WebhookRoutes.Setting setting = new WebhookRoutes.Setting(vertx, Clock.systemUTC(), state, metrics, List.of());
        Reception reception = new Reception(vertx, intake, metrics);
        service = new HttpService(
                vertx,
                "127.0.0.1",
                0,
                List.of(
                        new WebhookRoutes(setting, reception, List.of(new FakeChannel("fake"), chat)),
                        new SimulatorRoutes(setting, reception, List.of(chat, sms), new SaidLog()),
                        new HealthRoutes(state, database, 3, () -> List.of("a note")),
                        new MetricsRoutes(metrics),
                        new PageRoutes(true)));
        port = service.start().await();
        state.ready();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> head(String path) throws IOException, InterruptedException {
        return client.send(request(path).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(path, BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(String path, BodyPublisher body) throws IOException, InterruptedException {
        return client.send(request(path).POST(body).build(), BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        service.stop(Duration.ofMillis(100)).await();
        vertx.close().await();
    }
}

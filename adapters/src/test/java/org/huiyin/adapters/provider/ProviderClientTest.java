package org.huiyin.adapters.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.huiyin.adapters.channel.Loopback;
import org.huiyin.adapters.channel.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderClientTest {
    private static final ProviderStand STAND = new ProviderStand();
    private static final Vertx VERTX = Loopback.vertx();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @BeforeEach
    void reset() {
        STAND.reset();
    }

    @AfterAll
    static void stop() throws Exception {
        STAND.stop();
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    private static ProviderClient client(String baseUrl, @Nullable ProxyConfig proxy) {
        return new ProviderClient(VERTX, baseUrl, proxy, ProviderStand.PATIENT);
    }

    private static Exchange exchange(ProviderClient client, ProviderCall call) throws Exception {
        Deadline far = new Deadline(CLOCK, CLOCK.instant().plusSeconds(60));
        return client.exchange(call, Duration.ofSeconds(10), far).await(20, TimeUnit.SECONDS);
    }

    @Test
    void keepsTheBasePathAndEncodesTheQuery() throws Exception {
        STAND.answerJson("/stand-in/a/b", "{}");
        Exchange exchange = exchange(
                client(STAND.baseUrl() + "/stand-in/", null), ProviderCall.get("/a/b", Map.of("q", "x &=+/字")));
        assertThat(exchange)
                .isInstanceOfSatisfying(
                        Exchange.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(200));
        assertThat(STAND.last("/stand-in/a/b").queryParameter("q").firstValue()).isEqualTo("x &=+/字");
    }

    @Test
    void stopsReadingAtTheLimit() throws Exception {
        STAND.answer("/a", aResponse().withBody(new byte[1000]));
        ProviderCall call = ProviderCall.get("/a", Map.of());
        ProviderClient client = client(STAND.baseUrl(), null);
        assertThat(exchange(client, call.upTo(999))).isInstanceOf(Exchange.TooLarge.class);
        assertThat(exchange(client, call.upTo(1000))).isInstanceOf(Exchange.Answered.class);
    }

    @Test
    void aTrickleDoesNotOutlastTheTimeout() throws Exception {
        STAND.answer("/a", aResponse().withBody(new byte[1000]).withChunkedDribbleDelay(20, 4000));
        Deadline far = Deadline.in(CLOCK, Duration.ofSeconds(60));
        Exchange exchange = client(STAND.baseUrl(), null)
                .exchange(ProviderCall.get("/a", Map.of()), SECOND, far)
                .await(10, TimeUnit.SECONDS);
        assertThat(exchange).isInstanceOf(Exchange.NoAnswer.class);
    }

    @Test
    void aNameThatIsNotFoundIsNotSent() throws Exception {
        Exchange exchange = exchange(client("https://api.example.org", null), ProviderCall.get("/a", Map.of()));
        assertThat(exchange).isInstanceOf(Exchange.NotSent.class);
    }

    @Test
    void goesThroughTheProxyWithItsPassword() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer proxy = VERTX.createHttpServer()
                .requestHandler(request -> {
                    seen.add(request.uri() + " " + request.getHeader("proxy-authorization"));
                    request.response().end("{}");
                })
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
        ProxyConfig config = new ProxyConfig("127.0.0.1", proxy.actualPort(), "u", Secret.of("p"));
        Exchange exchange = exchange(
                client("http://127.0.0.1:9", config),
                ProviderCall.post("/a", Map.of(), "text/plain", Buffer.buffer("x")));
        assertThat(exchange).isInstanceOf(Exchange.Answered.class);
        assertThat(seen).containsExactly("http://127.0.0.1:9/a Basic dTpw");
    }

    @Test
    void aDeadlineShortensSteps() {
        Deadline deadline = Deadline.in(CLOCK, Duration.ofSeconds(4));
        assertThat(deadline.allow(Duration.ofSeconds(10))).hasSeconds(4);
        assertThat(deadline.allow(SECOND)).hasSeconds(1);
        assertThat(deadline.over()).isFalse();
        assertThat(Deadline.in(CLOCK, Duration.ZERO).over()).isTrue();
    }

    @Test
    void nothingLeavesBeyondTheDeadline() throws Exception {
        STAND.answerJson("/a", "{}");
        Exchange late = client(STAND.baseUrl(), null)
                .exchange(ProviderCall.get("/a", Map.of()), SECOND, Deadline.in(CLOCK, Duration.ZERO))
                .await(5, TimeUnit.SECONDS);
        assertThat(late).isInstanceOf(Exchange.NotSent.class);
        assertThat(STAND.requests()).isEmpty();
    }

    @Test
    void nothingLeavesWhenConnectingTookAllTheTime() throws Exception {
        STAND.answerJson("/a", "{}");
        ProviderClient client = client(STAND.baseUrl(), null);
        ProviderCall call = ProviderCall.get("/a", Map.of());
        // Asked before connecting, for the time to connect, and once connected: by then it is over.
        Clock passing = new SteppingClock(CLOCK.instant(), Duration.ZERO, Duration.ZERO, Duration.ofSeconds(9));
        Deadline deadline = new Deadline(passing, CLOCK.instant().plusSeconds(5));
        Exchange late = client.exchange(call, SECOND, deadline).await(5, TimeUnit.SECONDS);
        assertThat(late).isInstanceOf(Exchange.NotSent.class);
        assertThat(STAND.requests()).isEmpty();
        assertThat(exchange(client, call)).isInstanceOf(Exchange.Answered.class);
    }

    @Test
    void printsNoTokenOfACall() {
        ProviderCall call = ProviderCall.get("/a", Map.of()).with("access_token", "secret-token");
        assertThat(call.toString()).doesNotContain("secret-token");
    }
}

package org.huiyin.adapters.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/** A provider on this machine that says exactly what a test wants said. */
public final class ProviderStand {
    /** Long enough for a machine that has other things to do. */
    public static final Timeouts PATIENT = new Timeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** So short that waiting for silence takes no time; only for tests that expect none but silence. */
    public static final Timeouts SHORT = new Timeouts(
            Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(30));

    private final WireMockServer server;

    public ProviderStand() {
        server = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.port();
    }

    public void stop() {
        server.stop();
    }

    public void reset() {
        server.resetAll();
    }

    public void answer(String path, ResponseDefinitionBuilder answer) {
        server.stubFor(any(urlPathEqualTo(path)).willReturn(answer));
    }

    public void answer(MappingBuilder mapping) {
        server.stubFor(mapping);
    }

    public void answerJson(String path, String body) {
        answer(path, okJson(body));
    }

    /** Answers only requests that bear {@code token}; stubs made later come first. */
    public void answerWithToken(String path, String token, String body) {
        server.stubFor(any(urlPathEqualTo(path))
                .withQueryParam("access_token", equalTo(token))
                .willReturn(okJson(body)));
    }

    public List<LoggedRequest> requests(String path) {
        return server.findAll(anyRequestedFor(urlPathEqualTo(path)));
    }

    public List<LoggedRequest> requests() {
        return server.findAll(anyRequestedFor(anyUrl()));
    }

    public LoggedRequest last(String path) {
        List<LoggedRequest> all = requests(path);
        if (all.isEmpty()) {
            throw new AssertionError("nothing came to " + path);
        }
        return all.get(all.size() - 1);
    }

    public JsonNode lastJson(String path) {
        return Json.readObject(Buffer.buffer(last(path).getBody())).orElseThrow();
    }
}

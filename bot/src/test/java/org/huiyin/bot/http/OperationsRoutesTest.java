package org.huiyin.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsRoutesTest {

    @Test
    void readyTellsWhatIsReady() throws Exception {
        try (TestServer server = new TestServer()) {
            HttpResponse<String> answer = server.get("/health/ready");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"status\":\"ready\",\"service\":\"ready\",\"database\":\"answers\",\"channels\":\"3 started\",\"notes\":[\"a note\",\"one of the county's\"]}");
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutADatabaseItIsAliveAndNotReady() throws Exception {
        try (TestServer server = new TestServer(() -> Future.failedFuture("no connection to 10.0.0.1"))) {
            HttpResponse<String> answer = server.get("/health/ready");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"not ready\"").doesNotContain("10.0.0.1");
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "HEAD {0}")
    @ValueSource(strings = {"/", "/assets/demo/phone.css", "/health/live", "/health/ready"})
    void whatOnlyLooksWhetherItIsThereIsAnswered(String path) throws Exception {
        try (TestServer server = new TestServer()) {
            HttpResponse<String> answer = server.head(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsGivenTwoSeconds() throws Exception {
        Promise<HealthRoutes.County> never = Promise.promise();
        try (TestServer server = new TestServer(never::future)) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void whileStoppingNothingIsLetIn() throws Exception {
        try (TestServer server = new TestServer()) {
            server.state.stopping();
            HttpResponse<String> answer = server.post("/hook/fake?sign=good", "one");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
            assertThat(server.post("/sim/wang/messages", "{\"text\":\"x\"}").statusCode())
                    .isEqualTo(503);
            assertThat(server.get("/health/ready").body()).contains("\"service\":\"stopping\"");
            assertThat(server.intake.effects()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/, 200",
        "/metrics, 200",
        "/nothing, 404",
        "/assets/, 404",
        "/assets/..%2fwelcome.html, 404",
        "/assets/../welcome.html, 404",
        "/assets/%252e%252e/welcome.html, 404"
    })
    void pagesAreOfOurJarOnly(String path, int status) throws Exception {
        try (TestServer server = new TestServer()) {
            assertThat(server.get(path).statusCode()).isEqualTo(status);
        }
    }
}

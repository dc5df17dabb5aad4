package org.huiyin.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookRoutesTest {
    private static final byte[] LARGE = new byte[RequestBody.MAX_BYTES + 1];
    private static final byte[] LARGEST = new byte[RequestBody.MAX_BYTES];

    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersAfterTheCommitWithTheFirstPassiveWords() throws Exception {
        HttpResponse<String> answer = server.post("/hook/fake?sign=good", "one\ntwo");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("echo of one at 2026-01-02T03:04:05Z");
        assertThat(server.intake.effects()).hasSize(2);
        assertThat(server.metrics.scrape()).contains("huiyin_accepted_total{channel=\"fake\"} 2.0");
    }

    @Test
    void aMessageThatComesAgainIsAnsweredAlikeAndHasNoEffect() throws Exception {
        String first = server.post("/hook/fake?sign=good", "one").body();
        assertThat(server.post("/hook/fake?sign=good", "one").body()).isEqualTo(first);
        assertThat(server.intake.effects()).hasSize(1);
        assertThat(server.metrics.scrape()).contains("huiyin_duplicates_total{channel=\"fake\"} 1.0");
    }

    @Test
    void aRequestWithoutEventsIsAnsweredAtOnce() throws Exception {
        assertThat(server.get("/hook/fake?sign=good").body()).isEqualTo("success");
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource({
        "/hook/fake?sign=bad, one, 401, not_authentic, fake",
        "/hook/fake?sign=good, <!DOCTYPE x>, 400, malformed, fake",
        "/hook/fake?sign=good&sign=good, one, 400, malformed, fake",
        "/hook/nobody?sign=good, one, 404, unknown_channel, none",
        "/hook/chat, '{\"text\":\"x\"}', 401, not_authentic, chat"
    })
    void nothingIsStoredOfWhatIsRefused(String path, String body, int status, String reason, String channel)
            throws Exception {
        HttpResponse<String> answer = server.post(path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(server.intake.effects()).isEmpty();
        assertThat(server.metrics.scrape())
                .contains("huiyin_refused_total{channel=\"" + channel + "\",reason=\"" + reason + "\"} 1.0");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherAnnouncedOrNot() throws Exception {
        HttpResponse<String> announced = server.post("/hook/fake?sign=good", BodyPublishers.ofByteArray(LARGE));
        assertThat(announced.statusCode()).isEqualTo(413);
        HttpResponse<String> chunked = server.post(
                "/hook/fake?sign=good", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(LARGE)));
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(server.intake.effects()).isEmpty();
    }

    @Test
    void theLargestBodyIsTaken() throws Exception {
        assertThat(server.post("/hook/fake?sign=good", BodyPublishers.ofByteArray(LARGEST))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoAsksBeforeSendingIsToldAtOnce() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST /hook/fake?sign=good HTTP/1.1\r\nHost: x\r\nContent-Length: " + LARGE.length
                                    + "\r\nExpect: 100-continue\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    @Test
    void aQueryThatCannotBeReadIsRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("GET /hook/fake?sign=%zz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void whenNothingCanBeCommittedTheProviderIsAskedToComeAgain() throws Exception {
        server.intake.breakDown();
        HttpResponse<String> answer = server.post("/hook/fake?sign=good", "one");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("5");
        assertThat(answer.body()).isEqualTo("{\"error\":\"could not be stored, send it again\"}");
    }

    @Test
    void everyAnswerIsHardened() throws Exception {
        HttpResponse<String> answer = server.get("/hook/nobody");
        assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(answer.headers().firstValue("referrer-policy")).contains("no-referrer");
    }

    private static String firstLine(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}

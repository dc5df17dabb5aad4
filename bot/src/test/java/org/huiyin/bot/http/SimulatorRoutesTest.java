package org.huiyin.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.TextEvent.MessageReceived;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorRoutesTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} goes to {1}")
    @CsvSource({
        "/sim/wang/messages, chat",
        "/sim/13812345678/messages, sms",
        "/sim/13812345678/messages?channel=chat, chat",
        "/sim/wang-1/messages?channel=chat, chat"
    })
    void theAddressTellsTheChannel(String path, String channel) throws Exception {
        HttpResponse<String> answer = server.post(path, "{\"text\":\"路灯坏了\",\"unknown\":1}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.intake.effects())
                .singleElement()
                .isInstanceOf(MessageReceived.class)
                .extracting(TextEvent::channel)
                .isEqualTo(channel);
    }

    @Test
    void anIdMakesAMessageRepeatable() throws Exception {
        String body = "{\"id\":\"m1\",\"text\":\"x\"}";
        assertThat(server.post("/sim/wang/messages", body).body()).isEqualTo("{\"id\":\"m1\",\"duplicate\":false}");
        assertThat(server.post("/sim/wang/messages", body).body()).isEqualTo("{\"id\":\"m1\",\"duplicate\":true}");
        assertThat(server.intake.effects()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{\"scene\":\"HH-0007\"}",
                "{\"follow\":true}",
                "`{\"press\":{\"reference\":\"t1\",\"key\":\"resolve\"}}`",
                "`{\"location\":{\"lat\":30.1,\"lon\":120.2,\"label\":\"村口\"}}`",
                "`{\"media\":{\"kind\":\"IMAGE\",\"contentType\":\"image/png\",\"base64\":\"aGk=\"}}`"
            })
    void everyFormIsTaken(String body) throws Exception {
        assertThat(server.post("/sim/wang/messages", body).statusCode()).isEqualTo(200);
        assertThat(server.intake.effects()).singleElement().isInstanceOf(MessageReceived.class);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/sim/wang/messages, {\"text\":, 400",
                "/sim/wang/messages, [1], 400",
                "/sim/wang/messages, null, 400",
                "/sim/wang/messages, {}, 400",
                "/sim/wang/messages, `{\"text\":{\"a\":1}}`, 400",
                "/sim/wang/messages?channel=sms, {\"text\":\"x\"}, 400",
                "/sim/wang/messages?channel=nobody, {\"text\":\"x\"}, 404"
            })
    void whatIsMalformedIsRefusedInWords(String path, String body, int status) throws Exception {
        HttpResponse<String> answer = server.post(path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error\":\"");
        assertThat(server.intake.effects()).isEmpty();
    }

    @Test
    void anotherSitesPageCannotWrite() throws Exception {
        HttpResponse<String> answer = server.client()
                .send(
                        server.request("/sim/wang/messages")
                                .header("Sec-Fetch-Site", "cross-site")
                                .POST(BodyPublishers.ofString("{\"text\":\"x\"}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void nothingIsAcknowledgedThatWasNotStored() throws Exception {
        server.intake.breakDown();
        assertThat(server.post("/sim/wang/messages", "{\"text\":\"x\"}").statusCode())
                .isEqualTo(503);
    }

    @Test
    void aPhoneShowsWhatItWasSentOldestFirst() throws Exception {
        server.chat.send("wang", new Outbound.Text("第一")).await();
        server.chat.send("wang", new Outbound.Text("${user.home} <b>")).await();
        server.sms.send("+8613812345678", new Outbound.Text("短信")).await();
        assertThat(server.get("/sim/wang/messages").body())
                .startsWith("[{")
                .containsSubsequence("\"text\":\"第一\"", "\"text\":\"${user.home} <b>\"")
                .contains("\"channel\":\"chat\"")
                .doesNotContain("短信");
        assertThat(server.get("/sim/13812345678/messages").body()).contains("短信");
        assertThat(server.get("/sim/13812345678/messages?channel=chat").body()).isEqualTo("[]");
    }

    @Test
    void aPageSeesMessagesAsTheyCome() throws Exception {
        HttpResponse<java.io.InputStream> stream =
                server.client().send(server.request("/sim/events").GET().build(), BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(": open");
            assertThat(lines.readLine()).isEmpty();
            server.chat.send("wang", new Outbound.Text("看见了吗")).await();
            assertThat(lines.readLine()).isEqualTo("event: message");
            assertThat(lines.readLine()).startsWith("data: {").contains("看见了吗");
        }
    }
}

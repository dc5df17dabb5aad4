package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.Forgeries;
import org.huiyin.adapters.tencent.TencentSender;
import org.huiyin.adapters.tencent.TencentSender.Webhook;
import org.huiyin.adapters.wechat.WeChatConfig;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody honest would send is refused without a trace in any table, and the service goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final int MIB = 1024 * 1024;
    private static final String HOSTILE =
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><xml><MsgType>&a;</MsgType></xml>";
    private static final String BOMB =
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                    + "<xml><MsgType>text</MsgType><FromUserName>x</FromUserName><Content>&b;&b;&b;</Content><MsgId>1</MsgId></xml>";

    private final TestDatabase database = TestDatabase.create();
    private Stand stand;

    @BeforeAll
    void start() throws Exception {
        stand = new Stand(Stand.Setup.of(1, 1), database);
        stand.matter(1, "之前的事");
        stand.rest();
    }

    @AfterAll
    void stop() {
        stand.close();
        database.close();
    }

    /** A request that is to be refused, by the status it is to get. */
    private record Bad(int status, String channel, Webhook hook) {}

    @TestFactory
    Stream<DynamicTest> whatIsNotAuthenticOrNotReadableLeavesNoTrace() {
        Map<String, Bad> all = new LinkedHashMap<>();
        forgeries(all);
        unreadable(all);
        all.put("a channel nobody configured", new Bad(404, "nobody", stand.wechat.text("o", "1", "x")));
        all.put("a channel's name with a step upwards", new Bad(404, "..%2Fwechat", stand.wechat.text("o", "1", "x")));
        return all.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> refused(e.getValue())));
    }

    private void refused(Bad bad) throws Exception {
        Map<String, Integer> before = stand.records.counts();
        int status = stand.door().post(bad.channel(), bad.hook()).statusCode();
        assertThat(status).isIn(bad.status() == 401 ? List.of(401, 403) : List.of(bad.status()));
        unchanged(before);
    }

    /** Nothing was stored, and the next one is served: the best sign that nothing is still to be stored either. */
    private void unchanged(Map<String, Integer> before) throws Exception {
        assertThat(stand.door().get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(stand.records.counts()).isEqualTo(before);
    }

    private void forgeries(Map<String, Bad> all) {
        for (String channel : List.of("wechat", "wecom")) {
            TencentSender sender = channel.equals("wechat") ? stand.wechat : stand.wecom;
            WebhookRequest post = sender.text(from(channel), "77", "伪造")
                    .request(Clock.systemUTC().instant());
            Forgeries.of(post, sender.handshake("echo")).forEach((name, forged) -> {
                if (forged.method().equals("POST")) {
                    all.put(channel + " " + name, new Bad(401, channel, new Webhook(forged.query(), forged.body())));
                }
            });
        }
        WeChatConfig ours = Accounts.wechat(stand.toVillagers.baseUrl());
        all.put("wechat sealed with our key for another account", new Bad(401, "wechat", of(foreign(ours))));
        all.put("wechat sealed with another key", new Bad(401, "wechat", of(strange(ours))));
    }

    private static String from(String channel) {
        return channel.equals("wechat") ? PaperCounty.openId(1) : PaperCounty.userId(1);
    }

    private static Webhook of(WeChatConfig config) {
        return TencentSender.wechat(config, Clock.systemUTC()).text(PaperCounty.openId(1), "78", "伪造");
    }

    private static WeChatConfig foreign(WeChatConfig ours) {
        return new WeChatConfig(
                ours.id(),
                ours.baseUrl(),
                "wx0000000000000000",
                ours.appSecret(),
                ours.token(),
                ours.encodingAesKey(),
                Map.of(),
                null);
    }

    private static WeChatConfig strange(WeChatConfig ours) {
        Secret key = Secret.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg");
        return new WeChatConfig(
                ours.id(), ours.baseUrl(), ours.appId(), ours.appSecret(), ours.token(), key, Map.of(), null);
    }

    private void unreadable(Map<String, Bad> all) {
        Webhook good = stand.wechat.text(PaperCounty.openId(1), "79", "截断");
        Buffer half = good.body().slice(0, good.body().length() / 2);
        all.put("a truncated envelope", new Bad(400, "wechat", new Webhook(good.query(), half)));
        all.put(
                "an envelope with an external entity",
                new Bad(400, "wechat", new Webhook(good.query(), Buffer.buffer(HOSTILE))));
        all.put(
                "an envelope that is JSON",
                new Bad(400, "wechat", new Webhook(good.query(), Buffer.buffer("{\"a\":1}"))));
        all.put("an empty body", new Bad(400, "wechat", new Webhook(good.query(), Buffer.buffer())));
        all.put("bytes that are no UTF-8", new Bad(400, "wechat", new Webhook(good.query(), Buffer.buffer(new byte[] {
            (byte) 0xC3, 0x28
        }))));
        Map<String, String> sealed = Map.of(
                "truncated XML",
                "<xml><MsgType>text</MsgType><Content>x",
                "an external entity",
                HOSTILE,
                "a bomb of entities",
                BOMB,
                "JSON",
                "{\"MsgType\":\"text\"}",
                "elements too deep",
                "<a>".repeat(2000) + "</a>".repeat(2000));
        sealed.forEach((name, text) -> {
            all.put("wechat sealed: " + name, new Bad(400, "wechat", stand.wechat.sealed(text)));
            all.put("wecom sealed: " + name, new Bad(400, "wecom", stand.wecom.sealed(text)));
        });
    }

    @TestFactory
    Stream<DynamicTest> aBodyOfMoreThanAMebibyteIsRefused() {
        byte[] large = new byte[MIB + 1];
        Map<String, BodyPublisher> all = Map.of(
                "announced", BodyPublishers.ofByteArray(large),
                "in chunks", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        return all.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    Map<String, Integer> before = stand.records.counts();
                    Webhook hook = stand.wechat.text(PaperCounty.openId(1), "80", "大");
                    assertThat(stand.door()
                                    .post("/hook/wechat" + hook.queryString(), e.getValue())
                                    .statusCode())
                            .isEqualTo(413);
                    unchanged(before);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "truncated, '{\"text\": \"x', 1",
        "not an object, '[1, 2]', 1",
        "two in one, '{\"text\": \"x\"} {\"text\": \"y\"}', 1",
        "nothing in it, '{}', 1",
        "too deep, '{\"text\":', 100000"
    })
    void jsonThatIsNoMessageIsRefused(String name, String body, int times) throws Exception {
        Map<String, Integer> before = stand.records.counts();
        var answer = stand.door().post("/sim/13800000000/messages", BodyPublishers.ofString(body.repeat(times)));
        assertThat(answer.statusCode()).isEqualTo(400);
        unchanged(before);
    }

    @Test
    void handshakesAreAnswered() throws Exception {
        for (String channel : List.of("wechat", "wecom")) {
            TencentSender sender = channel.equals("wechat") ? stand.wechat : stand.wecom;
            Webhook hook = new Webhook(sender.handshake("8541365942").query(), Buffer.buffer());
            var answer = stand.door().get("/hook/" + channel + hook.queryString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("8541365942");
        }
    }

    @Test
    void anUnknownKindIsAcknowledgedAndKept() throws Exception {
        int before = stand.records.number("SELECT count(*) FROM set_aside");
        int tickets = stand.records.number("SELECT count(*) FROM ticket");
        Webhook odd = stand.wechat.message(PaperCounty.openId(1), "81", "hologram", Map.of("Beam", "up"));
        assertThat(stand.door().post("wechat", odd).body()).isEqualTo("success");
        assertThat(stand.door().post("wechat", odd).body()).isEqualTo("success");
        Webhook event = stand.wecom.event(PaperCounty.userId(1), "moon_phase", Map.of());
        assertThat(stand.door().post("wecom", event).statusCode()).isEqualTo(200);
        assertThat(stand.records.number("SELECT count(*) FROM set_aside")).isEqualTo(before + 2);
        assertThat(stand.records.value("SELECT string_agg(DISTINCT reason, ',') FROM set_aside"))
                .isEqualTo("UNRECOGNISED");
        assertThat(stand.records.number("SELECT count(*) FROM ticket")).isEqualTo(tickets);
    }
}

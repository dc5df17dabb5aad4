package org.huiyin.adapters.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huiyin.adapters.tencent.Accounts.CLOCK;
import static org.huiyin.adapters.tencent.Accounts.NOW;
import static org.huiyin.adapters.tencent.Understanding.events;
import static org.huiyin.adapters.tencent.Understanding.refused;
import static org.huiyin.adapters.tencent.Understanding.reply;
import static org.huiyin.adapters.tencent.Understanding.understood;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.TencentCrypto;
import org.huiyin.adapters.tencent.TencentSender;
import org.huiyin.adapters.tencent.TencentSender.Webhook;
import org.huiyin.adapters.tencent.TencentXml;
import org.huiyin.adapters.tencent.Vectors;
import org.huiyin.adapters.tencent.XmlFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatDoorTest {
    private static final WeChatConfig CONFIG = Accounts.wechat("");
    private static final WeChatCodec CODEC = new WeChatCodec(CONFIG);
    private static final TencentSender SENDER = TencentSender.wechat(CONFIG, CLOCK);

    private static WebhookResult receive(Webhook webhook) {
        return CODEC.receive(webhook.request(NOW));
    }

    @Test
    void answersTheHandshakeOfTheVector() {
        Vectors v = Vectors.named("wechat_mp_url_verify_signature");
        Map<String, String> query = Map.of(
                "signature", v.expectedText("signature"),
                "timestamp", v.input("timestamp"),
                "nonce", v.input("nonce"),
                "echostr", v.input("echostr"));
        Instant then = Instant.ofEpochSecond(Long.parseLong(v.input("timestamp")));
        WebhookResult result = CODEC.receive(new WebhookRequest("GET", query, Map.of(), Buffer.buffer(), then));
        assertThat(events(result)).isEmpty();
        WebhookReply reply = reply(result, Optional.of("never here"), NOW);
        assertThat(reply.body()).hasToString(v.expectedText("response_body"));
        assertThat(reply.contentType()).startsWith("text/plain");
    }

    @Test
    void refusesTheForeignAppIdOfTheVector() {
        Vectors v = Vectors.named("wechat_mp_aes_foreign_appid_must_be_rejected");
        Map<String, String> query = Map.of(
                "signature", TencentCrypto.sign(v.input("token"), v.input("timestamp"), v.input("nonce")),
                "timestamp", v.input("timestamp"),
                "nonce", v.input("nonce"),
                "msg_signature", v.input("msg_signature"));
        String body = "<xml><Encrypt>" + v.input("encrypt") + "</Encrypt></xml>";
        Instant then = Instant.ofEpochSecond(Long.parseLong(v.input("timestamp")));
        WebhookResult result = CODEC.receive(new WebhookRequest("POST", query, Map.of(), Buffer.buffer(body), then));
        assertThat(refused(result).reply().status()).isEqualTo(403);
    }

    @Test
    void repliesAsInTheVector() {
        Vectors v = Vectors.named("wechat_mp_aes_passive_reply");
        String written = CODEC.envelope(v.expectedText("encrypt"), v.input("timestamp"), v.input("nonce"));
        assertThat(TencentXml.parse(written)).isEqualTo(TencentXml.parse(v.expectedText("response_xml")));
        assertThat(written).contains(v.expectedText("msg_signature"));

        XmlFields asked = TencentXml.parse(v.input("plaintext")).orElseThrow();
        String incoming = "<xml><ToUserName>" + asked.text("FromUserName") + "</ToUserName><FromUserName>"
                + asked.text("ToUserName") + "</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType>"
                + "<Content>x</Content><MsgId>1</MsgId></xml>";
        WebhookReply reply = reply(
                receive(SENDER.sealed(incoming)),
                Optional.of(asked.text("Content")),
                Instant.ofEpochSecond(Long.parseLong(asked.text("CreateTime"))));
        assertThat(SENDER.openRaw(reply)).isEqualTo(v.input("plaintext"));
    }

    @Test
    void repeatsThePassiveReplyAlikeOnARedelivery() {
        Webhook first = SENDER.text("oA", "77", "灯坏了");
        Webhook again = SENDER.text("oA", "77", "灯坏了");
        Instant decided = NOW.minusSeconds(3);
        String one = SENDER.openRaw(reply(receive(first), Optional.of("已登记"), decided));
        String two =
                SENDER.openRaw(reply(CODEC.receive(again.request(NOW.plusSeconds(5))), Optional.of("已登记"), decided));
        assertThat(two).isEqualTo(one);
        assertThat(one).contains("<CreateTime>" + decided.getEpochSecond() + "</CreateTime>");
    }

    @Test
    void saysSuccessWhereNothingIsToBeSaidOrItDoesNotFit() {
        WebhookResult result = receive(SENDER.text("oA", "78", "灯坏了"));
        String fits = "字".repeat(682) + "ab";
        assertThat(reply(result, Optional.empty(), NOW).body()).hasToString("success");
        assertThat(reply(result, Optional.of(""), NOW).body()).hasToString("success");
        assertThat(reply(result, Optional.of(fits + "c"), NOW).body()).hasToString("success");
        assertThat(SENDER.open(reply(result, Optional.of(fits), NOW)).text("Content"))
                .isEqualTo(fits);
        assertThat(SENDER.open(reply(result, Optional.of("a]]>b${env:HOME}"), NOW))
                        .text("Content"))
                .isEqualTo("a]]>b${env:HOME}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"signature", "msg_signature", "timestamp", "nonce"})
    void refusesWithoutOrWithAWrongParameter(String name) {
        Webhook good = SENDER.text("oA", "1", "x");
        Map<String, String> without = new HashMap<>(good.query());
        without.remove(name);
        Map<String, String> wrong = new HashMap<>(good.query());
        wrong.put(name, "1" + wrong.get(name));
        assertThat(refused(receive(new Webhook(without, good.body()))).reply().status())
                .isEqualTo(401);
        assertThat(refused(receive(new Webhook(wrong, good.body()))).reply().status())
                .isEqualTo(401);
    }

    static Stream<Arguments> timestamps() {
        return Stream.of(
                Arguments.of(Duration.ofHours(23), true),
                Arguments.of(Duration.ofHours(-23), true),
                Arguments.of(Duration.ofHours(25), false),
                Arguments.of(Duration.ofHours(-25), false));
    }

    @ParameterizedTest(name = "received {0} later: {1}")
    @MethodSource("timestamps")
    void keepsAGenerousWindow(Duration later, boolean taken) {
        WebhookResult result = CODEC.receive(SENDER.text("oA", "1", "x").request(NOW.plus(later)));
        assertThat(result instanceof WebhookResult.Understood).isEqualTo(taken);
    }

    @Test
    void refusesAnythingUnsealed() {
        Webhook sealed = SENDER.text("oA", "1", "x");
        String plain = "<xml><FromUserName>oA</FromUserName><MsgType>text</MsgType><Content>x</Content></xml>";
        assertThat(refused(receive(new Webhook(sealed.query(), Buffer.buffer(plain))))
                        .reply()
                        .status())
                .isEqualTo(403);
        assertThat(refused(receive(new Webhook(sealed.query(), Buffer.buffer("<xml><Encrypt/></xml>"))))
                        .reply()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesHostileXmlOutsideAndInside() {
        Webhook sealed = SENDER.text("oA", "1", "x");
        String bomb = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><MsgType>&e;</MsgType></xml>";
        assertThat(refused(receive(new Webhook(sealed.query(), Buffer.buffer(bomb))))
                        .reply()
                        .status())
                .isEqualTo(400);
        assertThat(refused(receive(SENDER.sealed(bomb))).reply().status()).isEqualTo(400);
        Buffer huge = Buffer.buffer("x".repeat(TencentXml.MAX_CHARS + 1));
        assertThat(refused(receive(new Webhook(sealed.query(), huge))).reply().status())
                .isEqualTo(413);
    }

    @Test
    void refusesOtherMethodsAndAnEmptyHandshake() {
        Webhook good = SENDER.text("oA", "1", "x");
        WebhookRequest put = new WebhookRequest("PUT", good.query(), Map.of(), good.body(), NOW);
        assertThat(refused(CODEC.receive(put)).reply().status()).isEqualTo(405);
        WebhookRequest get = new WebhookRequest("GET", good.query(), Map.of(), Buffer.buffer(), NOW);
        assertThat(refused(CODEC.receive(get)).reply().status()).isEqualTo(400);
        assertThat(understood(CODEC.receive(SENDER.handshake("hello"))).events())
                .isEmpty();
    }
}

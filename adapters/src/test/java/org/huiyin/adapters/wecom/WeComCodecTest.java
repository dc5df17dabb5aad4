package org.huiyin.adapters.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huiyin.adapters.tencent.Accounts.CLOCK;
import static org.huiyin.adapters.tencent.Accounts.NOW;
import static org.huiyin.adapters.tencent.Understanding.event;
import static org.huiyin.adapters.tencent.Understanding.events;
import static org.huiyin.adapters.tencent.Understanding.message;
import static org.huiyin.adapters.tencent.Understanding.refused;
import static org.huiyin.adapters.tencent.Understanding.reply;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.TextEvent.Content;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.adapters.channel.TextEvent.Touch;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.TencentSender;
import org.huiyin.adapters.tencent.TencentSender.Webhook;
import org.huiyin.adapters.tencent.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeComCodecTest {
    private static final WeComConfig CONFIG = Accounts.wecom("");
    private static final WeComCodec CODEC = new WeComCodec(CONFIG);
    private static final TencentSender SENDER = TencentSender.wecom(CONFIG, CLOCK);

    private static WebhookResult receive(Webhook webhook) {
        return CODEC.receive(webhook.request(NOW));
    }

    private static Instant timeOf(Vectors v) {
        return Instant.ofEpochSecond(Long.parseLong(v.input("timestamp")));
    }

    @Test
    void answersTencentsPublishedHandshake() {
        Vectors v = Vectors.named("wecom_url_verify_official_sample");
        Map<String, String> query = Map.of(
                "msg_signature", v.input("msg_signature"),
                "timestamp", v.input("timestamp"),
                "nonce", v.input("nonce"),
                "echostr", v.input("echostr_urldecoded"));
        WebhookResult result = CODEC.receive(new WebhookRequest("GET", query, Map.of(), Buffer.buffer(), timeOf(v)));
        assertThat(events(result)).isEmpty();
        assertThat(reply(result, Optional.empty(), NOW))
                .isEqualTo(WebhookReply.text(200, v.expectedText("response_body")));
    }

    @Test
    void readsTencentsPublishedMessage() {
        Vectors v = Vectors.named("wecom_message_decrypt_official_sample");
        Map<String, String> query = Map.of(
                "msg_signature", v.input("msg_signature"),
                "timestamp", v.input("timestamp"),
                "nonce", v.input("nonce"));
        String body = "<xml><ToUserName>x</ToUserName><AgentID>218</AgentID><Encrypt><![CDATA[" + v.input("encrypt")
                + "]]></Encrypt></xml>";
        TextEvent.MessageReceived message =
                message(CODEC.receive(new WebhookRequest("POST", query, Map.of(), Buffer.buffer(body), timeOf(v))));
        assertThat(message.sender()).isEqualTo("mycreate");
        assertThat(message.dedupKey()).isEqualTo("4561255354251345929");
        assertThat(message.content()).contains(new Content.Words("hello"));
    }

    @Test
    void readsThePressOfTheVector() {
        Vectors v = Vectors.named("wecom_template_card_event");
        WeComConfig config = Accounts.wecom("", "ww1", 1);
        TencentSender sender = TencentSender.wecom(config, CLOCK);
        TextEvent.MessageReceived press = message(
                new WeComCodec(config).receive(sender.sealed(v.input("xml")).request(NOW)));
        assertThat(press.sender()).isEqualTo(v.expectedText("userid"));
        assertThat(press.press()).contains(new Press(v.expectedText("task_id"), v.expectedText("button")));
        assertThat(press.dedupKey()).isEqualTo(v.expectedText("dedupe_key"));
        assertThat(press.content()).isEmpty();
        assertThat(press.touch()).isEmpty();
    }

    @Test
    void refusesAnotherAppOfTheSameCorporation() {
        TencentSender other = TencentSender.wecom(Accounts.wecom("", CONFIG.corpId(), 219), CLOCK);
        assertThat(refused(receive(other.text("lisi", "1", "x"))).reply().status())
                .isEqualTo(403);
        assertThat(refused(receive(other.cardPress("lisi", "t-1", "1"))).reply().status())
                .isEqualTo(403);
    }

    @Test
    void refusesAnotherCorporation() {
        TencentSender other = TencentSender.wecom(Accounts.wecom("", "ww999", CONFIG.agentId()), CLOCK);
        assertThat(refused(receive(other.text("lisi", "1", "x"))).reply().status())
                .isEqualTo(403);
        assertThat(refused(CODEC.receive(other.handshake("hello"))).reply().status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg_signature", "timestamp", "nonce"})
    void refusesWithoutOrWithAWrongParameterOnBothMethods(String name) {
        Webhook good = SENDER.text("lisi", "1", "x");
        for (boolean remove : new boolean[] {true, false}) {
            assertThat(refused(receive(new Webhook(spoilt(good.query(), name, remove), good.body())))
                            .reply()
                            .status())
                    .isEqualTo(401);
            WebhookRequest shake = SENDER.handshake("hello");
            WebhookRequest bad =
                    new WebhookRequest("GET", spoilt(shake.query(), name, remove), Map.of(), Buffer.buffer(), NOW);
            assertThat(refused(CODEC.receive(bad)).reply().status()).isEqualTo(401);
        }
    }

    private static Map<String, String> spoilt(Map<String, String> query, String name, boolean remove) {
        Map<String, String> spoilt = new HashMap<>(query);
        if (remove) {
            spoilt.remove(name);
        } else {
            spoilt.put(name, "1" + spoilt.get(name));
        }
        return spoilt;
    }

    @Test
    void refusesAHandshakeWithoutEcho() {
        Webhook good = SENDER.text("lisi", "1", "x");
        WebhookRequest get = new WebhookRequest("GET", good.query(), Map.of(), Buffer.buffer(), NOW);
        assertThat(refused(CODEC.receive(get)).reply().status()).isEqualTo(401);
    }

    @Test
    void tellsEventsApart() {
        assertThat(events(receive(SENDER.event("lisi", "enter_agent", Map.of()))))
                .isEmpty();
        assertThat(events(receive(SENDER.event("lisi", "LOCATION", Map.of("Latitude", "1")))))
                .isEmpty();
        assertThat(message(receive(SENDER.event("lisi", "subscribe", Map.of()))).touch())
                .contains(new Touch("", true));
        assertThat(message(receive(SENDER.event("lisi", "click", Map.of("EventKey", "todo"))))
                        .press())
                .contains(new Press("", "todo"));
        TextEvent gone = event(receive(SENDER.event("lisi", "unsubscribe", Map.of())));
        assertThat(((TextEvent.ContactChanged) gone).reachable()).isFalse();
        TextEvent odd = event(receive(SENDER.event("lisi", "open_approval_change", Map.of())));
        assertThat(((TextEvent.Unrecognised) odd).kind()).isEqualTo("event:open_approval_change");
        TextEvent video = event(receive(SENDER.message("lisi", "9", "video", Map.of("MediaId", "m"))));
        assertThat(((TextEvent.Unrecognised) video).kind()).isEqualTo("video");
    }

    @Test
    void twoPressesOfOneSecondAreTwo() {
        String one = event(receive(SENDER.cardPress("lisi", "t-1", "1"))).dedupKey();
        assertThat(one)
                .isNotEqualTo(
                        event(receive(SENDER.cardPress("lisi", "t-2", "1"))).dedupKey());
        assertThat(one)
                .isNotEqualTo(
                        event(receive(SENDER.cardPress("lisi", "t-1", "2"))).dedupKey());
        assertThat(one)
                .isEqualTo(event(receive(SENDER.cardPress("lisi", "t-1", "1"))).dedupKey());
    }

    @Test
    void acknowledgesWithAnEmptyBody() {
        WebhookReply reply = reply(receive(SENDER.text("lisi", "1", "x")), Optional.of("never here"), NOW);
        assertThat(reply).isEqualTo(WebhookReply.text(200, ""));
    }
}

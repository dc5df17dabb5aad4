package org.huiyin.adapters.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huiyin.adapters.tencent.Accounts.CLOCK;
import static org.huiyin.adapters.tencent.Accounts.NOW;
import static org.huiyin.adapters.tencent.Understanding.event;
import static org.huiyin.adapters.tencent.Understanding.events;
import static org.huiyin.adapters.tencent.Understanding.message;
import static org.huiyin.adapters.tencent.Understanding.refused;
import static org.huiyin.adapters.tencent.Understanding.reply;
import static org.huiyin.adapters.tencent.Understanding.understood;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.TextEvent.Content;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.adapters.channel.TextEvent.Receipt;
import org.huiyin.adapters.channel.TextEvent.Touch;
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

class WeChatCodecTest {
    private static final WeChatConfig CONFIG = Accounts.wechat("");
    private static final WeChatCodec CODEC = new WeChatCodec(CONFIG);
    private static final TencentSender SENDER = TencentSender.wechat(CONFIG, CLOCK);

    private static WebhookResult receive(Webhook webhook) {
        return CODEC.receive(webhook.request(NOW));
    }

    private static WebhookResult receiveVector(String name) {
        return receive(SENDER.sealed(Vectors.named(name).input("xml")));
    }

    private static Map<String, String> query(String queryString) {
        return Arrays.stream(queryString.split("&", -1))
                .map(p -> p.split("=", 2))
                .collect(Collectors.toMap(p -> p[0], p -> p[1]));
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
    void readsThePostOfTheVector() {
        Vectors v = Vectors.named("wechat_mp_aes_message");
        Instant then = Instant.ofEpochSecond(Long.parseLong(v.input("timestamp")));
        TextEvent.MessageReceived message = message(CODEC.receive(new WebhookRequest(
                "POST",
                query(v.expectedText("url_query")),
                Map.of(),
                Buffer.buffer(v.expectedText("post_body")),
                then)));
        assertThat(message.dedupKey()).isEqualTo("6003283283273423212");
        assertThat(message.sender()).isEqualTo("oia2TjuEGTNoeX76QEjQNrcURxG8");
        assertThat(message.occurredAt()).isEqualTo(Instant.ofEpochSecond(1_395_658_920));
        assertThat(message.content()).contains(new Content.Words("3号楼电梯坏了 😡"));
        assertThat(message.touch()).isEmpty();
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

    @Test
    void takesTheSceneFromAFollow() {
        Vectors v = Vectors.named("wechat_mp_event_subscribe_with_scene");
        TextEvent.MessageReceived follow = message(receiveVector("wechat_mp_event_subscribe_with_scene"));
        assertThat(follow.dedupKey()).isEqualTo(v.expectedText("dedupe_key"));
        assertThat(follow.touch()).contains(new Touch(v.expectedText("binding_scene"), true));
        assertThat(follow.content()).isEmpty();
    }

    @Test
    void takesTheSceneFromAScan() {
        Vectors v = Vectors.named("wechat_mp_event_scan");
        TextEvent.MessageReceived scan = message(receiveVector("wechat_mp_event_scan"));
        assertThat(scan.dedupKey()).isEqualTo(v.expectedText("dedupe_key"));
        assertThat(scan.touch()).contains(new Touch(v.expectedText("binding_scene"), false));
    }

    @Test
    void followsWithoutAScene() {
        TextEvent.MessageReceived follow = message(receiveVector("wechat_mp_event_plain_subscribe_no_scene"));
        assertThat(follow.touch()).contains(new Touch("", true));
    }

    @Test
    void readsAPlaceWithLatitudeFirst() {
        Vectors v = Vectors.named("wechat_mp_location_message");
        TextEvent.MessageReceived place = message(receiveVector("wechat_mp_location_message"));
        assertThat(place.dedupKey()).isEqualTo(v.expectedText("dedupe_key"));
        assertThat(place.content())
                .contains(new Content.Place(
                        v.expected("lat").asDouble(), v.expected("lon").asDouble(), v.expectedText("label")));
    }

    @Test
    void readsWhatBecameOfATemplate() {
        Vectors v = Vectors.named("wechat_mp_template_job_finish");
        TextEvent.ReceiptReceived receipt =
                (TextEvent.ReceiptReceived) event(receiveVector("wechat_mp_template_job_finish"));
        assertThat(receipt.externalId()).isEqualTo(v.expectedText("provider_message_id"));
        assertThat(receipt.receipt()).isEqualTo(Receipt.valueOf(v.expectedText("delivery")));
    }

    static Stream<Arguments> receipts() {
        return Stream.of(
                Arguments.of("success", Receipt.DELIVERED),
                Arguments.of("failed:user block", Receipt.FAILED_BLOCKED),
                Arguments.of("failed: system failed", Receipt.FAILED),
                Arguments.of("something new", Receipt.FAILED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("receipts")
    void ranksReceipts(String status, Receipt expected) {
        TextEvent event = event(receive(SENDER.templateFinished("oA", "1", status)));
        assertThat(((TextEvent.ReceiptReceived) event).receipt()).isEqualTo(expected);
    }

    @Test
    void twoTemplatesOfOneSecondAreTwo() {
        TextEvent one = event(receive(SENDER.templateFinished("oA", "1", "success")));
        TextEvent two = event(receive(SENDER.templateFinished("oA", "2", "success")));
        assertThat(one.dedupKey()).isNotEqualTo(two.dedupKey());
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of(
                        "image",
                        Map.of("MediaId", "m1"),
                        new Content.Attached(new MediaRef(MediaKind.IMAGE, "m1"), "image/jpeg", Optional.empty())),
                Arguments.of(
                        "voice",
                        Map.of("MediaId", "m2", "Format", "amr", "Recognition", "水管漏了"),
                        new Content.Attached(new MediaRef(MediaKind.VOICE, "m2"), "audio/amr", Optional.of("水管漏了"))),
                Arguments.of(
                        "voice",
                        Map.of("MediaId", "m3", "Format", "speex", "Recognition", ""),
                        new Content.Attached(new MediaRef(MediaKind.VOICE, "m3"), "audio/speex", Optional.empty())),
                Arguments.of(
                        "link",
                        Map.of("Title", "通知", "Description", "d", "Url", "https://example.org/1"),
                        new Content.Words("通知\nhttps://example.org/1")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("contents")
    void carries(String type, Map<String, String> fields, Content expected) {
        assertThat(message(receive(SENDER.message("oA", "5", type, fields))).content())
                .contains(expected);
    }

    static Stream<Arguments> uncarried() {
        return Stream.of(
                Arguments.of("video", Map.of("MediaId", "m", "ThumbMediaId", "t")),
                Arguments.of("shortvideo", Map.of("MediaId", "m")),
                Arguments.of("image", Map.of()),
                Arguments.of("location", Map.of("Location_X", "north", "Location_Y", "1")),
                Arguments.of("location", Map.of("Location_X", "NaN", "Location_Y", "1")),
                Arguments.of("something-new", Map.of("A", "b")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("uncarried")
    void recordsWhatItCannotCarry(String type, Map<String, String> fields) {
        TextEvent.Unrecognised odd = (TextEvent.Unrecognised) event(receive(SENDER.message("oA", "6", type, fields)));
        assertThat(odd.kind()).isEqualTo(type);
        assertThat(odd.sender()).contains("oA");
        assertThat(odd.dedupKey()).isEqualTo("6");
        assertThat(odd.raw()).contains(type);
    }

    @Test
    void aMenuTapIsAPressAndAClick() {
        TextEvent.MessageReceived tap = message(receive(SENDER.menuTap("oA", "8", "t-47_1:1", "解决了")));
        assertThat(tap.press()).contains(new Press("t-47_1", "1"));
        assertThat(tap.content()).contains(new Content.Words("解决了"));
        assertThat(tap.touch()).contains(new Touch("", false));
        TextEvent.MessageReceived foreign = message(receive(SENDER.menuTap("oA", "9", "101", "满意")));
        assertThat(foreign.press()).isEmpty();
        assertThat(foreign.touch()).isEmpty();
    }

    @Test
    void tellsTheOtherEventsApart() {
        TextEvent.MessageReceived click = message(receive(SENDER.event("oA", "CLICK", Map.of("EventKey", "STATUS"))));
        assertThat(click.press()).contains(new Press("", "STATUS"));
        assertThat(click.touch()).contains(new Touch("", false));
        TextEvent.ContactChanged gone =
                (TextEvent.ContactChanged) event(receive(SENDER.event("oA", "unsubscribe", Map.of())));
        assertThat(gone.reachable()).isFalse();
        assertThat(events(receive(SENDER.event("oA", "VIEW", Map.of("EventKey", "https://example.org")))))
                .isEmpty();
        assertThat(events(receive(SENDER.event("oA", "LOCATION", Map.of("Latitude", "1")))))
                .isEmpty();
        TextEvent odd = event(receive(SENDER.event("oA", "card_pass_check", Map.of())));
        assertThat(((TextEvent.Unrecognised) odd).kind()).isEqualTo("event:card_pass_check");
    }

    @Test
    void toleratesMissingAndAbsurdFields() {
        TextEvent bare = event(receive(SENDER.sealed("<xml/>")));
        assertThat(bare).isInstanceOf(TextEvent.Unrecognised.class);
        assertThat(bare.dedupKey()).startsWith("sha256:");
        assertThat(bare.occurredAt()).isEqualTo(NOW);
        String odd = "<xml><FromUserName>oA</FromUserName><MsgType>text</MsgType><Content>x</Content>"
                + "<CreateTime>99999999999999</CreateTime></xml>";
        TextEvent late = event(receive(SENDER.sealed(odd)));
        assertThat(late.occurredAt()).isEqualTo(NOW);
        assertThat(late.dedupKey()).startsWith("sha256:");
        assertThat(event(receive(SENDER.event("", "subscribe", Map.of())))).isInstanceOf(TextEvent.Unrecognised.class);
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

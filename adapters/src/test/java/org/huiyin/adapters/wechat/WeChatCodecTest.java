package org.huiyin.adapters.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huiyin.adapters.tencent.Accounts.CLOCK;
import static org.huiyin.adapters.tencent.Accounts.NOW;
import static org.huiyin.adapters.tencent.Understanding.event;
import static org.huiyin.adapters.tencent.Understanding.events;
import static org.huiyin.adapters.tencent.Understanding.message;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Arrays;
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
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.TencentSender;
import org.huiyin.adapters.tencent.TencentSender.Webhook;
import org.huiyin.adapters.tencent.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
}

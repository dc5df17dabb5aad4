package org.huiyin.adapters.wechat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.FetchFailure;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Loopback;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.MemoryTokenStore;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.Outbound.Choice;
import org.huiyin.adapters.channel.Outbound.Media;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.Outbound.Notice;
import org.huiyin.adapters.channel.Outbound.Option;
import org.huiyin.adapters.channel.Outbound.Text;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.channel.SendOutcome.Accepted;
import org.huiyin.adapters.channel.SendOutcome.Rejected;
import org.huiyin.adapters.channel.SendOutcome.RetryLater;
import org.huiyin.adapters.channel.SendOutcome.Unknown;
import org.huiyin.adapters.provider.ProviderStand;
import org.huiyin.adapters.tencent.Accounts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatChannelTest {
    private static final String CUSTOM = "/cgi-bin/message/custom/send";
    private static final String TEMPLATE = "/cgi-bin/message/template/send";
    private static final String TOKEN = "/cgi-bin/stable_token";
    private static final String UPLOAD = "/cgi-bin/media/upload";
    private static final String MEDIA = "/cgi-bin/media/get";
    private static final String OK = "{\"errcode\":0,\"errmsg\":\"ok\"}";
    private static final Text HELLO = new Text("你好");
    private static final MediaRef PHOTO = new MediaRef(MediaKind.IMAGE, "media 1/2");

    private static final ProviderStand STAND = new ProviderStand();
    private static final Vertx VERTX = Loopback.vertx();

    private final WeChatChannel channel = channel(STAND.baseUrl());

    private static WeChatChannel channel(String baseUrl) {
        return new WeChatChannel(
                Accounts.wechat(baseUrl),
                VERTX,
                new MemoryTokenStore(Accounts.CLOCK),
                Accounts.CLOCK,
                ProviderStand.SHORT);
    }

    @BeforeEach
    void wellBehaved() {
        STAND.reset();
        STAND.answerJson(TOKEN, "{\"access_token\":\"t-1\",\"expires_in\":7200}");
        STAND.answerJson(CUSTOM, OK);
    }

    @AfterAll
    static void stop() throws Exception {
        STAND.stop();
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    private SendOutcome send(Outbound part) throws Exception {
        return channel.send("oA", part).await(10, TimeUnit.SECONDS);
    }

    @Test
    void sendsTextAsRawUtf8WithOneTokenForAll() throws Exception {
        assertThat(send(HELLO)).isEqualTo(new Accepted(""));
        assertThat(send(HELLO)).isEqualTo(new Accepted(""));
        String body = STAND.last(CUSTOM).getBodyAsString();
        assertThat(body).isEqualTo("{\"touser\":\"oA\",\"msgtype\":\"text\",\"text\":{\"content\":\"你好\"}}");
        assertThat(STAND.last(CUSTOM).queryParameter("access_token").firstValue())
                .isEqualTo("t-1");
        assertThat(STAND.requests(TOKEN)).hasSize(1);
        JsonNode asked = STAND.lastJson(TOKEN);
        assertThat(asked.path("grant_type").asText()).isEqualTo("client_credential");
        assertThat(asked.path("appid").asText()).isEqualTo("wxb11529c136998cb6");
        assertThat(asked.path("secret").asText()).isEqualTo(Accounts.APP_SECRET);
        assertThat(asked.path("force_refresh").asBoolean(true)).isFalse();
    }

    @Test
    void sendsAChoiceAsAMenuWhoseIdsNameTheQuestion() throws Exception {
        Choice choice =
                new Choice("t-47_1", "【#4721530】", "解决了吗？", List.of(new Option("1", "解决了"), new Option("2", "没有")));
        assertThat(send(choice)).isEqualTo(new Accepted(""));
        JsonNode menu = STAND.lastJson(CUSTOM).path("msgmenu");
        assertThat(menu.path("head_content").asText()).isEqualTo("【#4721530】\n解决了吗？");
        assertThat(menu.path("list").get(0).path("id").asText()).isEqualTo("t-47_1:1");
        assertThat(menu.path("list").get(1).path("content").asText()).isEqualTo("没有");
    }

    @Test
    void uploadsAMediumAndThenSendsIt() throws Exception {
        STAND.answerJson(UPLOAD, "{\"type\":\"voice\",\"media_id\":\"up-1\",\"created_at\":1}");
        byte[] sound = new byte[5000];
        new Random(3).nextBytes(sound);
        Media voice = new Media(MediaKind.VOICE, "audio/amr", "王秀英.amr", Buffer.buffer(sound));
        assertThat(send(voice)).isEqualTo(new Accepted(""));
        assertThat(STAND.lastJson(CUSTOM).path("voice").path("media_id").asText())
                .isEqualTo("up-1");
        var upload = STAND.last(UPLOAD);
        assertThat(upload.queryParameter("type").firstValue()).isEqualTo("voice");
        assertThat(upload.getHeader("content-length")).isNotNull();
        assertThat(upload.getParts()).hasSize(1);
        var part = upload.getParts().iterator().next();
        assertThat(part.getBody().asBytes()).isEqualTo(sound);
        assertThat(part.getHeader("content-disposition").firstValue())
                .contains("name=\"media\"", "filename=\"voice.amr\"");
        assertThat(upload.getBodyAsString()).doesNotContain("王");
    }

    @Test
    void anUploadLeftUnansweredIsRepeatable() throws Exception {
        STAND.answer(UPLOAD, aResponse().withFixedDelay(3000));
        Media image = new Media(MediaKind.IMAGE, "image/png", "a.png", Buffer.buffer("x"));
        assertThat(send(image))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.kind()).isEqualTo(FailureKind.PROVIDER_DOWN));
        assertThat(STAND.requests(CUSTOM)).isEmpty();
    }

    @Test
    void fillsATemplate() throws Exception {
        STAND.answerJson(TEMPLATE, "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":200163836}");
        Notice notice =
                new Notice("answer", Map.of("code", "#4721530", "words", "字".repeat(25), "more", "x"), "in full");
        assertThat(send(notice)).isEqualTo(new Accepted("200163836"));
        JsonNode body = STAND.lastJson(TEMPLATE);
        assertThat(body.path("template_id").asText()).isEqualTo("TPL-1");
        assertThat(body.path("data").path("character_string1").path("value").asText())
                .isEqualTo("#4721530");
        assertThat(body.path("data").path("thing2").path("value").asText()).isEqualTo("字".repeat(19) + "…");
        String id = body.path("client_msg_id").asText();
        assertThat(id).matches("[0-9a-f]{32}");
        send(notice);
        assertThat(STAND.lastJson(TEMPLATE).path("client_msg_id").asText()).isEqualTo(id);
        send(new Notice("answer", Map.of("code", "#1", "words", "x"), "in full"));
        assertThat(STAND.lastJson(TEMPLATE).path("client_msg_id").asText()).isNotEqualTo(id);
    }

    @Test
    void rejectsANoticeItHasNoTemplateFor() throws Exception {
        for (Notice notice : List.of(
                new Notice("reminder", Map.of(), "in full"), new Notice("answer", Map.of("code", "1"), "in full"))) {
            assertThat(send(notice))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.kind()).isEqualTo(FailureKind.CONFIG));
        }
        assertThat(STAND.requests()).isEmpty();
    }

    @Test
    void rejectsWhatIsTooLongWithoutAsking() throws Exception {
        assertThat(send(new Text("字".repeat(683))))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.kind()).isEqualTo(FailureKind.INVALID_MESSAGE));
        assertThat(STAND.requests()).isEmpty();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "-1,PROVIDER_DOWN",
        "61450,PROVIDER_DOWN",
        "45009,THROTTLED",
        "45011,THROTTLED",
        "45015,WINDOW_CLOSED",
        "45047,WINDOW_CLOSED",
        "40003,UNKNOWN_RECIPIENT",
        "43004,RECIPIENT_BLOCKED",
        "50005,RECIPIENT_BLOCKED",
        "48002,RECIPIENT_BLOCKED",
        "43101,RECIPIENT_BLOCKED",
        "48001,CONFIG",
        "48004,CONFIG",
        "50002,CONFIG",
        "40164,CONFIG",
        "40037,CONFIG",
        "45002,INVALID_MESSAGE",
        "47003,INVALID_MESSAGE",
        "40013,CREDENTIALS",
        "987654,CONFIG"
    })
    void knowsTheErrorNumbers(int errcode, FailureKind kind) throws Exception {
        STAND.answerJson(CUSTOM, "{\"errcode\":" + errcode + ",\"errmsg\":\"to oA: 你好\"}");
        SendOutcome outcome = send(HELLO);
        FailureKind seen = outcome.fold(a -> null, RetryLater::kind, Rejected::kind, u -> null);
        assertThat(seen).isEqualTo(kind);
        assertThat(outcome instanceof RetryLater).isEqualTo(kind.retryable());
        assertThat(outcome.toString()).contains(Integer.toString(errcode)).doesNotContain("你好", "oA");
        assertThat(STAND.requests(CUSTOM)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {40001, 40014, 42001, 41001})
    void renewsAStaleTokenOnceAndRepeatsOnce(int errcode) throws Exception {
        send(HELLO);
        STAND.answerJson(TOKEN, "{\"access_token\":\"t-2\",\"expires_in\":7200}");
        STAND.answerJson(CUSTOM, "{\"errcode\":" + errcode + "}");
        STAND.answerWithToken(CUSTOM, "t-2", OK);
        assertThat(send(HELLO)).isEqualTo(new Accepted(""));
        assertThat(STAND.requests(CUSTOM)).hasSize(3);
        assertThat(STAND.requests(TOKEN)).hasSize(2);
    }

    @Test
    void givesUpWhenTheRenewedTokenIsRefusedToo() throws Exception {
        STAND.answerJson(CUSTOM, "{\"errcode\":40001}");
        assertThat(send(HELLO))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.kind()).isEqualTo(FailureKind.CREDENTIALS));
        assertThat(STAND.requests(CUSTOM)).hasSize(2);
        assertThat(STAND.requests(TOKEN)).hasSize(2);
    }

    @ParameterizedTest(name = "token answer {0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errcode\":40125} | CREDENTIALS",
                "{\"errcode\":40164} | CONFIG",
                "{\"errcode\":45009} | THROTTLED",
                "{\"errcode\":-1} | PROVIDER_DOWN",
                "{} | PROVIDER_DOWN",
                "<html/> | UNPARSEABLE"
            })
    void withoutATokenNothingIsSent(String answer, FailureKind kind) throws Exception {
        STAND.answerJson(TOKEN, answer);
        FailureKind seen = send(HELLO).fold(a -> null, RetryLater::kind, Rejected::kind, u -> null);
        assertThat(seen).isEqualTo(kind);
        assertThat(STAND.requests(CUSTOM)).isEmpty();
    }

    @Test
    void silenceAboutATokenIsNotUnknown() throws Exception {
        STAND.answer(TOKEN, aResponse().withFixedDelay(3000));
        assertThat(send(HELLO))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.kind()).isEqualTo(FailureKind.PROVIDER_DOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK"})
    void aConnectionThatBreaksAfterTheRequestLeftIsUnknown(Fault fault) throws Exception {
        STAND.answer(CUSTOM, aResponse().withFault(fault));
        assertThat(send(HELLO)).isInstanceOf(Unknown.class);
        assertThat(STAND.requests(CUSTOM)).hasSize(1);
    }

    @Test
    void heedsRetryAfterAndFollowsNoRedirect() throws Exception {
        STAND.answer(CUSTOM, aResponse().withStatus(429).withHeader("retry-after", "7"));
        assertThat(send(HELLO))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.after())
                                .hasValueSatisfying(after -> assertThat(after).hasSeconds(7)));
        STAND.answer(CUSTOM, aResponse().withStatus(302).withHeader("location", STAND.baseUrl() + "/elsewhere"));
        assertThat(send(HELLO))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.kind()).isEqualTo(FailureKind.CONFIG));
        assertThat(STAND.requests("/elsewhere")).isEmpty();
    }

    @Test
    void theRealProviderIsBeyondTheReachOfTests() throws Exception {
        SendOutcome outcome = channel("").send("oA", HELLO).await(20, TimeUnit.SECONDS);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.kind()).isEqualTo(FailureKind.CONNECTION));
    }

    @Test
    void fetchesAnAttachment() throws Exception {
        byte[] photo = new byte[300_000];
        Arrays.fill(photo, (byte) '{');
        STAND.answer(MEDIA, aResponse().withHeader("content-type", "image/jpeg").withBody(photo));
        Buffer fetched = channel.fetch(PHOTO).await(5, TimeUnit.SECONDS);
        assertThat(fetched.getBytes()).isEqualTo(photo);
        assertThat(STAND.last(MEDIA).queryParameter("media_id").firstValue()).isEqualTo("media 1/2");
    }

    @Test
    void fetchRenewsAStaleTokenToo() throws Exception {
        STAND.answerJson(MEDIA, "{\"errcode\":40001}");
        STAND.answerJson(TOKEN, "{\"access_token\":\"t-2\",\"expires_in\":7200}");
        assertThatThrownBy(() -> channel.fetch(PHOTO).await(5, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        FetchFailure.class,
                        failure -> assertThat(failure.gone()).isFalse());
        assertThat(STAND.requests(MEDIA)).hasSize(2);
    }

    @ParameterizedTest(name = "{0} {1}: gone {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"errcode\":40007} | true",
                "text/plain | {\"errcode\":40007} | true",
                "application/json | {\"errcode\":-1} | false",
                "application/json | {\"errcode\":48001} | false",
                "application/json | {\"video_url\":\"http://x\"} | true",
                "text/html | <html/> | false"
            })
    void tellsWhatIsGoneFromWhatMayComeBack(String type, String body, boolean gone) {
        STAND.answer(MEDIA, aResponse().withHeader("content-type", type).withBody(body));
        assertThatThrownBy(() -> channel.fetch(PHOTO).await(5, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        FetchFailure.class,
                        failure -> assertThat(failure.gone()).isEqualTo(gone));
    }

    @Test
    void stopsReadingAnAttachmentAtTenMegabytes() {
        byte[] most = new byte[10 * 1024 * 1024 + 1];
        STAND.answer(MEDIA, aResponse().withHeader("content-type", "image/jpeg").withBody(most));
        assertThatThrownBy(() -> channel.fetch(PHOTO).await(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        FetchFailure.class,
                        failure -> assertThat(failure.gone()).isTrue());
    }

    @Test
    void makesAPermanentScene() throws Exception {
        String path = "/cgi-bin/qrcode/create";
        STAND.answerJson(path, "{\"ticket\":\"g\",\"url\":\"http://weixin.qq.com/q/1\"}");
        assertThat(channel.createScene("HH-0007.0a1b2c3d").await(5, TimeUnit.SECONDS))
                .isEqualTo(new SceneCode.Made("http://weixin.qq.com/q/1"));
        assertThat(STAND.last(path).getBodyAsString())
                .isEqualTo("{\"action_name\":\"QR_LIMIT_STR_SCENE\","
                        + "\"action_info\":{\"scene\":{\"scene_str\":\"HH-0007.0a1b2c3d\"}}}");
        STAND.answerJson(path, "{\"errcode\":45029}");
        assertThat(channel.createScene("x").await(5, TimeUnit.SECONDS)).isInstanceOf(SceneCode.NotMade.class);
        assertThat(channel.createScene("x".repeat(65)).await(5, TimeUnit.SECONDS))
                .isInstanceOf(SceneCode.NotMade.class);
    }

    @Test
    void knowsItsBudget() {
        Limits limits = channel.limits();
        assertThat(limits.passiveReply()).isTrue();
        assertThat(limits.carries(Limits.Form.NOTICE)).isTrue();
        assertThat(limits.window()).isNotNull().satisfies(window -> {
            assertThat(window.afterMessage()).isEqualTo(5);
            assertThat(window.messageFor()).hasHours(48);
            assertThat(window.afterTouch()).isEqualTo(3);
            assertThat(window.touchFor()).hasMinutes(1);
        });
        assertThat("字".repeat(682).getBytes(StandardCharsets.UTF_8).length).isLessThan(limits.maxTextBytes());
    }
}

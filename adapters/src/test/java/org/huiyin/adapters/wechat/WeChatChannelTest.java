package org.huiyin.adapters.wechat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.huiyin.adapters.channel.FailureKind;
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
import org.huiyin.adapters.provider.ProviderStand;
import org.huiyin.adapters.provider.Timeouts;
import org.huiyin.adapters.tencent.Accounts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

    private final WeChatChannel channel = channel(STAND.baseUrl(), ProviderStand.PATIENT);

    private static WeChatChannel channel(String baseUrl, Timeouts timeouts) {
        return new WeChatChannel(
                Accounts.wechat(baseUrl), VERTX, new MemoryTokenStore(Accounts.CLOCK), Accounts.CLOCK, timeouts);
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
        return channel.send("oA", part).await(30, TimeUnit.SECONDS);
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
        SendOutcome outcome =
                channel(STAND.baseUrl(), ProviderStand.SHORT).send("oA", image).await(30, TimeUnit.SECONDS);
        assertThat(outcome)
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

package org.huiyin.adapters.wecom;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.huiyin.adapters.tencent.Accounts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeComChannelTest {
    private static final String SEND = "/cgi-bin/message/send";
    private static final String TOKEN = "/cgi-bin/gettoken";
    private static final String UPLOAD = "/cgi-bin/media/upload";
    private static final Text HELLO = new Text("你好");

    private static final ProviderStand STAND = new ProviderStand();
    private static final Vertx VERTX = Loopback.vertx();

    private final WeComChannel channel = new WeComChannel(
            Accounts.wecom(STAND.baseUrl()),
            VERTX,
            new MemoryTokenStore(Accounts.CLOCK),
            Accounts.CLOCK,
            ProviderStand.PATIENT);

    @BeforeEach
    void wellBehaved() {
        STAND.reset();
        STAND.answerJson(TOKEN, "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"t-1\",\"expires_in\":7200}");
        STAND.answerJson(SEND, "{\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":\"\",\"msgid\":\"m-9\"}");
    }

    @AfterAll
    static void stop() throws Exception {
        STAND.stop();
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    private SendOutcome send(String address, Outbound part) throws Exception {
        return channel.send(address, part).await(30, TimeUnit.SECONDS);
    }

    private static FailureKind kind(SendOutcome outcome) {
        FailureKind kind = outcome.fold(a -> null, RetryLater::kind, Rejected::kind, u -> null);
        if (kind == null) {
            throw new AssertionError(outcome);
        }
        return kind;
    }

    @Test
    void sendsTextThatMayBeRepeated() throws Exception {
        assertThat(send("LiSi", HELLO)).isEqualTo(new Accepted("m-9"));
        assertThat(STAND.last(SEND).getBodyAsString())
                .isEqualTo("{\"touser\":\"LiSi\",\"agentid\":218,\"msgtype\":\"text\",\"text\":{\"content\":\"你好\"},"
                        + "\"enable_duplicate_check\":1,\"duplicate_check_interval\":120}");
        assertThat(channel.limits().repeatSafe()).isTrue();
        assertThat(STAND.last(TOKEN).queryParameter("corpsecret").firstValue()).isEqualTo(Accounts.CORP_SECRET);
    }

    @Test
    void sendsAChoiceAsACard() throws Exception {
        Choice choice = new Choice(
                "t-47_1", "【#4721530】", "路灯不亮", List.of(new Option("reply", "回复"), new Option("done", "办结")));
        assertThat(send("LiSi", choice)).isEqualTo(new Accepted("m-9"));
        JsonNode card = STAND.lastJson(SEND).path("template_card");
        assertThat(card.path("card_type").asText()).isEqualTo("button_interaction");
        assertThat(card.path("task_id").asText()).isEqualTo("t-47_1");
        assertThat(card.path("main_title").path("title").asText()).isEqualTo("【#4721530】");
        assertThat(card.path("sub_title_text").asText()).isEqualTo("路灯不亮");
        assertThat(card.path("button_list").get(1).path("key").asText()).isEqualTo("done");
        assertThat(card.path("button_list").get(1).path("text").asText()).isEqualTo("办结");
    }

    @Test
    void saysANoticeInFull() throws Exception {
        send("LiSi", new Notice("reminder", Map.of("code", "1"), "今天到期"));
        assertThat(STAND.lastJson(SEND).path("text").path("content").asText()).isEqualTo("今天到期");
    }

    @Test
    void uploadsAPictureAndRefusesSoundItCannotPlay() throws Exception {
        STAND.answerJson(UPLOAD, "{\"errcode\":0,\"type\":\"image\",\"media_id\":\"up-1\"}");
        assertThat(send("LiSi", new Media(MediaKind.IMAGE, "image/jpeg", "a.jpg", Buffer.buffer("x"))))
                .isEqualTo(new Accepted("m-9"));
        assertThat(STAND.lastJson(SEND).path("image").path("media_id").asText()).isEqualTo("up-1");
        SendOutcome sound = send("LiSi", new Media(MediaKind.VOICE, "audio/mpeg", "a.mp3", Buffer.buffer("x")));
        assertThat(kind(sound)).isEqualTo(FailureKind.INVALID_MESSAGE);
        assertThat(STAND.requests(UPLOAD)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@all", "a|b", "", " ", "a b", "LiSi|@all", "_x"})
    void writesToNobodyButOneMember(String address) throws Exception {
        assertThat(kind(send(address, HELLO))).isEqualTo(FailureKind.UNKNOWN_RECIPIENT);
        assertThat(STAND.requests()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "invaliduser,lisi,true",
        "unlicenseduser,lisi,true",
        "invaliduser,LISI,true",
        "invaliduser,wangwu|lisi,true",
        "invaliduser,lisi2,false",
        "invaliduser,'',false"
    })
    void aZeroIsNotYetAYes(String list, String users, boolean rejected) throws Exception {
        STAND.answerJson(SEND, "{\"errcode\":0,\"" + list + "\":\"" + users + "\",\"msgid\":\"m\"}");
        SendOutcome outcome = send("LiSi", HELLO);
        assertThat(outcome instanceof Rejected).isEqualTo(rejected);
        assertThat(outcome.toString().toLowerCase(Locale.ROOT)).doesNotContain("lisi");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "-1,PROVIDER_DOWN",
        "6000,PROVIDER_DOWN",
        "40001,CREDENTIALS",
        "45009,THROTTLED",
        "45033,THROTTLED",
        "60020,CREDENTIALS",
        "301002,CREDENTIALS",
        "48002,CREDENTIALS",
        "40056,CREDENTIALS",
        "81013,UNKNOWN_RECIPIENT",
        "82001,UNKNOWN_RECIPIENT",
        "60111,UNKNOWN_RECIPIENT",
        "40003,UNKNOWN_RECIPIENT",
        "45002,INVALID_MESSAGE",
        "40033,INVALID_MESSAGE",
        "987654,CONFIG"
    })
    void knowsTheErrorNumbers(int errcode, FailureKind expected) throws Exception {
        STAND.answerJson(SEND, "{\"errcode\":" + errcode + ",\"errmsg\":\"LiSi 你好\"}");
        SendOutcome outcome = send("LiSi", HELLO);
        assertThat(kind(outcome)).isEqualTo(expected);
        assertThat(outcome.toString()).doesNotContain("LiSi", "你好");
        assertThat(STAND.requests(SEND)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {40014, 42001, 41001})
    void renewsAStaleTokenOnceAndRepeatsOnce(int errcode) throws Exception {
        send("LiSi", HELLO);
        STAND.answerJson(TOKEN, "{\"errcode\":0,\"access_token\":\"t-2\",\"expires_in\":7200}");
        STAND.answerJson(SEND, "{\"errcode\":" + errcode + "}");
        STAND.answerWithToken(SEND, "t-2", "{\"errcode\":0,\"msgid\":\"m-2\"}");
        assertThat(send("LiSi", HELLO)).isEqualTo(new Accepted("m-2"));
        assertThat(STAND.requests(SEND)).hasSize(3);
    }

    @Test
    void fetchesAnAttachment() throws Exception {
        STAND.answer(
                "/cgi-bin/media/get",
                aResponse().withHeader("content-type", "audio/amr").withBody("#!AMR"));
        assertThat(channel.fetch(new MediaRef(MediaKind.VOICE, "v")).await(5, TimeUnit.SECONDS))
                .hasToString("#!AMR");
    }

    @Test
    void rejectsWhatWeComWouldCut() throws Exception {
        assertThat(kind(send("LiSi", new Text("字".repeat(683))))).isEqualTo(FailureKind.INVALID_MESSAGE);
        assertThat(STAND.requests()).isEmpty();
    }

    @Test
    void knowsItsLimits() {
        Limits limits = channel.limits();
        assertThat(limits.perRecipientPerMinute()).isEqualTo(20);
        assertThat(limits.window()).isNull();
        assertThat(limits.passiveReply()).isFalse();
    }
}

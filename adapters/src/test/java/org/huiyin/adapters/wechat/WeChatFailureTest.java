package org.huiyin.adapters.wechat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.FetchFailure;
import org.huiyin.adapters.channel.Loopback;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.MemoryTokenStore;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.Outbound.Text;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.channel.SendOutcome.Accepted;
import org.huiyin.adapters.channel.SendOutcome.Rejected;
import org.huiyin.adapters.channel.SendOutcome.RetryLater;
import org.huiyin.adapters.channel.SendOutcome.Unknown;
import org.huiyin.adapters.provider.ProviderStand;
import org.huiyin.adapters.provider.Timeouts;
import org.huiyin.adapters.tencent.Accounts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatFailureTest {
    private static final String CUSTOM = "/cgi-bin/message/custom/send";
    private static final String TOKEN = "/cgi-bin/stable_token";
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
        "48001,CREDENTIALS",
        "48004,CREDENTIALS",
        "50002,CREDENTIALS",
        "40164,CREDENTIALS",
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
                "{\"errcode\":40164} | CREDENTIALS",
                "{\"errcode\":987654} | CREDENTIALS",
                "{\"errcode\":45009} | THROTTLED",
                "{\"errcode\":-1} | PROVIDER_DOWN",
                "{} | PROVIDER_DOWN",
                "oops | PROVIDER_DOWN",
                "<html/> | CONNECTION"
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
        SendOutcome outcome =
                channel(STAND.baseUrl(), ProviderStand.SHORT).send("oA", HELLO).await(30, TimeUnit.SECONDS);
        assertThat(outcome)
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
                        RetryLater.class, later -> assertThat(later.kind()).isEqualTo(FailureKind.CONNECTION));
        assertThat(STAND.requests("/elsewhere")).isEmpty();
    }

    @ParameterizedTest(name = "status {0} is {1}")
    @CsvSource({
        "204,CONNECTION",
        "301,CONNECTION",
        "400,CONNECTION",
        "403,CONNECTION",
        "404,CONNECTION",
        "407,CONNECTION",
        "413,INVALID_MESSAGE",
        "500,PROVIDER_DOWN",
        "502,PROVIDER_DOWN"
    })
    void whatIsBetweenUsAndTheProviderIsNoFaultOfTheMessage(int status, FailureKind kind) throws Exception {
        STAND.answer(CUSTOM, aResponse().withStatus(status));
        assertThat(send(HELLO).fold(a -> null, RetryLater::kind, Rejected::kind, u -> null))
                .isEqualTo(kind);
    }

    @ParameterizedTest(name = "{0} as {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<html/> | text/html | CONNECTION",
                "<html/> | application/json | CONNECTION",
                "please log in | text/html; charset=gbk | CONNECTION",
                "'' | application/json |",
                "{\"errcode\":0 | application/json |",
                "{\"errcode\":\"0\"} | application/json |",
                "{} | application/json |"
            })
    void anUnreadableYesIsUnknownUnlessItIsAPage(String body, String type, @Nullable FailureKind kind)
            throws Exception {
        STAND.answer(CUSTOM, aResponse().withHeader("content-type", type).withBody(body));
        SendOutcome outcome = send(HELLO);
        assertThat(outcome.fold(a -> null, RetryLater::kind, Rejected::kind, u -> null))
                .isEqualTo(kind);
        assertThat(outcome instanceof Unknown).isEqualTo(kind == null);
    }

    @Test
    void anAccountWithoutTemplatesStillSendsWords() throws Exception {
        STAND.answerJson("/cgi-bin/message/template/send", "{\"errcode\":48001}");
        SendOutcome outcome = send(new Outbound.Notice("answer", Map.of("code", "#1", "words", "x"), "in full"));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.kind()).isEqualTo(FailureKind.CONFIG));
        assertThat(send(HELLO)).isEqualTo(new Accepted(""));
    }

    @Test
    void theRealProviderIsBeyondTheReachOfTests() throws Exception {
        SendOutcome outcome =
                channel("", ProviderStand.PATIENT).send("oA", HELLO).await(20, TimeUnit.SECONDS);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.kind()).isEqualTo(FailureKind.CONNECTION));
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
        assertThatThrownBy(() -> channel.fetch(PHOTO).await(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        FetchFailure.class,
                        failure -> assertThat(failure.gone()).isTrue());
    }
}

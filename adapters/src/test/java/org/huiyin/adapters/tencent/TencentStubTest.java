package org.huiyin.adapters.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.provider.ProviderStand;
import org.huiyin.adapters.tencent.TencentStub.Api;
import org.huiyin.adapters.wechat.SceneCode;
import org.huiyin.adapters.wechat.WeChatChannel;
import org.huiyin.adapters.wecom.WeComChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both channels against the one stub that bot's tests use, so that the stub is known to be like what the channels expect. */
class TencentStubTest {
    private final Vertx vertx = Loopback.vertx();
    private final MemoryTokenStore tokens = new MemoryTokenStore(Accounts.CLOCK);
    private TencentStub stub;
    private WeChatChannel wechat;
    private WeComChannel wecom;

    @BeforeEach
    void start() throws Exception {
        stub = TencentStub.start(vertx, Accounts.CLOCK);
        wechat = new WeChatChannel(
                Accounts.wechat(stub.baseUrl()), vertx, tokens, Accounts.CLOCK, ProviderStand.PATIENT);
        wecom = new WeComChannel(Accounts.wecom(stub.baseUrl()), vertx, tokens, Accounts.CLOCK, ProviderStand.PATIENT);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private static SendOutcome send(TextChannel channel, String to, Outbound part) throws Exception {
        return channel.send(to, part).await(30, TimeUnit.SECONDS);
    }

    @Test
    void recordsEveryForm() throws Exception {
        Choice choice = new Choice("t-1", "问", "好了吗", List.of(new Option("1", "好了"), new Option("2", "没有")));
        Media image = new Media(MediaKind.IMAGE, "image/jpeg", "a", Buffer.buffer("jpeg"));
        Notice notice = new Notice("answer", Map.of("code", "#1", "words", "办好了"), "in full");
        for (Outbound part : List.of(new Text("你好"), choice, image, notice)) {
            assertThat(send(wechat, "oA", part)).isInstanceOf(Accepted.class);
            assertThat(send(wecom, "lisi", part)).isInstanceOf(Accepted.class);
        }
        assertThat(stub.sentTo("oA"))
                .extracting(StubSent::type)
                .containsExactly("text", "msgmenu", "image", "template");
        assertThat(stub.sentTo("lisi"))
                .extracting(StubSent::type)
                .containsExactly("text", "template_card", "image", "text");
        assertThat(stub.sentTo("oA").get(1).buttons()).containsExactly("t-1:1", "t-1:2");
        assertThat(stub.sentTo("lisi").get(1).buttons()).containsExactly("1", "2");
        assertThat(stub.sentTo("lisi").get(1).text()).isEqualTo("问\n好了吗");
        assertThat(stub.sentTo("oA").get(3).text()).isEqualTo("#1\n办好了");
        assertThat(stub.await(part -> part.text().equals("你好"), Duration.ofSeconds(1))
                        .to())
                .isEqualTo("oA");
    }

    @Test
    void failsAsScripted() throws Exception {
        stub.failNext(
                Api.SEND, StubFault.status(503), StubFault.errcode(45015), StubFault.garbage(), StubFault.hangUp());
        assertThat(send(wechat, "oA", new Text("1"))).isInstanceOf(RetryLater.class);
        assertThat(send(wechat, "oA", new Text("2"))).isInstanceOf(Rejected.class);
        assertThat(send(wechat, "oA", new Text("3"))).isInstanceOf(RetryLater.class);
        assertThat(send(wechat, "oA", new Text("4"))).isInstanceOf(Unknown.class);
        assertThat(send(wechat, "oA", new Text("5"))).isInstanceOf(Accepted.class);
        assertThat(stub.sent()).extracting(StubSent::text).containsExactly("5");
        stub.failAlways(Api.TOKEN, StubFault.status(500));
        stub.expireTokens();
        assertThat(send(wechat, "oA", new Text("6"))).isInstanceOf(RetryLater.class);
        stub.behave();
        assertThat(send(wechat, "oA", new Text("7"))).isInstanceOf(Accepted.class);
    }

    @Test
    void survivesTheLossOfAToken() throws Exception {
        send(wecom, "lisi", new Text("1"));
        stub.expireTokens();
        assertThat(send(wecom, "lisi", new Text("2"))).isInstanceOf(Accepted.class);
        assertThat(stub.calls(Api.TOKEN)).isEqualTo(2);
        assertThat(stub.sent()).hasSize(2);
    }

    @Test
    void aRepeatAfterSilenceReachesTheMemberOnce() throws Exception {
        send(wecom, "lisi", new Text("so that a token is at hand"));
        WeComChannel hasty =
                new WeComChannel(Accounts.wecom(stub.baseUrl()), vertx, tokens, Accounts.CLOCK, ProviderStand.SHORT);
        stub.failNext(Api.SEND, StubFault.silenceAfterTaking());
        assertThat(send(hasty, "lisi", new Text("once"))).isInstanceOf(Unknown.class);
        assertThat(send(wecom, "lisi", new Text("once"))).isInstanceOf(Accepted.class);
        assertThat(stub.sentTo("lisi")).hasSize(2);
        assertThat(stub.duplicates()).isEqualTo(1);
    }

    @Test
    void disownsAMember() throws Exception {
        stub.disown("LiSi");
        assertThat(send(wecom, "LiSi", new Text("1"))).isInstanceOf(Rejected.class);
        assertThat(stub.sent()).isEmpty();
    }

    @Test
    void keepsMediaAndMakesScenes() throws Exception {
        stub.attach("m-1", "image/jpeg", Buffer.buffer("jpeg"));
        assertThat(wechat.fetch(new MediaRef(MediaKind.IMAGE, "m-1")).await(5, TimeUnit.SECONDS))
                .hasToString("jpeg");
        assertThat(wecom.fetch(new MediaRef(MediaKind.IMAGE, "nowhere"))
                        .map("fetched")
                        .otherwise("gone")
                        .await(5, TimeUnit.SECONDS))
                .isEqualTo("gone");
        assertThat(wechat.createScene("C-17").await(5, TimeUnit.SECONDS))
                .isEqualTo(new SceneCode.Made("http://weixin.qq.com/q/C-17"));
    }
}

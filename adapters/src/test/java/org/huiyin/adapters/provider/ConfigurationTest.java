package org.huiyin.adapters.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.simulator.SimulatorConfig;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.wechat.WeChatConfig;
import org.huiyin.adapters.wecom.WeComConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final Secret KEY = Secret.of("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");

    @Test
    void namesEveryKeyThatIsWrongAndNoValue() {
        Secret empty = Secret.of("");
        assertThatThrownBy(() -> new WeChatConfig(
                        "wechat",
                        "http://api.weixin.qq.com",
                        "",
                        empty,
                        Secret.of("to ken!"),
                        Secret.of("short-secret"),
                        Map.of("answer", new WeChatConfig.Template(" ", Map.of())),
                        new ProxyConfig("", 0, "user", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "channels.wechat.base-url",
                        "channels.wechat.app-id",
                        "channels.wechat.app-secret is missing",
                        "channels.wechat.token must be",
                        "channels.wechat.encoding-aes-key must be",
                        "channels.wechat.templates.answer.template-id",
                        "channels.wechat.proxy.host",
                        "channels.wechat.proxy.port",
                        "channels.wechat.proxy.user")
                .hasMessageNotContainingAny("to ken!", "short-secret");
    }

    @Test
    void weComDoesNotStartWithoutItsSecrets() {
        Secret empty = Secret.of(" ");
        assertThatThrownBy(() -> new WeComConfig("wecom", "", "", 0, empty, empty, empty, null))
                .hasMessageContainingAll(
                        "channels.wecom.corp-id",
                        "channels.wecom.agent-id",
                        "channels.wecom.secret is missing",
                        "channels.wecom.token is missing",
                        "channels.wecom.encoding-aes-key is missing");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "https://api.weixin.qq.com,true",
        "https://proxy.example.org/tencent/,true",
        "http://127.0.0.1:8080,true",
        "http://localhost:1,true",
        "http://[::1]:1,true",
        "http://127.0.0.1.example.org,false",
        "http://10.0.0.1,false",
        "https://user:pw@example.org,false",
        "https://example.org/?a=b,false",
        "ftp://127.0.0.1,false",
        "api.weixin.qq.com,false",
        "https://,false",
        "::,false"
    })
    void carriesSecretsOverTlsOnly(String baseUrl, boolean taken) {
        if (taken) {
            assertThatCode(() -> Accounts.wecom(baseUrl)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> Accounts.wecom(baseUrl)).hasMessageContaining("channels.wecom.base-url");
        }
    }

    @Test
    void printsNoSecret() {
        ProxyConfig proxy = new ProxyConfig("127.0.0.1", 3128, "user", Secret.of("proxy-secret"));
        WeComConfig config = new WeComConfig("wecom", "", "ww1", 1, Secret.of("s3"), Secret.of("t0k"), KEY, proxy);
        assertThat(config.toString()).doesNotContain("s3", "t0k", KEY.reveal(), "proxy-secret");
        assertThat(config.baseUrl()).isEqualTo("https://qyapi.weixin.qq.com");
    }

    @ParameterizedTest
    @CsvSource({"sim,true", "sim-2_b,true", "Sim,false", "'',false", "a/b,false", "-a,false"})
    void idsAreFitForAPath(String id, boolean taken) {
        if (taken) {
            assertThat(new SimulatorConfig(id, Limits.Kind.SMS).id()).isEqualTo(id);
        } else {
            assertThatThrownBy(() -> new SimulatorConfig(id, Limits.Kind.SMS)).hasMessageContaining(".id must be");
        }
    }
}

package org.huiyin.adapters.tencent;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.wechat.WeChatConfig;
import org.huiyin.adapters.wecom.WeComConfig;

/** Accounts and a moment for tests: the keys are those of the vectors. */
public final class Accounts {
    public static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    public static final String APP_SECRET = "app-secret-0f3a9c51";
    public static final String CORP_SECRET = "corp-secret-7be2d604";

    private Accounts() {}

    public static WeChatConfig wechat(String baseUrl) {
        return new WeChatConfig(
                "wechat",
                baseUrl,
                "wxb11529c136998cb6",
                Secret.of(APP_SECRET),
                Secret.of("mpToken2024"),
                Secret.of("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"),
                Map.of(
                        "answer",
                        new WeChatConfig.Template("TPL-1", Map.of("code", "character_string1", "words", "thing2"))),
                null);
    }

    public static WeComConfig wecom(String baseUrl) {
        return wecom(baseUrl, "wx5823bf96d3bd56c7", 218);
    }

    public static WeComConfig wecom(String baseUrl, String corpId, int agentId) {
        return new WeComConfig(
                "wecom",
                baseUrl,
                corpId,
                agentId,
                Secret.of(CORP_SECRET),
                Secret.of("QDG6eK"),
                Secret.of("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"),
                null);
    }
}

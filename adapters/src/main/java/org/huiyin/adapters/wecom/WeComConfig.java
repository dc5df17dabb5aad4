package org.huiyin.adapters.wecom;

import java.util.regex.Pattern;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.provider.ConfigCheck;
import org.huiyin.adapters.provider.ProxyConfig;
import org.jspecify.annotations.Nullable;

/**
 * One self-built app of a WeCom corporation. Refuses to exist when anything is missing, naming the key as the administrator wrote it.
 *
 * @param baseUrl where the API is; blank or null for the vendor's own
 * @param agentId the app's AgentId
 * @param secret the app's own Secret, not the corporation's contact secret
 * @param token the app's 接收消息 Token, which signs what comes in
 * @param encodingAesKey the app's 接收消息 EncodingAESKey
 */
public record WeComConfig(
        String id,
        String baseUrl,
        String corpId,
        int agentId,
        Secret secret,
        Secret token,
        Secret encodingAesKey,
        @Nullable ProxyConfig proxy) {

    public static final String DEFAULT_BASE_URL = "https://qyapi.weixin.qq.com";

    private static final Pattern CORP_ID = Pattern.compile("[A-Za-z0-9]{2,64}");
    private static final Pattern ANY_SECRET = Pattern.compile("\\S{1,256}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{1,32}");

    /** 43 characters of base64: 32 bytes. */
    private static final Pattern AES_KEY = Pattern.compile("[A-Za-z0-9+/]{43}");

    public WeComConfig {
        baseUrl = baseUrl == null || baseUrl.isBlank() ? DEFAULT_BASE_URL : baseUrl;
        ConfigCheck.channel(id)
                .baseUrl("base-url", baseUrl)
                .that(corpId != null && CORP_ID.matcher(corpId).matches(), "corp-id", "must be letters and digits")
                .that(agentId > 0, "agent-id", "must be the app's number")
                .secret("secret", secret, ANY_SECRET, "without blanks")
                .secret("token", token, TOKEN, "up to 32 letters and digits")
                .secret("encoding-aes-key", encodingAesKey, AES_KEY, "the 43 characters the console shows")
                .proxy("proxy", proxy)
                .orRefuse();
    }
}

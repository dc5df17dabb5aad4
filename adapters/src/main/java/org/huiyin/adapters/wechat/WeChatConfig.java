package org.huiyin.adapters.wechat;

import java.util.Map;
import java.util.regex.Pattern;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.provider.ConfigCheck;
import org.huiyin.adapters.provider.ProxyConfig;
import org.jspecify.annotations.Nullable;

/**
 * One WeChat service account. Refuses to exist when anything is missing, naming the key in kebab case as the administrator wrote it.
 *
 * @param baseUrl where the API is; blank or null for the vendor's own
 * @param token the console's 令牌, which signs what comes in
 * @param encodingAesKey the console's 消息加解密密钥; the account must be in 安全模式
 * @param templates by purpose of {@link org.huiyin.adapters.channel.Outbound.Notice}; may be empty
 */
public record WeChatConfig(
        String id,
        String baseUrl,
        String appId,
        Secret appSecret,
        Secret token,
        Secret encodingAesKey,
        Map<String, Template> templates,
        @Nullable ProxyConfig proxy) {

    public static final String DEFAULT_BASE_URL = "https://api.weixin.qq.com";

    private static final Pattern APP_ID = Pattern.compile("[A-Za-z0-9]{4,64}");
    private static final Pattern ANY_SECRET = Pattern.compile("\\S{1,256}");

    /** The console asks for 3 to 32 letters and digits. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{3,32}");

    /** 43 characters of base64: 32 bytes. */
    private static final Pattern AES_KEY = Pattern.compile("[A-Za-z0-9+/]{43}");

    /**
     * An approved template message.
     *
     * @param templateId as the console shows it
     * @param parameters our parameter's name to the template's own ({@code "code" -> "character_string1"})
     */
    public record Template(String templateId, Map<String, String> parameters) {
        public Template {
            parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
        }
    }

    public WeChatConfig {
        baseUrl = baseUrl == null || baseUrl.isBlank() ? DEFAULT_BASE_URL : baseUrl;
        templates = templates == null ? Map.of() : Map.copyOf(templates);
        ConfigCheck check = ConfigCheck.channel(id)
                .baseUrl("base-url", baseUrl)
                .that(appId != null && APP_ID.matcher(appId).matches(), "app-id", "must be letters and digits")
                .secret("app-secret", appSecret, ANY_SECRET, "without blanks")
                .secret("token", token, TOKEN, "3 to 32 letters and digits")
                .secret("encoding-aes-key", encodingAesKey, AES_KEY, "the 43 characters the console shows")
                .proxy("proxy", proxy);
        templates.forEach(
                (purpose, template) -> check.text("templates." + purpose + ".template-id", template.templateId()));
        check.orRefuse();
    }
}

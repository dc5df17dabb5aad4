package org.huiyin.adapters.wechat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huiyin.adapters.channel.Outbound.Choice;
import org.huiyin.adapters.channel.Outbound.Notice;
import org.huiyin.adapters.provider.ProviderCall;
import org.jspecify.annotations.Nullable;

/** The bodies WeChat's API takes, as records that spell its names. */
final class WeChatBodies {
    private static final String CUSTOM_SEND = "/cgi-bin/message/custom/send";

    /** A template's {@code thing} holds at most 20 characters; a longer one is refused as a whole (47003). */
    private static final int MAX_THING_CHARS = 20;

    private WeChatBodies() {}

    private record TokenRequest(
            @JsonProperty("grant_type") String grantType,
            String appid,
            String secret,
            @JsonProperty("force_refresh") boolean forceRefresh) {}

    private record Content(String content) {}

    private record MediaId(@JsonProperty("media_id") String mediaId) {}

    private record Item(String id, String content) {}

    private record Menu(
            @JsonProperty("head_content") String head,
            List<Item> list,
            @JsonProperty("tail_content") String tail) {}

    private record Message(
            String touser,
            String msgtype,
            @Nullable Content text,
            @Nullable MediaId image,
            @Nullable MediaId voice,
            @Nullable Menu msgmenu) {}

    private record Value(String value) {}

    private record TemplateMessage(
            String touser,
            @JsonProperty("template_id") String templateId,
            @JsonProperty("client_msg_id") String clientMessageId,
            Map<String, Value> data) {}

    private record Scene(@JsonProperty("scene_str") String text) {}

    private record SceneInfo(Scene scene) {}

    private record SceneRequest(
            @JsonProperty("action_name") String name,
            @JsonProperty("action_info") SceneInfo info) {}

    /** Never forced: the vendor counts forced renewals (20 a day), and itself gives a new token when the old one has been voided. */
    static ProviderCall token(WeChatConfig config) {
        return ProviderCall.post(
                "/cgi-bin/stable_token",
                new TokenRequest(
                        "client_credential", config.appId(), config.appSecret().reveal(), false));
    }

    static ProviderCall text(String openId, String words) {
        return ProviderCall.post(CUSTOM_SEND, new Message(openId, "text", new Content(words), null, null, null));
    }

    static ProviderCall media(String openId, String word, String mediaId) {
        MediaId id = new MediaId(mediaId);
        boolean image = "image".equals(word);
        return ProviderCall.post(
                CUSTOM_SEND, new Message(openId, word, null, image ? id : null, image ? null : id, null));
    }

    static ProviderCall menu(String openId, Choice choice) {
        List<Item> items = choice.options().stream()
                .map(option -> new Item(WeChatMenu.itemId(choice, option), option.label()))
                .toList();
        String head = choice.title().isBlank() ? choice.text() : choice.title() + "\n" + choice.text();
        return ProviderCall.post(
                CUSTOM_SEND, new Message(openId, "msgmenu", null, null, null, new Menu(head, items, "")));
    }

    /** Every parameter of the template must be in the notice; {@link WeChatChannel} sees to it. */
    static ProviderCall template(String openId, WeChatConfig.Template template, Notice notice) {
        Map<String, Value> data = new TreeMap<>();
        template.parameters()
                .forEach((ours, theirs) -> data.put(
                        theirs, new Value(fit(theirs, notice.parameters().getOrDefault(ours, "")))));
        return ProviderCall.post(
                "/cgi-bin/message/template/send",
                new TemplateMessage(openId, template.templateId(), clientMessageId(openId, notice), data));
    }

    static ProviderCall permanentScene(String scene) {
        return ProviderCall.post(
                "/cgi-bin/qrcode/create", new SceneRequest("QR_LIMIT_STR_SCENE", new SceneInfo(new Scene(scene))));
    }

    private static String fit(String field, String value) {
        boolean tooLong = field.startsWith("thing") && value.codePointCount(0, value.length()) > MAX_THING_CHARS;
        return tooLong ? value.substring(0, value.offsetByCodePoints(0, MAX_THING_CHARS - 1)) + "…" : value;
    }

    /** The same notice to the same person has the same id, so that the vendor drops a repetition within its ten minutes. */
    private static String clientMessageId(String openId, Notice notice) {
        String content = openId + '\n' + notice.purpose() + '\n' + new TreeMap<>(notice.parameters());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

package org.huiyin.adapters.wecom;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.huiyin.adapters.channel.Outbound.Choice;
import org.huiyin.adapters.provider.ProviderCall;
import org.jspecify.annotations.Nullable;

/** The bodies WeCom's API takes, as records that spell its names. */
final class WeComBodies {
    /**
     * How long WeCom drops a repetition: long enough for the first repeat after a time-out or a lost node, and short, since an honest
     * second message of the same words within it is dropped as well.
     */
    static final int DUPLICATE_CHECK_SECONDS = 120;

    /** A button in WeCom's blue. */
    private static final int PRIMARY = 1;

    private WeComBodies() {}

    private record Content(String content) {}

    private record MediaId(@JsonProperty("media_id") String mediaId) {}

    private record Title(String title, String desc) {}

    private record Button(String text, int style, String key) {}

    private record Card(
            @JsonProperty("card_type") String type,
            @JsonProperty("task_id") String taskId,
            @JsonProperty("main_title") Title title,
            @JsonProperty("sub_title_text") String text,
            @JsonProperty("button_list") List<Button> buttons) {}

    private record Message(
            String touser,
            int agentid,
            String msgtype,
            @Nullable Content text,
            @Nullable MediaId image,
            @Nullable MediaId voice,
            @JsonProperty("template_card") @Nullable Card card,
            @JsonProperty("enable_duplicate_check") int duplicateCheck,
            @JsonProperty("duplicate_check_interval") int duplicateCheckSeconds) {}

    static ProviderCall token(WeComConfig config) {
        return ProviderCall.get(
                "/cgi-bin/gettoken",
                Map.of("corpid", config.corpId(), "corpsecret", config.secret().reveal()));
    }

    static ProviderCall text(int agentId, String userId, String words) {
        return send(userId, agentId, "text", new Content(words), null, null);
    }

    static ProviderCall media(int agentId, String userId, String word, String mediaId) {
        return send(userId, agentId, word, null, new MediaId(mediaId), null);
    }

    static ProviderCall card(int agentId, String userId, Choice choice) {
        List<Button> buttons = choice.options().stream()
                .map(option -> new Button(option.label(), PRIMARY, option.key()))
                .toList();
        return send(
                userId,
                agentId,
                "template_card",
                null,
                null,
                new Card(
                        "button_interaction",
                        choice.reference(),
                        new Title(choice.title(), ""),
                        choice.text(),
                        buttons));
    }

    private static ProviderCall send(
            String userId,
            int agentId,
            String type,
            @Nullable Content text,
            @Nullable MediaId media,
            @Nullable Card card) {
        return ProviderCall.post(
                "/cgi-bin/message/send",
                new Message(
                        userId,
                        agentId,
                        type,
                        text,
                        "image".equals(type) ? media : null,
                        "voice".equals(type) ? media : null,
                        card,
                        1,
                        DUPLICATE_CHECK_SECONDS));
    }
}

package org.huiyin.adapters.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One part that {@link TencentStub} delivered.
 *
 * @param to openid or userid
 * @param type {@code text}, {@code image}, {@code voice}, {@code msgmenu}, {@code template_card} or {@code template}
 * @param text the words in it, all of them
 * @param buttons id of each, in order
 * @param messageId as the sender was told
 * @param traceparent the header that named its trace, empty for none
 */
public record StubSent(
        String path,
        String to,
        String type,
        String text,
        List<String> buttons,
        String messageId,
        JsonNode body,
        String traceparent) {

    static StubSent of(String path, JsonNode body, String messageId, String traceparent) {
        boolean template = body.has("template_id");
        String type = template ? "template" : body.path("msgtype").asText();
        return new StubSent(
                path,
                body.path("touser").asText(),
                type,
                words(type, body),
                buttons(type, body),
                messageId,
                body,
                traceparent);
    }

    private static String words(String type, JsonNode body) {
        return switch (type) {
            case "text" -> body.path("text").path("content").asText();
            case "msgmenu" -> body.path("msgmenu").path("head_content").asText();
            case "template_card" ->
                body.path("template_card").path("main_title").path("title").asText()
                        + "\n"
                        + body.path("template_card").path("sub_title_text").asText();
            case "template" -> {
                List<String> values = new ArrayList<>();
                body.path("data")
                        .forEach(field -> values.add(field.path("value").asText()));
                yield String.join("\n", values);
            }
            default -> body.path(type).path("media_id").asText();
        };
    }

    private static List<String> buttons(String type, JsonNode body) {
        List<String> ids = new ArrayList<>();
        if ("msgmenu".equals(type)) {
            body.path("msgmenu")
                    .path("list")
                    .forEach(item -> ids.add(item.path("id").asText()));
        } else if ("template_card".equals(type)) {
            body.path("template_card")
                    .path("button_list")
                    .forEach(b -> ids.add(b.path("key").asText()));
        }
        return List.copyOf(ids);
    }
}

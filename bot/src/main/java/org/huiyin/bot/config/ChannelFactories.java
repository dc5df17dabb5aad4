package org.huiyin.bot.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.provider.ProxyConfig;
import org.huiyin.adapters.simulator.SimulatorChannel;
import org.huiyin.adapters.simulator.SimulatorConfig;
import org.huiyin.adapters.wechat.WeChatChannel;
import org.huiyin.adapters.wechat.WeChatConfig;
import org.huiyin.adapters.wecom.WeComChannel;
import org.huiyin.adapters.wecom.WeComConfig;
import org.huiyin.bot.config.ChannelConfig.Opener;
import org.jspecify.annotations.Nullable;

/** The explicit list of providers: what {@code type:} may say, and how each reads its keys. A new provider is one line here. */
final class ChannelFactories {
    private static final int HIGHEST_PORT = 65_535;
    /** More a second than any provider takes. */
    private static final int FASTEST = 10_000;

    private record Made(Limits.Kind kind, Opener opener) {}

    /** Reads one provider's keys; whatever is wrong is noted in the section, or thrown by the provider's own check. */
    private interface Factory {
        Made read(String id, Section section);
    }

    private static final Map<String, Factory> BY_TYPE = Map.of(
            "wechat", ChannelFactories::weChat,
            "wecom", ChannelFactories::weCom,
            "simulator", ChannelFactories::simulator);

    private ChannelFactories() {}

    /** The channel of a section that says {@code id} and {@code type}; empty, with problems noted, when it is not complete. */
    static Optional<ChannelConfig> read(String id, Section section) {
        String type = section.required("type", "one of " + types());
        Factory factory = BY_TYPE.get(type);
        if (factory == null) {
            if (!type.isEmpty()) {
                section.problem("type", "'" + type + "' is no type of channel, " + Suggestion.among(types(), type));
            }
            return Optional.empty();
        }
        int perSecond = section.number("per-second", 0, 1, FASTEST);
        Optional<ChannelConfig> channel = checked(id, section, factory)
                .map(made -> new ChannelConfig(id, type, made.kind(), perSecond, made.opener()));
        section.end();
        return channel;
    }

    private static List<String> types() {
        return BY_TYPE.keySet().stream().sorted().toList();
    }

    /** A provider's check throws lines of the form {@code channels.ID.key what is wrong}: each goes to its own line of the file. */
    private static Optional<Made> checked(String id, Section section, Factory factory) {
        try {
            return Optional.of(factory.read(id, section));
        } catch (IllegalArgumentException e) {
            String message = e.getMessage() == null ? "" : e.getMessage();
            message.lines().forEach(complaint -> place(id, section, complaint));
            return Optional.empty();
        }
    }

    private static void place(String id, Section section, String complaint) {
        String prefix = "channels." + id + ".";
        String rest = complaint.startsWith(prefix) ? complaint.substring(prefix.length()) : complaint;
        String[] parts = rest.split(" ", 2);
        // Our own reading has named what is missing already, and a placeholder stood for it.
        if (section.isFaulty(parts[0])) {
            return;
        }
        String key = parts[0].split("\\.", 2)[0];
        String within = parts[0].equals(key) ? "" : parts[0].substring(key.length() + 1) + " ";
        section.problem(key, within + (parts.length > 1 ? parts[1] : "does not fit"));
    }

    private static Made weChat(String id, Section section) {
        WeChatConfig config = new WeChatConfig(
                id,
                section.text("base-url").orElse(""),
                section.required("app-id", "the account's AppID (wx…)"),
                section.secret("app-secret"),
                section.secret("token"),
                section.secret("encoding-aes-key"),
                templates(section.section("templates")),
                proxy(section));
        return new Made(
                Limits.Kind.CHAT, parts -> new WeChatChannel(config, parts.vertx(), parts.tokens(), parts.clock()));
    }

    private static Map<String, WeChatConfig.Template> templates(Section section) {
        Map<String, WeChatConfig.Template> templates = new LinkedHashMap<>();
        for (String purpose : section.keys()) {
            Section template = section.section(purpose);
            Section parameters = template.section("parameters");
            Map<String, String> names = new LinkedHashMap<>();
            parameters.keys().forEach(name -> parameters.text(name).ifPresent(to -> names.put(name, to)));
            String templateId = template.required("id", "the template's id in the console");
            if (!templateId.isEmpty()) {
                templates.put(purpose, new WeChatConfig.Template(templateId, names));
            }
            template.end();
        }
        return templates;
    }

    private static Made weCom(String id, Section section) {
        section.required("agent-id", "the app's number");
        WeComConfig config = new WeComConfig(
                id,
                section.text("base-url").orElse(""),
                section.required("corp-id", "the corporation's id (ww…)"),
                section.number("agent-id", 0, 1, Integer.MAX_VALUE),
                section.secret("secret"),
                section.secret("token"),
                section.secret("encoding-aes-key"),
                proxy(section));
        return new Made(
                Limits.Kind.CHAT, parts -> new WeComChannel(config, parts.vertx(), parts.tokens(), parts.clock()));
    }

    private static Made simulator(String id, Section section) {
        Limits.Kind kind =
                section.read("kind", "chat or sms", ChannelFactories::kind).orElse(Limits.Kind.CHAT);
        SimulatorConfig config = new SimulatorConfig(id, kind);
        return new Made(kind, parts -> new SimulatorChannel(config, parts.clock()));
    }

    private static Limits.Kind kind(String text) {
        return switch (text) {
            case "chat" -> Limits.Kind.CHAT;
            case "sms" -> Limits.Kind.SMS;
            default -> throw new IllegalArgumentException();
        };
    }

    private static @Nullable ProxyConfig proxy(Section channel) {
        Section section = channel.section("proxy");
        if (!channel.has("proxy")) {
            return null;
        }
        String host = section.required("host", "the proxy's name or address");
        section.required("port", "the proxy's port");
        int port = section.number("port", 0, 1, HIGHEST_PORT);
        Optional<String> user = section.text("user");
        Secret password = section.has("password") ? section.secret("password") : null;
        section.end();
        return new ProxyConfig(host, port, user.orElse(null), password);
    }
}

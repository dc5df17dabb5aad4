package org.huiyin.bot.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.bot.config.AddressRange;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.bot.metrics.Metrics.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET|POST /hook/{channel}}: where providers tell us things. */
public final class WebhookRoutes implements Routes {
    private static final Logger log = LoggerFactory.getLogger(WebhookRoutes.class);

    /** A provider sends a few kilobytes from a datacentre; who takes longer ties up a connection on purpose. */
    private static final Duration BODY_TIME = Duration.ofSeconds(10);

    /**
     * What the routes share.
     *
     * @param trustedProxies who may say for whom it calls
     */
    public record Setting(
            Vertx vertx, Clock clock, ServiceState state, Metrics metrics, List<AddressRange> trustedProxies) {
        public Setting {
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    private final Setting setting;
    private final Reception reception;
    private final Map<String, TextChannel> channels;

    public WebhookRoutes(Setting setting, Reception reception, List<TextChannel> channels) {
        this.setting = setting;
        this.reception = reception;
        this.channels = channels.stream().collect(Collectors.toUnmodifiableMap(TextChannel::id, Function.identity()));
    }

    @Override
    public void mount(Router router) {
        router.route("/hook/:channel")
                .method(HttpMethod.GET)
                .method(HttpMethod.POST)
                .handler(this::receive);
    }

    private void receive(RoutingContext context) {
        HttpServerResponse response = context.response();
        TextChannel channel = channels.get(context.pathParam("channel"));
        if (channel == null) {
            setting.metrics().refused(Refusal.UNKNOWN_CHANNEL);
            Answer.error(response, 404, "there is no such channel");
        } else if (!setting.state().isAccepting()) {
            setting.metrics().refused(channel.id(), Refusal.NOT_NOW);
            Answer.later(response, "not taking messages just now");
        } else {
            RequestBody.read(setting.vertx(), context.request(), BODY_TIME)
                    .onSuccess(body -> body.fold(
                            whole -> take(context, channel, whole.bytes()),
                            refused -> refuse(context, channel, refused)));
        }
    }

    private boolean take(RoutingContext context, TextChannel channel, Buffer body) {
        Optional<WebhookRequest> request = request(context, body);
        if (request.isEmpty()) {
            return refuse(
                    context,
                    channel,
                    new RequestBody.Outcome.Refused(400, "the query cannot be read", Refusal.MALFORMED));
        }
        reception
                .receive(channel, request.get())
                .onSuccess(received -> Answer.reply(context.response(), received.reply()))
                .onFailure(failure -> {
                    log.error("channel {}: an event could not be committed", channel.id(), failure);
                    setting.metrics().refused(channel.id(), Refusal.NOT_NOW);
                    Answer.later(context.response(), "could not be stored, send it again");
                });
        return true;
    }

    private boolean refuse(RoutingContext context, TextChannel channel, RequestBody.Outcome.Refused refused) {
        setting.metrics().refused(channel.id(), refused.reason());
        String caller = ClientAddress.of(context.request(), setting.trustedProxies());
        log.warn("channel {}: request of {} answered {}", channel.id(), caller, refused.status());
        Answer.error(context.response(), refused.status(), refused.words());
        return true;
    }

    /** The request as channels want it; empty when a parameter is there twice, for then nobody can tell which one was signed. */
    private Optional<WebhookRequest> request(RoutingContext context, Buffer body) {
        HttpServerRequest request = context.request();
        Map<String, String> query = new HashMap<>();
        for (Map.Entry<String, String> parameter : context.queryParams()) {
            if (query.put(parameter.getKey(), parameter.getValue()) != null) {
                return Optional.empty();
            }
        }
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach((name, value) ->
                        headers.merge(name.toLowerCase(Locale.ROOT), value, (first, second) -> first + ", " + second));
        return Optional.of(new WebhookRequest(
                request.method().name(), query, headers, body, setting.clock().instant()));
    }
}

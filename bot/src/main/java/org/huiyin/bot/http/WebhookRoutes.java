package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
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
import org.huiyin.adapters.channel.Trace;
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

    private static final RequestBody.Outcome.Refused AMBIGUOUS =
            new RequestBody.Outcome.Refused(400, "a parameter is there twice", Refusal.MALFORMED);

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
            // Before anything awaits: an unreadable query throws, which the router answers with 400.
            Optional<Map<String, String>> query = query(context);
            RequestBody.read(setting.vertx(), context.request(), BODY_TIME)
                    .compose(body -> body.fold(
                            whole -> take(context, channel, query, whole.bytes()),
                            refused -> refuse(context, channel, refused)))
                    .onFailure(context::fail);
        }
    }

    private Future<Void> take(
            RoutingContext context, TextChannel channel, Optional<Map<String, String>> query, Buffer body) {
        if (query.isEmpty()) {
            return refuse(context, channel, AMBIGUOUS);
        }
        WebhookRequest request = new WebhookRequest(
                context.request().method().name(),
                query.get(),
                headers(context),
                body,
                setting.clock().instant());
        Trace trace = Trace.named(request.headers().get(Trace.HEADER)).orElseGet(Trace::begin);
        return reception
                .receive(channel, request, trace)
                .map(received -> answer(context, received))
                .recover(failure -> notNow(context, channel, trace, failure));
    }

    private static Void answer(RoutingContext context, Reception.Received received) {
        Answer.reply(context.response(), received.reply());
        return null;
    }

    private Future<Void> notNow(RoutingContext context, TextChannel channel, Trace trace, Throwable failure) {
        log.error("channel {}: an event could not be committed, trace={}", channel.id(), trace, failure);
        setting.metrics().refused(channel.id(), Refusal.NOT_NOW);
        Answer.later(context.response(), "could not be stored, send it again");
        return Future.succeededFuture();
    }

    private Future<Void> refuse(RoutingContext context, TextChannel channel, RequestBody.Outcome.Refused refused) {
        setting.metrics().refused(channel.id(), refused.reason());
        String caller = ClientAddress.of(context.request(), setting.trustedProxies());
        log.info("channel {}: request of {} answered {}", channel.id(), caller, refused.status());
        Answer.error(context.response(), refused.status(), refused.words());
        return Future.succeededFuture();
    }

    /** Empty when a parameter is there twice, for then nobody can tell which one was signed. */
    private static Optional<Map<String, String>> query(RoutingContext context) {
        Map<String, String> query = new HashMap<>();
        for (Map.Entry<String, String> parameter : context.queryParams()) {
            if (query.put(parameter.getKey(), parameter.getValue()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(query);
    }

    private static Map<String, String> headers(RoutingContext context) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, String> header : context.request().headers()) {
            headers.merge(header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (a, b) -> a + ", " + b);
        }
        return headers;
    }
}

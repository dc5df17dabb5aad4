package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.adapters.simulator.SimulatorChannel;
import org.huiyin.adapters.simulator.SimulatorMessage;
import org.huiyin.bot.http.Reception.Received;
import org.huiyin.bot.intake.Intake.Taken;
import org.huiyin.bot.metrics.Metrics.Refusal;
import org.huiyin.bot.registry.Phones;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Phones that anybody who can reach this port may use, for the demo and for tests: {@code POST} and {@code GET /sim/{address}/messages}.
 * There only when a simulator is configured.
 */
public final class SimulatorRoutes implements Routes {
    private static final Logger log = LoggerFactory.getLogger(SimulatorRoutes.class);
    private static final Duration BODY_TIME = Duration.ofSeconds(10);
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{5,20}");

    private record Sent(String id, boolean duplicate) {}

    private final WebhookRoutes.Setting setting;
    private final Reception reception;
    private final List<SimulatorChannel> channels;
    private final SaidLog said;

    public SimulatorRoutes(
            WebhookRoutes.Setting setting, Reception reception, List<SimulatorChannel> channels, SaidLog said) {
        this.setting = setting;
        this.reception = reception;
        this.said = said;
        this.channels = List.copyOf(channels);
    }

    @Override
    public void mount(Router router) {
        router.post("/sim/:address/messages").handler(this::post);
        router.get("/sim/:address/messages").handler(this::list);
        router.get("/sim/events").handler(new SimulatorStream(setting.vertx(), channels, said)::open);
    }

    private void post(RoutingContext context) {
        HttpServerResponse response = context.response();
        Optional<SimulatorChannel> channel = channel(context);
        if (channel.isEmpty()) {
            Answer.error(response, 404, "there is no such simulated channel");
        } else if ("cross-site".equals(context.request().getHeader("sec-fetch-site"))) {
            // Somebody else's page in the browser of who tries the demo.
            Answer.error(response, 403, "not from another site");
        } else if (!setting.state().isAccepting()) {
            Answer.later(response, "not taking messages just now");
        } else {
            RequestBody.read(setting.vertx(), context.request(), BODY_TIME)
                    .compose(body -> body.fold(
                            whole -> take(context, channel.get(), whole.bytes()),
                            refused -> refuse(context, channel.get(), refused)))
                    .onFailure(context::fail);
        }
    }

    private Future<Void> take(RoutingContext context, SimulatorChannel channel, Buffer body) {
        Optional<SimulatorMessage> written = Answer.read(body, SimulatorMessage.class);
        if (written.isEmpty() || isEmpty(written.get())) {
            String words = written.isEmpty()
                    ? "the body is not the JSON of a message: write {\"text\": \"…\"}; a media's kind is IMAGE or VOICE"
                    : "the message is empty, write one of text, media, location, press, scene, follow";
            return refuse(context, channel, new RequestBody.Outcome.Refused(400, words, Refusal.MALFORMED));
        }
        // Before the answer to it can have been sent, so that both stand in their order.
        String at = setting.clock().instant().toString();
        SimulatorMessage message = from(address(context, channel), written.get());
        Trace trace = Trace.named(context.request().getHeader(Trace.HEADER)).orElseGet(Trace::begin);
        return reception
                .receive(channel, channel.compose(message), trace)
                .map(received -> answer(context, PhoneSaid.of(channel.id(), message, at), received))
                .recover(failure -> notNow(context, channel, failure));
    }

    private static Future<Void> notNow(RoutingContext context, SimulatorChannel channel, Throwable failure) {
        log.error("channel {}: an event could not be committed", channel.id(), failure);
        Answer.later(context.response(), "could not be stored, send it again");
        return Future.succeededFuture();
    }

    private Void answer(RoutingContext context, PhoneSaid words, Received received) {
        HttpServerResponse response = context.response();
        if (received.reply().status() == 200) {
            boolean duplicate = received.taken().stream().allMatch(Taken::duplicate);
            if (!duplicate) {
                said.add(words);
            }
            Answer.json(response, 200, new Sent(words.id(), duplicate));
        } else {
            Answer.error(response, received.reply().status(), "the address or the message does not fit this channel");
        }
        return null;
    }

    private Future<Void> refuse(RoutingContext context, SimulatorChannel channel, RequestBody.Outcome.Refused refused) {
        setting.metrics().refused(channel.id(), refused.reason());
        Answer.error(context.response(), refused.status(), refused.words());
        return Future.succeededFuture();
    }

    private static boolean isEmpty(SimulatorMessage m) {
        boolean words = m.text() == null && m.media() == null && m.location() == null;
        return words && m.press() == null && m.scene() == null && m.follow() == null;
    }

    /** A phone number may be written as people write it; it is known in one form. */
    private static String address(RoutingContext context, SimulatorChannel channel) {
        String written = context.pathParam("address");
        return channel.limits().kind() == Limits.Kind.SMS ? Phones.addressForm(written) : written;
    }

    private static SimulatorMessage from(String address, SimulatorMessage m) {
        String id = m.id() == null || m.id().isBlank() ? UUID.randomUUID().toString() : m.id();
        return new SimulatorMessage(
                address, id, m.text(), m.quote(), m.press(), m.scene(), m.follow(), m.media(), m.location());
    }

    /** What the address was sent, oldest first: over one channel where {@code ?channel=} names it, else over all. */
    private void list(RoutingContext context) {
        Optional<String> named = named(context);
        List<SimulatorChannel> asked = channels.stream()
                .filter(channel -> named.isEmpty() || channel.id().equals(named.get()))
                .toList();
        if (asked.isEmpty()) {
            Answer.error(context.response(), 404, "there is no such simulated channel");
            return;
        }
        List<PhoneMessage> messages = asked.stream()
                .flatMap(channel -> channel.sentTo(address(context, channel)).stream()
                        .map(part -> PhoneMessage.of(channel.id(), part)))
                .sorted(Comparator.comparing(PhoneMessage::at))
                .toList();
        Answer.json(context.response(), 200, messages);
    }

    private static Optional<String> named(RoutingContext context) {
        return context.queryParam("channel").stream().findFirst();
    }

    /** The channel that is named; else the one of SMS for what looks like a phone number, and the first of chat for the rest. */
    private Optional<SimulatorChannel> channel(RoutingContext context) {
        Optional<String> named = named(context);
        if (named.isPresent()) {
            return channels.stream().filter(c -> c.id().equals(named.get())).findFirst();
        }
        boolean phone = PHONE.matcher(context.pathParam("address")).matches();
        Limits.Kind kind = phone ? Limits.Kind.SMS : Limits.Kind.CHAT;
        return channels.stream()
                .filter(channel -> channel.limits().kind() == kind)
                .findFirst()
                .or(() -> channels.stream().findFirst());
    }
}

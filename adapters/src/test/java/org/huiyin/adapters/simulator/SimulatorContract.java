package org.huiyin.adapters.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TextChannelContract;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.tencent.Accounts;

/** The contract, with what both kinds of simulated channel need for it. */
abstract class SimulatorContract extends TextChannelContract {
    private final SimulatorChannel channel;

    SimulatorContract(Limits.Kind kind) {
        this.channel = new SimulatorChannel(new SimulatorConfig("sim", kind), Accounts.CLOCK);
    }

    @Override
    protected TextChannel channel() {
        return channel;
    }

    @Override
    protected WebhookRequest incoming(String id, String words) {
        return channel.compose(SimulatorMessage.text(recipient(), id, words));
    }

    @Override
    protected WebhookRequest incomingUnknown(String id) {
        WebhookRequest good = incoming(id, "x");
        Buffer body = Buffer.buffer("{\"from\":\"" + recipient() + "\",\"id\":\"" + id + "\",\"hologram\":{\"a\":1}}");
        return new WebhookRequest("POST", good.query(), good.headers(), body, good.receivedAt());
    }

    @Override
    protected Map<String, WebhookRequest> forged() {
        WebhookRequest good = incoming("m-0", "x");
        Map<String, WebhookRequest> all = new LinkedHashMap<>();
        for (String method : List.of("POST", "GET", "PUT")) {
            all.put(method + " without key", with(good, method, Map.of()));
            all.put(method + " with an empty key", with(good, method, Map.of(SimulatorCodec.KEY_HEADER, "")));
            Map<String, String> wrong = new HashMap<>(good.headers());
            wrong.merge(SimulatorCodec.KEY_HEADER, "0", String::concat);
            all.put(method + " with another key", with(good, method, wrong));
        }
        SimulatorChannel other = new SimulatorChannel(new SimulatorConfig("sim", Limits.Kind.CHAT), Accounts.CLOCK);
        all.put("composed by another process", other.compose(SimulatorMessage.text(recipient(), "m-0", "x")));
        return all;
    }

    private static WebhookRequest with(WebhookRequest good, String method, Map<String, String> headers) {
        return new WebhookRequest(method, good.query(), headers, good.body(), good.receivedAt());
    }

    @Override
    protected void befall(Trouble trouble) {
        channel.misbehave(
                switch (trouble) {
                    case STATUS_503 -> SimulatorFault.DOWN;
                    case STATUS_429 -> SimulatorFault.THROTTLED;
                    case SILENCE -> SimulatorFault.TIMES_OUT_WITHOUT_DELIVERY;
                    case UNREACHABLE -> SimulatorFault.UNREACHABLE;
                });
    }

    @Override
    protected List<Runnable> businessErrors() {
        return List.of(
                () -> channel.misbehave(SimulatorFault.CREDENTIALS),
                () -> channel.misbehave(SimulatorFault.TIMES_OUT_AFTER_DELIVERY),
                () -> {
                    channel.behave();
                    channel.reject(recipient());
                });
    }

    @Override
    protected String lastWords() {
        List<SentPart> parts = channel.sentTo(recipient());
        return parts.get(parts.size() - 1).text();
    }

    @Override
    protected List<String> secrets() {
        return List.of(incoming("m-0", "x").headers().getOrDefault(SimulatorCodec.KEY_HEADER, "none"));
    }
}

package org.huiyin.adapters.wecom;

import java.util.List;
import java.util.Optional;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.channel.WebhookResult.Acknowledgement;
import org.huiyin.adapters.channel.WebhookResult.Refused;
import org.huiyin.adapters.channel.WebhookResult.Understood;
import org.huiyin.adapters.tencent.TencentCrypto;
import org.huiyin.adapters.tencent.TencentInbox;
import org.huiyin.adapters.tencent.TencentLetter;

/** Reads what WeCom posts to one app. Knows bytes and values only. */
public final class WeComCodec {
    /** An empty 200 is all WeCom wants; answers go by the API, which has no reply budget here. */
    private static final Acknowledgement RECEIVED = Acknowledgement.always(WebhookReply.text(200, ""));

    private final WeComConfig config;
    private final TencentInbox inbox;
    private final WeComEvents events;

    public WeComCodec(WeComConfig config) {
        this.config = config;
        this.inbox = new TencentInbox(config.token(), new TencentCrypto(config.encodingAesKey(), config.corpId()));
        this.events = new WeComEvents(config.id());
    }

    /** Verifies and parses; both methods are sealed and signed over the sealed text. */
    public WebhookResult receive(WebhookRequest request) {
        Optional<Refused> refused = inbox.inadmissible(request).or(() -> unsignable(request));
        if (refused.isPresent()) {
            return refused.get();
        }
        return "GET".equals(request.method())
                ? inbox.echoSealed(request, WeComCodec::echo)
                : inbox.open(request, this::read);
    }

    /** What comes without a signature is not even parsed; whether it is right shows when the sealed text is at hand. */
    private static Optional<Refused> unsignable(WebhookRequest request) {
        return request.query("msg_signature") == null
                ? Optional.of(TencentInbox.refuse(401, "signature is missing"))
                : Optional.empty();
    }

    private static WebhookResult echo(String opened) {
        return new Understood(List.of(), Acknowledgement.always(WebhookReply.text(200, opened)));
    }

    private WebhookResult read(TencentLetter letter) {
        if (!forThisApp(letter)) {
            return TencentInbox.refuse(403, "meant for another app of the corporation");
        }
        Optional<TextEvent> event = events.read(letter);
        return new Understood(event.stream().toList(), RECEIVED);
    }

    /** Apps may share key and token. Only an event about the corporation itself carries no AgentID. */
    private boolean forThisApp(TencentLetter letter) {
        String agent = letter.fields().text("AgentID");
        return agent.isEmpty() ? letter.isEvent() : agent.equals(Integer.toString(config.agentId()));
    }
}

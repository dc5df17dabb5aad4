package org.huiyin.adapters.tencent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.TextEvent.MessageReceived;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.channel.WebhookResult.Refused;
import org.huiyin.adapters.channel.WebhookResult.Understood;

/** Short ways to look into a {@link WebhookResult}; each fails the test when it is of the other sort. */
public final class Understanding {
    private Understanding() {}

    public static Understood understood(WebhookResult result) {
        if (result instanceof Understood understood) {
            return understood;
        }
        throw new AssertionError("refused: " + ((Refused) result).why());
    }

    public static Refused refused(WebhookResult result) {
        if (result instanceof Refused refused) {
            return refused;
        }
        throw new AssertionError("understood");
    }

    public static List<TextEvent> events(WebhookResult result) {
        return understood(result).events();
    }

    public static TextEvent event(WebhookResult result) {
        List<TextEvent> events = events(result);
        if (events.size() != 1) {
            throw new AssertionError("there are " + events.size() + " events");
        }
        return events.get(0);
    }

    public static MessageReceived message(WebhookResult result) {
        return (MessageReceived) event(result);
    }

    public static WebhookReply reply(WebhookResult result, Optional<String> passive, Instant at) {
        return understood(result).acknowledgement().reply(passive, at);
    }
}
